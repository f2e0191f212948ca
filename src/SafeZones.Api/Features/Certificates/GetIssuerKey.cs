using MediatR;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Certificates;

/// <summary>Whoever checks a signature asks for the key that a credential names.</summary>
public static class GetIssuerKey
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/public/issuers/{issuer}/keys/{key}", Endpoint)
        .Requires(Permission.Anyone)
        .Describe(nameof(GetIssuerKey), "Get an issuer's public key", "As a JSON Web Key (RFC 7517).")
        .Gives(StatusCodes.Status200OK, PublicJwk.Example);

    private static async Task<IResult> Endpoint(
        string issuer, string key, HttpContext context, CredentialIssuing issuing, IMediator mediator, CancellationToken cancellationToken)
    {
        var found = await mediator.Send(new GetIssuer.Query(PublicId.Parse(issuer)), cancellationToken);
        return found?.Row.KeyId == PublicId.Parse(key)
            ? Reply.Public(context, issuing.PublicHalf(found.Row, found.PublicKey))
            : throw new Problem(ProblemCode.NotFound);
    }
}

/// <summary>A public key (RFC 7517).</summary>
/// <param name="Kty">What kind of key.</param>
/// <param name="Use">What for.</param>
/// <param name="Alg">With which algorithm.</param>
/// <param name="Kid">Its address, as credentials name it.</param>
/// <param name="N">Its modulus, in base64url.</param>
/// <param name="E">Its exponent, in base64url.</param>
public sealed record PublicJwk(string Kty, string Use, string Alg, string Kid, string N, string E)
{
    internal static PublicJwk Example { get; } = new(
        "RSA", "sig", "RS256",
        "https://api.safezones.example/v1/public/issuers/019a0c5e-7c3b-7e21-9f10-000000000002/keys/019a0c5e-7c3b-7e21-9f10-000000000023",
        "u1SU1LfVLPHCozMxH2Mo4lgOEePzNm0tRgeLezV6ffAt0gunVTLw7onLRnrq0_IzW7yWR7QkrmBL7jTKEn5u", "AQAB");
}

using MediatR;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Certificates;

/// <summary>Whoever checks a credential asks whether it was revoked, without saying which.</summary>
public static class GetStatusList
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/public/issuers/{issuer}/status-list", Endpoint)
        .Requires(Permission.Anyone)
        .Describe(nameof(GetStatusList), "Get an issuer's status list", """
            A BitstringStatusListCredential (W3C Bitstring Status List 1.0) as a JWT, signed as the credentials are: a bit for each certificate that
            there may be, 1 for those that were revoked. Whoever reads it tells nobody which one they look at.
            """)
        .GivesText<Credential>(CredentialIssuing.MediaType, Credential.Example);

    private static async Task<IResult> Endpoint(
        string issuer, HttpContext context, CredentialIssuing issuing, IMediator mediator, TimeProvider clock, CancellationToken cancellationToken)
    {
        var found = await mediator.Send(new GetIssuer.Query(PublicId.Parse(issuer)), cancellationToken) ?? throw new Problem(ProblemCode.NotFound);
        context.Response.Headers.CacheControl = "public, max-age=60";
        return TypedResults.Text(issuing.SignStatusList(found.Row, found.Revoked, clock.GetUtcNow()), CredentialIssuing.MediaType);
    }
}

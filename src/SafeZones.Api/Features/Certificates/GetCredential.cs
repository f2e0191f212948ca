using MediatR;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Certificates;

/// <summary>Whoever holds a certificate puts it into a wallet of badges.</summary>
public static class GetCredential
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/public/certificates/{certificate}/credential", Endpoint)
        .Requires(Permission.Anyone)
        .Describe(nameof(GetCredential), "Get the Open Badge of a certificate", """
            An OpenBadgeCredential (Open Badges 3.0) as a JWT, signed with RS256: `kid` is the address of the key, `credentialStatus` that of the
            list which says whether it was revoked. It was signed once and never changes.
            """)
        .GivesText<Credential>(CredentialIssuing.MediaType, Credential.Example)
        .WithMetadata(new Guessable());

    private static async Task<IResult> Endpoint(
        string certificate, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var credential = await mediator.Send(new Query(PublicId.Parse(certificate)), cancellationToken) ?? throw new Problem(ProblemCode.NotFound);
        context.Response.Headers.CacheControl = "public, max-age=60";
        return TypedResults.Text(credential.Jwt, CredentialIssuing.MediaType);
    }

    internal sealed record Query(Guid CertificateId) : IPlatformQuery<Credential?>;

    internal sealed class Handler(PlatformDatabase database) : IRequestHandler<Query, Credential?>
    {
        public async Task<Credential?> Handle(Query query, CancellationToken cancellationToken)
        {
            await using var answers = await database.Ask(SelectCredential, new { id = query.CertificateId }, cancellationToken);
            await answers.List<object>(cancellationToken);
            return await answers.FirstOrDefault<Credential>(cancellationToken);
        }
    }

    private const string SelectCredential =
        """
        select set_tenant(i.organisation_id) from certificate_ids i where i.certificate_id = @id;

        select c.credential as jwt
        from certificate_ids i
        join certificates c on c.tenant_id = i.organisation_id and c.id = i.certificate_id
        where i.certificate_id = @id
        """;
}

/// <summary>A signed credential.</summary>
/// <param name="Jwt">As a JWT in its compact form.</param>
[JsonShape(typeof(string))]
public sealed record Credential(string Jwt)
{
    internal const string Example = "eyJhbGciOiJSUzI1NiIsImtpZCI6Imh0dHBzOi8vYXBpLnNhZmV6b25lcy5leGFtcGxlIn0.eyJpc3MiOiJodHRwczovL2FwaSJ9.c2lnbmF0dXJl";
}

using System.Text.Json.Serialization;
using MediatR;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Certificates;

/// <summary>A wallet of badges asks who issued one.</summary>
public static class GetIssuer
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/public/issuers/{issuer}", Endpoint)
        .Requires(Permission.Anyone)
        .Describe(nameof(GetIssuer), "Get an issuer of credentials", "The Profile (Open Badges 3.0) of an organisation that has issued any.")
        .Gives(StatusCodes.Status200OK, IssuerProfile.Example);

    private static async Task<IResult> Endpoint(
        string issuer, HttpContext context, CredentialIssuing issuing, IMediator mediator, CancellationToken cancellationToken) =>
        Reply.Public(context, issuing.Profile(
            (await mediator.Send(new Query(PublicId.Parse(issuer)), cancellationToken) ?? throw new Problem(ProblemCode.NotFound)).Row));

    internal sealed record Query(Guid OrganisationId) : IPlatformQuery<Issuer?>;

    /// <summary>An issuer with its public key and what it has revoked.</summary>
    internal sealed record Issuer(IssuerRow Row, byte[] PublicKey, int[] Revoked);

    internal sealed class Handler(PlatformDatabase database) : IRequestHandler<Query, Issuer?>
    {
        public async Task<Issuer?> Handle(Query query, CancellationToken cancellationToken)
        {
            await using var answers = await database.Ask(SelectIssuer, new { organisationId = query.OrganisationId }, cancellationToken);
            await answers.List<object>(cancellationToken);
            return await answers.FirstOrDefault<Found>(cancellationToken) is { } found
                ? new Issuer(
                    new IssuerRow(
                        query.OrganisationId, LocalName.Best(found.Name, found.DefaultLocale).Text, found.KeyId, found.SealedPrivateKey),
                    found.PublicKey, found.Revoked ?? [])
                : null;
        }
    }

    private sealed record Found(
        JsonText Name, string DefaultLocale, Guid KeyId, byte[] PublicKey, byte[] SealedPrivateKey, int[]? Revoked);

    private const string SelectIssuer =
        """
        select set_tenant(@organisationId);

        select o.name, o.default_locale, y.id as key_id, y.public_key, y.sealed_private_key,
            (select array_agg(c.status_index) from certificates c where c.tenant_id = o.tenant_id and c.revoked_at is not null) as revoked
        from organisations o
        join credential_keys y on y.tenant_id = o.tenant_id
        where o.tenant_id = @organisationId
        """;
}

/// <summary>The Profile of an issuer, as Open Badges 3.0 names its members.</summary>
/// <param name="Context">What the names mean (JSON-LD).</param>
/// <param name="Id">Its address.</param>
/// <param name="Type">What it is.</param>
/// <param name="Name">What the organisation is called.</param>
public sealed record IssuerProfile(
    [property: JsonPropertyName("@context")] IReadOnlyList<string> Context, string Id, IReadOnlyList<string> Type, string Name)
{
    internal static IssuerProfile Example { get; } = new(
        [CredentialIssuing.VcContext, CredentialIssuing.BadgeContext],
        "https://api.safezones.example/v1/public/issuers/019a0c5e-7c3b-7e21-9f10-000000000002", ["Profile"], "Safe Streets Network");
}

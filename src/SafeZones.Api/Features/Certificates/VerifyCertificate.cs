using MediatR;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain;
using SafeZones.Domain.Geography;
using SafeZones.Domain.Trainings;

namespace SafeZones.Api.Features.Certificates;

/// <summary>Somebody who is shown a certificate asks what it is worth.</summary>
public static class VerifyCertificate
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/public/certificates/{certificate}", Endpoint)
        .Requires(Permission.Anyone)
        .Describe(nameof(VerifyCertificate), "Verify a certificate", """
            What was learned, when, and whether that counts today. Neither who holds it nor where they work is known here: compare the name on the
            paper with the person.
            """)
        .Gives(StatusCodes.Status200OK, VerifiedCertificate.Example)
        .WithMetadata(new Guessable());

    private static async Task<IResult> Endpoint(
        string certificate, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        Reply.Public(context, await mediator.Send(new Query(PublicId.Parse(certificate)), cancellationToken) ?? throw new Problem(ProblemCode.NotFound));

    internal sealed record Query(Guid CertificateId) : IPlatformQuery<VerifiedCertificate?>;

    internal sealed class Handler(PlatformDatabase database, TimeProvider clock) : IRequestHandler<Query, VerifiedCertificate?>
    {
        public async Task<VerifiedCertificate?> Handle(Query query, CancellationToken cancellationToken)
        {
            await using var answers = await database.Ask(SelectCertificate, new { id = query.CertificateId }, cancellationToken);
            await answers.List<object>(cancellationToken);
            return (await answers.FirstOrDefault<Found>(cancellationToken))?.ToVerified(clock.GetUtcNow());
        }
    }

    private sealed record Found(
        JsonText Organisation, JsonText Title, double Hours, DateOnly CompletedOn, DateOnly? ValidUntil, bool IsRevoked, OrganisationStatus Status,
        string TimeZone)
    {
        public VerifiedCertificate ToVerified(DateTimeOffset now) => new(
            CertificateStanding.On(IsRevoked, ValidUntil, Status == OrganisationStatus.Active, TimeZoneName.DayOf(now, TimeZone)),
            Organisation, Title, Hours, CompletedOn, ValidUntil);
    }

    // The id says whose partition; row security then shows that one and no other.
    private const string SelectCertificate =
        """
        select set_tenant(i.organisation_id) from certificate_ids i where i.certificate_id = @id;

        select o.name as organisation, c.title, c.hours, c.completed_on, c.valid_until, c.revoked_at is not null as is_revoked, d.status, o.time_zone
        from certificate_ids i
        join tenant_directory d on d.id = i.organisation_id
        join organisations o on o.tenant_id = i.organisation_id
        join certificates c on c.tenant_id = i.organisation_id and c.id = i.certificate_id
        where i.certificate_id = @id
        """;
}

/// <summary>What a certificate is worth.</summary>
/// <param name="Status">That, today where the organisation is.</param>
/// <param name="Organisation">Who issued it, by language (BCP 47).</param>
/// <param name="Title">What was learned, by language.</param>
/// <param name="Hours">How many hours it took.</param>
/// <param name="CompletedOn">On which day.</param>
/// <param name="ValidUntil">The last day on which it is good; absent where it stays good.</param>
public sealed record VerifiedCertificate(
    CertificateStatus Status, JsonText Organisation, JsonText Title, double Hours, DateOnly CompletedOn, DateOnly? ValidUntil)
{
    internal static VerifiedCertificate Example { get; } = new(
        CertificateStatus.Valid, new JsonText("""{"en":"Safe Streets Network"}"""), Certificate.Example.Title, Certificate.Example.Hours,
        Certificate.Example.CompletedOn, Certificate.Example.ValidUntil);
}

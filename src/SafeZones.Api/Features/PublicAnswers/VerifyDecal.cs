using MediatR;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain;
using SafeZones.Domain.Materials;
using SafeZones.Domain.Partnerships;
using SafeZones.Domain.Programmes;

namespace SafeZones.Api.Features.PublicAnswers;

/// <summary>A passer-by asks whether the sticker in a window tells the truth.</summary>
public static class VerifyDecal
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/public/verify/{code}", Endpoint)
        .Requires(Permission.Anyone)
        .Describe(nameof(VerifyDecal), "Verify a decal", """
            By the code that is printed on it, as it was typed: small letters, gaps, O for 0 and digits of any script are
            understood. `valid` is true while the sticker is on show, the venue is active and its programme is running; that is
            computed now, and nothing is valid while the platform has suspended the organisation. A code that does not exist, one
            that was mistyped and one that was never handed out get the same 404.
            """)
        .Gives(StatusCodes.Status200OK, Verification.Example)
        .WithMetadata(new Guessable());

    private static async Task<IResult> Endpoint(
        string code, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        Reply.Public(context, DecalCode.ParseOrDefault(code) is { } known
            ? await mediator.Send(new Query(known), cancellationToken)
            : throw new Problem(ProblemCode.NotFound));

    internal sealed record Query(string Code) : IPlatformQuery<Verification>;

    internal sealed class Handler(PlatformDatabase database) : IRequestHandler<Query, Verification>
    {
        public async Task<Verification> Handle(Query query, CancellationToken cancellationToken)
        {
            await using var answers = await database.Ask(SelectDecal, new { code = query.Code }, cancellationToken);
            await answers.List<object>(cancellationToken);
            return (await answers.FirstOrDefault<Found>(cancellationToken))?.ToVerificationOrDefault() ?? throw new Problem(ProblemCode.NotFound);
        }
    }

    private sealed record Found(
        DecalState State, PartnershipStatus? Partnership, ProgrammeStatus? Programme, JsonText? ProgrammeName,
        VenueVisibility? Visibility, JsonText? VenueName)
    {
        public Verification? ToVerificationOrDefault()
        {
            var reason = PublicAnswer.ReasonOf(State, Partnership, Programme);
            return reason == PublicReason.Unknown
                ? null
                : new Verification(
                    reason == PublicReason.Verified, reason, ProgrammeName,
                    // Whoever stands elsewhere learns no name, unless the venue wants to be known and is what it says.
                    reason == PublicReason.Verified && Visibility == VenueVisibility.Public ? VenueName : null);
        }
    }

    // The code says whose partition; row security then shows that one and no other. An organisation that the platform has
    // suspended vouches for nobody: none of its programmes counts as running.
    internal const string SelectDecal =
        """
        select set_tenant(c.organisation_id) from decal_codes c where c.code = @code;

        select d.state, r.status as partnership, case when o.status = 'active' then p.status end as programme,
            p.name as programme_name, v.visibility, v.name as venue_name
        from decal_codes c
        join tenant_directory o on o.id = c.organisation_id
        join decals d on d.tenant_id = c.organisation_id and d.id = c.decal_id
        left join partnerships r on r.tenant_id = d.tenant_id and r.id = d.partnership_id
        left join programmes p on p.tenant_id = r.tenant_id and p.id = r.programme_id
        left join venues v on v.tenant_id = r.tenant_id and v.id = r.venue_id
        where c.code = @code
        """;
}

/// <summary>What a sticker says of itself.</summary>
/// <param name="Valid">Whether the place is a safe zone right now.</param>
/// <param name="Reason">Why, in public terms.</param>
/// <param name="Programme">The programme's name, by language (BCP 47).</param>
/// <param name="Venue">The venue's name, by language, if it is a safe zone and wants to be known.</param>
public sealed record Verification(bool Valid, PublicReason Reason, JsonText? Programme, JsonText? Venue)
{
    internal static Verification Example { get; } = new(
        true, PublicReason.Verified, new JsonText("""{"en":"Night Safe Zones","vi":"Khu vực An toàn ban đêm"}"""),
        new JsonText("""{"vi":"Quán cà phê mẫu"}"""));
}

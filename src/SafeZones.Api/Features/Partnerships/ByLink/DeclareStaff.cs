using System.ComponentModel.DataAnnotations;
using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Geography;
using SafeZones.Domain.Links;

namespace SafeZones.Api.Features.Partnerships.ByLink;

/// <summary>A venue tells by its link how many people work there.</summary>
public static class DeclareStaff
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/links/{token}/staff", Endpoint)
        .RequiresLink(LinkPurpose.DeclareStaff)
        .Describe(nameof(DeclareStaff), "Declare the staff", """
            As of today. The answer holds the programme's requirements against it at once: a share of trained people that is too small
            now says on which day the venue lapses, and which trainings are next.
            """)
        .Takes(Example)
        .Gives(StatusCodes.Status200OK, VenueStanding.Example)
        .Refuses(ProblemCode.LimitReached);

    private static async Task<IResult> Endpoint(Body body, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        return Reply.Json(await mediator.Send(new Command(body), cancellationToken));
    }

    /// <summary>How many.</summary>
    public sealed record Body : IConsistent
    {
        /// <summary>How many people work there.</summary>
        [Range(0, 10_000)]
        public required int N { get; init; }

        /// <summary>How many of them are managers; as many as before unless given.</summary>
        [Range(0, 10_000)]
        public int? Managers { get; init; }

        IEnumerable<Fault> IConsistent.Contradictions() =>
            Managers > N ? [Fault.At("/managers", FaultCode.Contradiction, ("rule", "managers ≤ n"))] : [];
    }

    internal sealed record Command(Body Body) : ICommand<VenueStanding>;

    internal sealed class Handler(LinkUse link, TenantDatabase database, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, VenueStanding>
    {
        public async Task<VenueStanding> Handle(Command command, CancellationToken cancellationToken)
        {
            var (partnershipId, body, now) = (await link.Take(cancellationToken), command.Body, clock.GetUtcNow());
            var venue = await Lock(partnershipId, cancellationToken);
            audit.Record("venue", venue.Id, ["staff_count"]);
            await database.Execute(
                [
                    new SqlCall(DeclareCount, new
                    {
                        venueId = venue.Id,
                        countId = RowId.At(now),
                        total = body.N,
                        managers = body.Managers ?? Math.Min(venue.StaffManagers ?? 0, body.N),
                        asOf = TimeZoneName.DayOf(now, venue.TimeZone),
                        now,
                    }),
                    PartnershipReview.OfVenue(venue.Id, now),
                ],
                cancellationToken);
            return await VenueStanding.Read(database, partnershipId, on: null, now, cancellationToken);
        }

        private async Task<Place> Lock(Guid partnershipId, CancellationToken cancellationToken)
        {
            await using var answers = await database.Ask(LockVenueThenCount, new { partnershipId }, cancellationToken);
            var venue = await answers.FirstOrDefault<Place>(cancellationToken) ?? throw new Problem(ProblemCode.NotFound);
            Problem.ThrowIfTooMany(await answers.FirstOrDefault<long>(cancellationToken) + 1, CountsMax);
            return venue;
        }
    }

    private static Body Example => new() { N = 14, Managers = 2 };

    /// <summary>How often the staff of one venue may be declared: weekly for twenty years.</summary>
    private const int CountsMax = 1000;

    private sealed record Place(Guid Id, string TimeZone, int? StaffManagers);

    private const string LockVenueThenCount =
        """
        select v.id, v.time_zone, v.staff_managers
        from venues v
        join partnerships r on r.tenant_id = v.tenant_id and r.venue_id = v.id
        where r.tenant_id = @tenantId and r.id = @partnershipId and v.deleted_at is null
        for no key update of v;

        select count(*)
        from staff_counts c
        join partnerships r on r.tenant_id = c.tenant_id and r.venue_id = c.venue_id
        where r.tenant_id = @tenantId and r.id = @partnershipId
        """;

    private const string DeclareCount =
        """
        update venues v
        set staff_total = @total, staff_managers = @managers, staff_as_of = @asOf, staff_declared_by = 'venue', updated_at = @now,
            version = v.version + 1
        where v.tenant_id = @tenantId and v.id = @venueId;

        insert into staff_counts (tenant_id, id, venue_id, total, managers, as_of)
        values (@tenantId, @countId, @venueId, @total, @managers, @asOf)
        """;
}

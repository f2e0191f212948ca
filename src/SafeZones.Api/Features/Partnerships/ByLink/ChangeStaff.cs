using System.ComponentModel.DataAnnotations;
using MediatR;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Geography;
using SafeZones.Domain.Links;
using SafeZones.Domain.Trainings;

namespace SafeZones.Api.Features.Partnerships.ByLink;

/// <summary>A venue tells by its link that people came to work there, or left.</summary>
public static class ChangeStaff
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/links/{token}/staff-changes", Endpoint)
        .RequiresLink(LinkPurpose.ChangeStaff)
        .Describe(nameof(ChangeStaff), "Tell of new hires and leavers", """
            As of today, where the venue is. Somebody new may be untrained for the programme's `new_hire_days`; those who left are taken
            to have been trained. The answer holds the programme's requirements against it at once: on which day the venue lapses unless
            something changes, and which trainings are next.
            """)
        .Takes(Example)
        .Gives(StatusCodes.Status200OK, VenueStanding.Example)
        .Refuses(ProblemCode.LimitReached);

    private static async Task<IResult> Endpoint(Body body, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        return Reply.Json(await mediator.Send(new Command(body), cancellationToken));
    }

    /// <summary>Who came or left.</summary>
    public sealed record Body : IConsistent
    {
        /// <summary>How many came; negative for those who left.</summary>
        [Range(-StaffChanges.PeopleMax, StaffChanges.PeopleMax)]
        public required int Arrived { get; init; }

        /// <summary>What they do there.</summary>
        public required StaffRole StaffRole { get; init; }

        IEnumerable<Fault> IConsistent.Contradictions() =>
            Arrived == 0 ? [Fault.At("/arrived", FaultCode.Contradiction, ("rule", "arrived is not 0"))] : [];
    }

    internal sealed record Command(Body Body) : ICommand<VenueStanding>;

    internal sealed class Handler(LinkUse link, StaffChanges changes, TenantDatabase database, TimeProvider clock)
        : IRequestHandler<Command, VenueStanding>
    {
        public async Task<VenueStanding> Handle(Command command, CancellationToken cancellationToken)
        {
            var (partnershipId, body, now) = (await link.Take(cancellationToken), command.Body, clock.GetUtcNow());
            var venue = (await database.FirstOrDefault<Place>(SelectVenue, new { partnershipId }, cancellationToken))!;
            await changes.Record(
                venue.Id, TimeZoneName.DayOf(now, venue.TimeZone), body.Arrived, body.StaffRole, personRef: null, cancellationToken);
            return await VenueStanding.Read(database, partnershipId, on: null, now, cancellationToken);
        }
    }

    private sealed record Place(Guid Id, string TimeZone);

    private static Body Example => new() { Arrived = 2, StaffRole = StaffRole.Staff };

    private const string SelectVenue =
        """
        select v.id, v.time_zone
        from venues v
        join partnerships r on r.tenant_id = v.tenant_id and r.venue_id = v.id
        where r.tenant_id = @tenantId and r.id = @partnershipId
        """;
}

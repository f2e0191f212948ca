using System.ComponentModel.DataAnnotations;
using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Trainings;

namespace SafeZones.Api.Features.Trainings;

/// <summary>Whoever hears of it records that people came to a venue or left it.</summary>
public static class RecordStaffChange
{
    internal const int PeopleMax = 100;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/venues/{venueId:guid}/staff-changes", Endpoint)
        .Requires(Permission.WriteVenues)
        .Describe(nameof(RecordStaffChange), "Record new hires and leavers", """
            Between two declarations of how many work there. Somebody new may be untrained for the programme's `new_hire_days`; the
            training of somebody who has left counts no more. Without a `person_ref` those who left are taken to have been trained.
            """)
        .Takes(Example)
        .Gives(StatusCodes.Status201Created, StaffChange.Example)
        .Refuses(ProblemCode.LimitReached);

    private static async Task<IResult> Endpoint(
        Guid venueId, Body body, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        return Reply.Json(await mediator.Send(new Command(venueId, body), cancellationToken), StatusCodes.Status201Created);
    }

    /// <summary>Who came or left.</summary>
    public sealed record Body : IConsistent
    {
        /// <summary>The day.</summary>
        [PastDate]
        public required DateOnly ChangedOn { get; init; }

        /// <summary>How many came; negative for those who left.</summary>
        [Range(-PeopleMax, PeopleMax)]
        public required int Arrived { get; init; }

        /// <summary>What they do there.</summary>
        public required StaffRole StaffRole { get; init; }

        /// <summary>The venue's own label of the one who left; never a name.</summary>
        [PersonLabel]
        public string? PersonRef { get; init; }

        IEnumerable<Fault> IConsistent.Contradictions()
        {
            if (Arrived == 0)
            {
                yield return Fault.At("/arrived", FaultCode.Contradiction, ("rule", "arrived is not 0"));
            }

            if (PersonRef is not null && Arrived != -1)
            {
                yield return Fault.At("/person_ref", FaultCode.Contradiction, ("rule", "person_ref only with arrived -1"));
            }
        }
    }

    internal sealed record Command(Guid VenueId, Body Body) : ICommand<StaffChange>;

    internal sealed class Handler(TenantDatabase database, CallerAccessor callers, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, StaffChange>
    {
        public async Task<StaffChange> Handle(Command command, CancellationToken cancellationToken)
        {
            var (venueId, body) = (command.VenueId, command.Body);
            await using (var answers = await database.Ask(LockVenueThenCount, new { venueId }, cancellationToken))
            {
                _ = await answers.FirstOrDefault<long?>(cancellationToken) ?? throw new Problem(ProblemCode.NotFound);
                Problem.ThrowIfTooMany(await answers.FirstOrDefault<long>(cancellationToken) + 1, ChangesMax);
            }

            var now = clock.GetUtcNow();
            var id = RowId.At(now);
            audit.Record("staff_change", id, ["changed_on", "arrived", "staff_role"]);
            await using var written = await database.Ask(
                [
                    new SqlCall(InsertChange, new
                    {
                        id,
                        venueId,
                        changedOn = body.ChangedOn,
                        arrived = body.Arrived,
                        staffRole = body.StaffRole,
                        personRef = body.PersonRef,
                        recordedBy = callers.Caller.Id,
                        now,
                    }),
                    PartnershipReview.OfVenue(venueId, now),
                ],
                cancellationToken);
            return (await written.FirstOrDefault<StaffChange>(cancellationToken))!;
        }
    }

    /// <summary>Changes of one venue.</summary>
    internal const int ChangesMax = 2000;

    private static Body Example => new()
    {
        ChangedOn = StaffChange.Example.ChangedOn, Arrived = -1, StaffRole = StaffRole.Staff, PersonRef = "S-04",
    };

    // Locked, so that the venue is not deleted meanwhile and the count holds.
    private const string LockVenueThenCount =
        """
        select v.version
        from venues v
        where v.tenant_id = @tenantId and v.id = @venueId and v.deleted_at is null
        for no key update;

        select count(*) from staff_changes s where s.tenant_id = @tenantId and s.venue_id = @venueId
        """;

    private const string InsertChange =
        $"""
        insert into staff_changes as s (
            tenant_id, id, venue_id, changed_on, arrived, staff_role, person_ref, recorded_by, recorded_at)
        values (@tenantId, @id, @venueId, @changedOn, @arrived, @staffRole, @personRef, @recordedBy, @now)
        returning {StaffChange.Columns}
        """;
}

using System.ComponentModel.DataAnnotations;
using MediatR;
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
        [Range(-StaffChanges.PeopleMax, StaffChanges.PeopleMax)]
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

    internal sealed class Handler(StaffChanges changes, CallerAccessor callers, TimeProvider clock) : IRequestHandler<Command, StaffChange>
    {
        public async Task<StaffChange> Handle(Command command, CancellationToken cancellationToken)
        {
            var (venueId, body) = (command.VenueId, command.Body);
            var id = await changes.Record(
                venueId, body.ChangedOn, body.Arrived, body.StaffRole, body.PersonRef, cancellationToken);
            return new StaffChange(
                id, venueId, body.ChangedOn, body.Arrived, body.StaffRole, body.PersonRef, callers.Caller.Id, clock.GetUtcNow());
        }
    }

    private static Body Example => new()
    {
        ChangedOn = StaffChange.Example.ChangedOn, Arrived = -1, StaffRole = StaffRole.Staff, PersonRef = "S-04",
    };
}

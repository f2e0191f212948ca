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

/// <summary>A trainer records who was trained at a venue: one person by a label, or several by counting heads.</summary>
public static class RecordTraining
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/training-records", Endpoint)
        .Requires(Permission.WriteTraining)
        .Describe(nameof(RecordTraining), "Record a training", """
            No names: either a `person_ref`, the venue's own label such as S-04, or a `headcount`. A head-count takes the place of
            the head-counts before it, because the same people trained again do not become more; say `are_others` when they are
            others. It counts until `valid_until`, and never longer than the programme lets it.
            """)
        .Takes(Example)
        .Gives(StatusCodes.Status201Created, TrainingRecord.Example)
        .Refuses(ProblemCode.VenueMissing, ProblemCode.TrainingImpossible, ProblemCode.LimitReached);

    private static async Task<IResult> Endpoint(Body body, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        return Reply.Json(await mediator.Send(new Command(body), cancellationToken), StatusCodes.Status201Created);
    }

    /// <summary>A training of one person or of several.</summary>
    public sealed record Body : IConsistent
    {
        /// <summary>The venue at which they work.</summary>
        public required Guid VenueId { get; init; }

        /// <summary>The venue's own label for one person, such as <c>S-04</c>; never a name.</summary>
        [PersonLabel]
        public string? PersonRef { get; init; }

        /// <summary>How many people.</summary>
        [Range(1, TrainingRecording.HeadcountMax)]
        public int? Headcount { get; init; }

        /// <summary>Whether these are people who were not counted before.</summary>
        public bool AreOthers { get; init; }

        /// <summary>What they do there.</summary>
        public required StaffRole StaffRole { get; init; }

        /// <summary>The day of the training, at the venue.</summary>
        [PastDate]
        public required DateOnly CompletedOn { get; init; }

        /// <summary>The last day on which it counts.</summary>
        [CalendarDay]
        public DateOnly? ValidUntil { get; init; }

        /// <summary>How it went.</summary>
        public required TrainingResult Result { get; init; }

        IEnumerable<Fault> IConsistent.Contradictions()
        {
            if ((PersonRef is null) == (Headcount is null))
            {
                yield return Fault.At("/headcount", FaultCode.Contradiction, ("rule", "person_ref or headcount"));
            }

            if (ValidUntil < CompletedOn)
            {
                yield return Fault.At("/valid_until", FaultCode.DatesReversed);
            }
        }
    }

    internal sealed record Command(Body Body) : ICommand<TrainingRecord>;

    internal sealed class Handler(TenantDatabase database, CallerAccessor callers, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, TrainingRecord>
    {
        public async Task<TrainingRecord> Handle(Command command, CancellationToken cancellationToken)
        {
            var body = command.Body;
            var now = clock.GetUtcNow();
            var venue = await TrainingRecording.LockVenue(database, body.VenueId, body.CompletedOn, now, cancellationToken);
            venue.Refuse(
                body.CompletedOn, "/completed_on",
                body.Headcount is { } heads ? [new CountedHeads(body.StaffRole, heads, "/headcount")] : []);
            var id = RowId.At(now);
            audit.Record("training_record", id, ["headcount", "staff_role", "completed_on", "result"]);
            var training = new NewTraining(
                body.VenueId, null, body.PersonRef, body.Headcount ?? 1, body.AreOthers, body.StaffRole, body.CompletedOn,
                body.ValidUntil, body.Result);
            await using var answers = await database.Ask(
                [TrainingRecording.Insert(id, training, callers.Caller.Id, now), PartnershipReview.OfVenue(body.VenueId, now)],
                cancellationToken);
            return (await answers.FirstOrDefault<TrainingRecord>(cancellationToken))!;
        }
    }

    private static Body Example => new()
    {
        VenueId = TrainingRecord.Example.VenueId,
        PersonRef = "S-04",
        StaffRole = StaffRole.Staff,
        CompletedOn = TrainingRecord.Example.CompletedOn,
        Result = TrainingResult.Attended,
    };
}

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

/// <summary>A trainer marks who of a venue was at a session, without names.</summary>
public static class RecordAttendance
{
    internal const int GroupsMax = 20;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/training-sessions/{trainingSessionId:guid}/attendance", Endpoint)
        .Requires(Permission.WriteTraining)
        .Describe(nameof(RecordAttendance), "Record attendance", """
            Of a session that was held: one list for each venue, by head-count or by the venue's own labels for its people. Each
            becomes a training record that counts as long as the curriculum says, and never longer than the programme lets it.
            A role is counted once, and so is a label: a list that is sent twice is refused. To correct a count afterwards, record
            a training: the later head-count takes the place of the earlier one. What a venue has confirmed by its link stays as it is.
            """)
        .Takes(Example)
        .Gives(StatusCodes.Status200OK, Attendance.Example)
        .Refuses(
            ProblemCode.MoveRefused, ProblemCode.VenueMissing, ProblemCode.TrainingImpossible, ProblemCode.AttendanceTaken,
            ProblemCode.LimitReached);

    private static async Task<IResult> Endpoint(
        Guid trainingSessionId, Body body, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        return Reply.Json(await mediator.Send(new Command(trainingSessionId, body), cancellationToken));
    }

    /// <summary>Who of a venue was there.</summary>
    public sealed record Body : IConsistent
    {
        /// <summary>The venue at which they work.</summary>
        public required Guid VenueId { get; init; }

        /// <summary>Group by group.</summary>
        [Length(1, GroupsMax)]
        public required IReadOnlyList<PresentGroup> People { get; init; }

        IEnumerable<Fault> IConsistent.Contradictions()
        {
            var roles = new HashSet<StaffRole>();
            var labels = new HashSet<string>();
            foreach (var (index, group) in People.Index())
            {
                if (group.Headcount is not null && !roles.Add(group.StaffRole))
                {
                    yield return Fault.At(
                        $"/people/{index}/staff_role", FaultCode.Contradiction, ("rule", "each role is counted once"));
                }

                foreach (var (at, label) in (group.PersonRefs ?? []).Index().Where(one => !labels.Add(one.Item)))
                {
                    yield return Fault.At($"/people/{index}/person_refs/{at}", FaultCode.Taken);
                }
            }
        }
    }

    internal sealed record Command(Guid TrainingSessionId, Body Body) : ICommand<Attendance>;

    internal sealed class Handler(TenantDatabase database, CallerAccessor callers, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, Attendance>
    {
        public async Task<Attendance> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, body, now) = (command.TrainingSessionId, command.Body, clock.GetUtcNow());
            var (session, validityMonths, timeZone) = await Lock(id, body, cancellationToken);
            var completedOn = TrainingSessionGuards.CompletedOn(session.EndsAt, now, timeZone);
            var trainings = Trainings(id, body, completedOn, validityMonths);
            var venue = await TrainingRecording.LockVenue(database, body.VenueId, completedOn, now, cancellationToken);
            venue.Refuse(completedOn, "/venue_id", Counted(body), trainings.Count);
            if (session.Attended + trainings.Sum(training => training.Headcount) > session.Capacity)
            {
                throw new Problem(ProblemCode.TrainingImpossible, Fault.At(
                    "/people", FaultCode.MoreThanCapacity,
                    ("left", session.Capacity - session.Attended), ("capacity", session.Capacity)));
            }

            return await Write(id, body.VenueId, trainings, now, cancellationToken);
        }

        private async Task<(TrainingSession Session, int? ValidityMonths, string TimeZone)> Lock(
            Guid id, Body body, CancellationToken cancellationToken)
        {
            await using var answers = await database.Ask(
                LockSessionThenReadVenue, new { id, venueId = body.VenueId }, cancellationToken);
            _ = await answers.FirstOrDefault<long?>(cancellationToken) ?? throw new Problem(ProblemCode.NotFound);
            var session = (await answers.FirstOrDefault<TrainingSession>(cancellationToken))!;
            if (session.Status != TrainingSessionStatus.Held)
            {
                throw TrainingSessionMoving.Impossible(session.Status);
            }

            var validityMonths = await answers.FirstOrDefault<int?>(cancellationToken);
            var venue = await answers.FirstOrDefault<VenueClock>(cancellationToken)
                ?? throw new Problem(ProblemCode.VenueMissing, Fault.At("/venue_id", FaultCode.Missing));
            if (TrainingSessionGuards.RefuseConfirmed(await answers.FirstOrDefault<DateTimeOffset?>(cancellationToken)) is { } refusal)
            {
                throw new Problem(ProblemCode.MoveRefused, Fault.At("/venue_id", refusal.Code) with { Sentence = refusal.Sentence });
            }

            return session.VenueId is null || session.VenueId == body.VenueId
                ? (session, validityMonths, venue.TimeZone)
                : throw new Problem(ProblemCode.TrainingImpossible, Fault.At("/venue_id", FaultCode.SessionOfAnotherVenue));
        }

        private async Task<Attendance> Write(
            Guid id, Guid venueId, List<NewTraining> trainings, DateTimeOffset now, CancellationToken cancellationToken)
        {
            // Their ids keep the order of the list.
            var inserts = trainings.Select((training, index) =>
            {
                var recordId = RowId.At(now.AddMicroseconds(index));
                audit.Record("training_record", recordId, ["headcount", "staff_role", "completed_on", "result"]);
                return TrainingRecording.Insert(recordId, training, callers.Caller.Id, now);
            }).ToList();
            audit.Record("training_session", id, ["attended"]);
            await using var answers = await database.Ask(
                [.. inserts, new SqlCall(UpdateSession, new { id, now }), PartnershipReview.OfVenue(venueId, now)],
                cancellationToken);
            var records = new List<TrainingRecord>();
            foreach (var _ in inserts)
            {
                records.Add((await answers.FirstOrDefault<TrainingRecord>(cancellationToken))!);
            }

            return new Attendance((await answers.FirstOrDefault<TrainingSession>(cancellationToken))!, records);
        }
    }

    private static List<NewTraining> Trainings(Guid sessionId, Body body, DateOnly completedOn, int? validityMonths) =>
    [
        .. from people in body.People
           from label in people.PersonRefs?.AsEnumerable<string?>() ?? [null]
           select new NewTraining(
               body.VenueId, sessionId, label, people.Headcount ?? 1, people.AreOthers, people.StaffRole, completedOn,
               validityMonths is { } months ? completedOn.AddMonths(months) : null, people.Result),
    ];

    private static List<CountedHeads> Counted(Body body) =>
    [
        .. from one in body.People.Index()
           let heads = one.Item.Headcount
           where heads is not null
           select new CountedHeads(one.Item.StaffRole, heads.Value, $"/people/{one.Index}/headcount"),
    ];

    private static Body Example => new()
    {
        VenueId = TrainingRecord.Example.VenueId,
        People =
        [
            new() { StaffRole = StaffRole.Staff, Headcount = 7, Result = TrainingResult.Attended },
            new() { StaffRole = StaffRole.Manager, PersonRefs = ["M-01", "M-02"], Result = TrainingResult.Passed },
        ],
    };

    // The session is locked before the venue, so that its capacity holds.
    private const string LockSessionThenReadVenue =
        $"""
        {TrainingSession.LockThenSelect};

        select c.validity_months
        from training_sessions s
        join curricula c on c.tenant_id = s.tenant_id and c.id = s.curriculum_id
        where s.tenant_id = @tenantId and s.id = @id;

        select v.time_zone from venues v where v.tenant_id = @tenantId and v.id = @venueId and v.deleted_at is null;

        select k.confirmed_at
        from session_confirmations k
        where k.tenant_id = @tenantId and k.session_id = @id and k.venue_id = @venueId
        """;

    private const string UpdateSession =
        $"""
        update training_sessions s
        set updated_at = @now, version = s.version + 1
        where s.tenant_id = @tenantId and s.id = @id
        returning {TrainingSession.Columns}
        """;
}

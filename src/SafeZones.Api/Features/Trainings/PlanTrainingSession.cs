using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Trainings;

/// <summary>A trainer or coordinator sets the day of a training.</summary>
public static class PlanTrainingSession
{
    /// <summary>Sessions of one organisation: forty years of five a week.</summary>
    internal const int SessionsMax = 10_000;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/training-sessions", Endpoint)
        .Requires(Permission.WriteTraining)
        .Describe(nameof(PlanTrainingSession), "Plan a training session", """
            Say the instants in UTC or with their offset, and the time zone of the place: the answer says what the clock on the
            wall shows there. A session with a `venue_id` is for the people of that venue; without one it is open to all. What
            took place before it was written down is planned in the past and then held.
            """)
        .Takes(TrainingSession.Example.ToBody())
        .Gives(StatusCodes.Status201Created, TrainingSession.Example)
        .Refuses(ProblemCode.CurriculumMissing, ProblemCode.VenueMissing, ProblemCode.TrainerMissing, ProblemCode.LimitReached);

    private static async Task<IResult> Endpoint(
        TrainingSessionBody body, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        var session = await mediator.Send(new Command(body), cancellationToken);
        return Reply.Created(context, $"/v1/training-sessions/{session.Id}", session);
    }

    internal sealed record Command(TrainingSessionBody Body) : ICommand<TrainingSession>;

    internal sealed class Handler(TenantDatabase database, CallerAccessor callers, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, TrainingSession>
    {
        public async Task<TrainingSession> Handle(Command command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var id = RowId.At(now);
            var values = await TrainingSessionPlan.Check(database, callers.Caller, id, command.Body, now, cancellationToken);
            audit.Record("training_session", id, Fields);
            await using var answers = await database.Ask(InsertThenCount, values, cancellationToken);
            var session = (await answers.FirstOrDefault<TrainingSession>(cancellationToken))!;
            Problem.ThrowIfTooMany(await answers.FirstOrDefault<long>(cancellationToken), SessionsMax);
            return session;
        }
    }

    private static readonly string[] Fields =
        ["curriculum_id", "venue_id", "starts_at", "ends_at", "time_zone", "place", "trainer_id", "format", "capacity"];

    private const string InsertThenCount =
        $"""
        insert into training_sessions as s (
            tenant_id, id, curriculum_id, venue_id, starts_at, ends_at, time_zone, place, trainer_id, format, capacity, status,
            status_since, created_at, updated_at, version)
        values (
            @tenantId, @id, @curriculumId, @venueId, @startsAt, @endsAt, @timeZone, @place, @trainerId, @format, @capacity,
            'planned', @now, @now, @now, 1)
        returning {TrainingSession.Columns};

        select count(*) from training_sessions s where s.tenant_id = @tenantId
        """;
}

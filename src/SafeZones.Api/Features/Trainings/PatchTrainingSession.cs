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

/// <summary>A trainer or coordinator moves a training to another day or place, or changes what was planned of it.</summary>
public static class PatchTrainingSession
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPatch("/v1/training-sessions/{trainingSessionId:guid}", Endpoint)
        .Requires(Permission.WriteTraining)
        .Describe(nameof(PatchTrainingSession), "Change a training session", """
            A merge patch, while it is planned: members that are there replace, `null` clears, what is absent stays. A time zone
            that is cleared goes back to the venue's or the organisation's. The status has operations of its own.
            """)
        .TakesPatch(
            new { starts_at = "2026-12-02T07:00:00Z", ends_at = "2026-12-02T09:30:00Z", place = (string?)null },
            typeof(TrainingSessionBody))
        .Gives(StatusCodes.Status200OK, TrainingSession.Example with { Version = 2 })
        .Refuses(ProblemCode.MoveRefused, ProblemCode.CurriculumMissing, ProblemCode.VenueMissing, ProblemCode.TrainerMissing);

    private static async Task<IResult> Endpoint(
        Guid trainingSessionId, MergePatch<TrainingSessionBody> patch, HttpContext context, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var expected = ETags.RequireIfMatch(context);
        return Reply.Ok(context, await mediator.Send(new Command(trainingSessionId, patch, expected), cancellationToken));
    }

    internal sealed record Command(Guid TrainingSessionId, MergePatch<TrainingSessionBody> Patch, long? ExpectedVersion)
        : ICommand<TrainingSession>;

    internal sealed class Handler(TenantDatabase database, CallerAccessor callers, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, TrainingSession>
    {
        public async Task<TrainingSession> Handle(Command command, CancellationToken cancellationToken)
        {
            var id = command.TrainingSessionId;
            var session = await TrainingSessionMoving.Lock(database, id, command.ExpectedVersion, cancellationToken);
            var (body, changed) = command.Patch.ApplyTo(session.ToBody());
            if (session.Status != TrainingSessionStatus.Planned)
            {
                throw TrainingSessionMoving.Impossible(session.Status);
            }

            if (changed.Length == 0)
            {
                audit.RecordNoChange();
                return session;
            }

            audit.Record("training_session", id, changed);
            return (await database.FirstOrDefault<TrainingSession>(
                UpdateSession,
                await TrainingSessionPlan.Check(database, callers.Caller, id, body, clock.GetUtcNow(), cancellationToken),
                cancellationToken))!;
        }
    }

    private const string UpdateSession =
        $"""
        update training_sessions s
        set curriculum_id = @curriculumId, venue_id = @venueId, starts_at = @startsAt, ends_at = @endsAt, time_zone = @timeZone,
            place = @place, trainer_id = @trainerId, format = @format, capacity = @capacity, updated_at = @now,
            version = s.version + 1
        where s.tenant_id = @tenantId and s.id = @id
        returning {TrainingSession.Columns}
        """;
}

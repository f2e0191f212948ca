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

/// <summary>A trainer says that a training took place.</summary>
public static class HoldTrainingSession
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/training-sessions/{trainingSessionId:guid}/holding", Endpoint)
        .Requires(Permission.WriteTraining)
        .Describe(nameof(HoldTrainingSession), "Hold a training session", """
            It took place, or is taking place: from now on attendance can be recorded. Nobody holds it before it begins.
            """)
        .Gives(StatusCodes.Status200OK, TrainingSession.Example with { Status = TrainingSessionStatus.Held, Version = 2 })
        .Refuses(ProblemCode.MoveRefused);

    private static async Task<IResult> Endpoint(
        Guid trainingSessionId, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        Reply.Ok(context, await mediator.Send(new Command(trainingSessionId, ETags.RequireIfMatch(context)), cancellationToken));

    internal sealed record Command(Guid TrainingSessionId, long? ExpectedVersion) : ICommand<TrainingSession>;

    internal sealed class Handler(TenantDatabase database, CallerAccessor callers, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, TrainingSession>
    {
        public Task<TrainingSession> Handle(Command command, CancellationToken cancellationToken) => TrainingSessionMoving.Move(
            database, callers.Caller, audit, command.TrainingSessionId, command.ExpectedVersion, TrainingSessionAction.Hold,
            clock.GetUtcNow(), cancellationToken);
    }
}

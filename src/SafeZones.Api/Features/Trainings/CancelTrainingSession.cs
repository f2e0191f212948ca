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

/// <summary>A trainer or coordinator calls a training off.</summary>
public static class CancelTrainingSession
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/training-sessions/{trainingSessionId:guid}/cancellation", Endpoint)
        .Requires(Permission.WriteTraining)
        .Describe(nameof(CancelTrainingSession), "Cancel a training session", """
            It will not take place, for good: plan another one. Whoever has it in a calendar sees that it was called off.
            """)
        .Gives(StatusCodes.Status200OK, TrainingSession.Example with { Status = TrainingSessionStatus.Cancelled, Version = 2 })
        .Refuses(ProblemCode.MoveRefused);

    private static async Task<IResult> Endpoint(
        Guid trainingSessionId, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        Reply.Ok(context, await mediator.Send(new Command(trainingSessionId, ETags.RequireIfMatch(context)), cancellationToken));

    internal sealed record Command(Guid TrainingSessionId, long? ExpectedVersion) : ICommand<TrainingSession>;

    internal sealed class Handler(TenantDatabase database, CallerAccessor callers, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, TrainingSession>
    {
        public Task<TrainingSession> Handle(Command command, CancellationToken cancellationToken) => TrainingSessionMoving.Move(
            database, callers.Caller, audit, command.TrainingSessionId, command.ExpectedVersion, TrainingSessionAction.Cancel,
            clock.GetUtcNow(), cancellationToken);
    }
}

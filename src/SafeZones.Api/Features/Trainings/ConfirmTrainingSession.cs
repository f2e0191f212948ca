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

/// <summary>A coordinator writes down that the venue confirms who was there.</summary>
public static class ConfirmTrainingSession
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/training-sessions/{trainingSessionId:guid}/confirmation", Endpoint)
        .Requires(Permission.ManagePartnerships)
        .Describe(nameof(ConfirmTrainingSession), "Confirm a training session", """
            The venue says who was there; whoever looks after its partnership writes that down. Somebody must have been marked as
            present. From then on attendance stays as it is.
            """)
        .Gives(StatusCodes.Status200OK, TrainingSession.Example with { Status = TrainingSessionStatus.Confirmed, Version = 4 })
        .Refuses(ProblemCode.MoveRefused);

    private static async Task<IResult> Endpoint(
        Guid trainingSessionId, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        Reply.Ok(context, await mediator.Send(new Command(trainingSessionId, ETags.RequireIfMatch(context)), cancellationToken));

    internal sealed record Command(Guid TrainingSessionId, long? ExpectedVersion) : ICommand<TrainingSession>;

    internal sealed class Handler(TenantDatabase database, CallerAccessor callers, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, TrainingSession>
    {
        public Task<TrainingSession> Handle(Command command, CancellationToken cancellationToken) => TrainingSessionMoving.Move(
            database, callers.Caller, audit, command.TrainingSessionId, command.ExpectedVersion, TrainingSessionAction.Confirm,
            clock.GetUtcNow(), cancellationToken);
    }
}

using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Trainings;

/// <summary>Anybody who works with venues reads when and where a training is.</summary>
public static class GetTrainingSession
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/training-sessions/{trainingSessionId:guid}", Endpoint)
        .Requires(Permission.ReadPartnerships)
        .Describe(nameof(GetTrainingSession), "Read a training session", "With where it stands, how many were there and how many venues have confirmed that.")
        .Gives(StatusCodes.Status200OK, TrainingSession.Example);

    private static async Task<IResult> Endpoint(
        Guid trainingSessionId, [FromQuery] string? fields, HttpContext context, IMediator mediator,
        CancellationToken cancellationToken) =>
        Reply.Ok(context, await mediator.Send(new Query(trainingSessionId), cancellationToken));

    internal sealed record Query(Guid TrainingSessionId) : IQuery<TrainingSession>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, TrainingSession>
    {
        public async Task<TrainingSession> Handle(Query query, CancellationToken cancellationToken) =>
            await database.FirstOrDefault<TrainingSession>(
                TrainingSession.Select, new { id = query.TrainingSessionId }, cancellationToken)
                ?? throw new Problem(ProblemCode.NotFound);
    }
}

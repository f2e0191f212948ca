using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Materials;

namespace SafeZones.Api.Features.MaterialRequests;

/// <summary>A coordinator notes that a venue was given what it asked for.</summary>
public static class FulfilMaterialRequest
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/material-requests/{materialRequestId:guid}/fulfilment", Endpoint)
        .Requires(Permission.WriteMaterials)
        .Describe(nameof(FulfilMaterialRequest), "Fulfil a material request", """
            It moves nothing by itself: what is counted is issued as a stock movement, what is numbered as a decal of the partnership.
            """)
        .Gives(StatusCodes.Status200OK, MaterialRequest.Example with { Status = MaterialRequestStatus.Fulfilled, Version = 2 })
        .Refuses(ProblemCode.MoveRefused);

    private static async Task<IResult> Endpoint(
        Guid materialRequestId, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        Reply.Ok(context, await mediator.Send(new Command(materialRequestId, ETags.RequireIfMatch(context)), cancellationToken));

    internal sealed record Command(Guid MaterialRequestId, long? ExpectedVersion) : ICommand<MaterialRequest>;

    internal sealed class Handler(TenantDatabase database, CallerAccessor callers, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, MaterialRequest>
    {
        public Task<MaterialRequest> Handle(Command command, CancellationToken cancellationToken) => MaterialRequestMoving.Move(
            database, callers.Caller.Id, audit, command.MaterialRequestId, command.ExpectedVersion, MaterialRequestAction.Fulfil,
            reason: null, clock.GetUtcNow(), cancellationToken);
    }
}

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

/// <summary>A coordinator decides that a venue does not get what it asked for.</summary>
public static class RefuseMaterialRequest
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/material-requests/{materialRequestId:guid}/refusal", Endpoint)
        .Requires(Permission.WriteMaterials)
        .Describe(nameof(RefuseMaterialRequest), "Refuse a material request", "The whole of it; the venue may ask again by another link.")
        .Takes(new Body { Reason = MaterialRefusalReason.OutOfStock })
        .Gives(StatusCodes.Status200OK, MaterialRequest.Example with
        {
            Status = MaterialRequestStatus.Refused, RefusalReason = MaterialRefusalReason.OutOfStock, Version = 2,
        })
        .Refuses(ProblemCode.MoveRefused);

    private static async Task<IResult> Endpoint(
        Guid materialRequestId, Body body, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        var expected = ETags.RequireIfMatch(context);
        return Reply.Ok(context, await mediator.Send(new Command(materialRequestId, body, expected), cancellationToken));
    }

    /// <summary>Why.</summary>
    public sealed record Body
    {
        /// <summary>The class of the reason; more can be said in <c>X-Audit-Reason</c>.</summary>
        public required MaterialRefusalReason Reason { get; init; }
    }

    internal sealed record Command(Guid MaterialRequestId, Body Body, long? ExpectedVersion) : ICommand<MaterialRequest>;

    internal sealed class Handler(TenantDatabase database, CallerAccessor callers, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, MaterialRequest>
    {
        public Task<MaterialRequest> Handle(Command command, CancellationToken cancellationToken) => MaterialRequestMoving.Move(
            database, callers.Caller.Id, audit, command.MaterialRequestId, command.ExpectedVersion, MaterialRequestAction.Refuse,
            command.Body.Reason, clock.GetUtcNow(), cancellationToken);
    }
}

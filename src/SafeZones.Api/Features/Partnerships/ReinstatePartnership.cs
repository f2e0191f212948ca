using MediatR;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Partnerships;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>Somebody who did not suspend a venue reviews it and brings it back.</summary>
public static class ReinstatePartnership
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/partnerships/{partnershipId:guid}/reinstatement", Endpoint)
        .Requires(Permission.SuspendPartnerships)
        .Describe(nameof(ReinstatePartnership), "Reinstate a partnership", """
            Needs all that activation needs, and somebody other than whoever suspended it. The venue is a safe zone again at once;
            a sticker that is still up counts again.
            """)
        .Gives(StatusCodes.Status200OK, Partnership.Example with { Status = PartnershipStatus.Active, Version = 6 })
        .Refuses(ProblemCode.MoveRefused, ProblemCode.RequirementsUnmet);

    private static async Task<IResult> Endpoint(
        Guid partnershipId, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var expected = ETags.RequireIfMatch(context);
        return Reply.Ok(context, await mediator.Send(new Command(partnershipId, expected), cancellationToken));
    }

    internal sealed record Command(Guid PartnershipId, long? ExpectedVersion) : ICommand<Partnership>;

    internal sealed class Handler(PartnershipMover mover, CallerAccessor callers) : IRequestHandler<Command, Partnership>
    {
        public async Task<Partnership> Handle(Command command, CancellationToken cancellationToken)
        {
            var standing = await mover.Lock(command.PartnershipId, command.ExpectedVersion, cancellationToken);
            return await mover.Make(
                standing, PartnershipAction.Reinstate, mover.ActorOf(PartnershipAction.Reinstate), MoveDetails.None, cancellationToken,
                PartnershipGuards.RefuseOwnReview(standing.Place.SuspendedBy, callers.Caller.Id));
        }
    }
}

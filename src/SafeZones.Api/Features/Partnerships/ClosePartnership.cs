using MediatR;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Partnerships;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>Whoever finds that a place is gone or in other hands closes its partnership.</summary>
public static class ClosePartnership
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/partnerships/{partnershipId:guid}/closure", Endpoint)
        .Requires(Permission.ClosePartnerships)
        .Describe(nameof(ClosePartnership), "Close a partnership", """
            Closed down, moved, in other hands, or the programme is over. Stickers are called back. A new owner is a new
            partnership: what the old one promised and learned does not count for them.
            """)
        .Takes(Example)
        .Gives(StatusCodes.Status200OK, Partnership.Example with { Status = PartnershipStatus.Closed, Reason = "ownership_changed", Version = 5 })
        .Refuses(ProblemCode.MoveRefused);

    private static async Task<IResult> Endpoint(
        Guid partnershipId, Body body, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        var expected = ETags.RequireIfMatch(context);
        return Reply.Ok(context, await mediator.Send(new Command(partnershipId, body, expected), cancellationToken));
    }

    /// <summary>Why.</summary>
    public sealed record Body
    {
        /// <summary>What has become of it.</summary>
        public required ClosingReason Reason { get; init; }
    }

    internal sealed record Command(Guid PartnershipId, Body Body, long? ExpectedVersion) : ICommand<Partnership>;

    internal sealed class Handler(PartnershipMover mover) : IRequestHandler<Command, Partnership>
    {
        public async Task<Partnership> Handle(Command command, CancellationToken cancellationToken)
        {
            var standing = await mover.Lock(command.PartnershipId, command.ExpectedVersion, cancellationToken);
            return await mover.Make(
                standing, PartnershipAction.Close, mover.ActorOf(PartnershipAction.Close), new MoveDetails { Reason = ApiJson.Word(command.Body.Reason) }, cancellationToken);
        }
    }

    private static Body Example => new() { Reason = ClosingReason.OwnershipChanged };
}

using System.ComponentModel.DataAnnotations;
using MediatR;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Links;
using SafeZones.Domain.Partnerships;

namespace SafeZones.Api.Features.Partnerships.ByLink;

/// <summary>A venue tells by its link that it moved, closed or has a new owner.</summary>
public static class CloseByLink
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/links/{token}/closure", Endpoint)
        .RequiresLink(LinkPurpose.Close)
        .Describe(nameof(CloseByLink), "Close, as the venue", """
            Stickers are called back. A new owner is a new partnership: what the old one promised and learned does not count for them.
            """)
        .Takes(Example)
        .Gives(StatusCodes.Status200OK, VenueStanding.Example)
        .Refuses(ProblemCode.MoveRefused);

    private static async Task<IResult> Endpoint(Body body, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        return Reply.Json(await mediator.Send(new Command(body), cancellationToken));
    }

    /// <summary>Why.</summary>
    public sealed record Body
    {
        /// <summary>What has become of it.</summary>
        [AllowedValues(ClosingReason.ClosedDown, ClosingReason.Moved, ClosingReason.OwnershipChanged)]
        public required ClosingReason Reason { get; init; }
    }

    internal sealed record Command(Body Body) : ICommand<VenueStanding>;

    internal sealed class Handler(LinkUse link, PartnershipMover mover, TenantDatabase database, TimeProvider clock)
        : IRequestHandler<Command, VenueStanding>
    {
        public async Task<VenueStanding> Handle(Command command, CancellationToken cancellationToken)
        {
            var partnershipId = await link.Take(cancellationToken);
            var standing = await mover.Lock(partnershipId, expectedVersion: null, cancellationToken);
            await mover.Make(
                standing, PartnershipAction.Close, PartnershipActor.Venue,
                new MoveDetails { Reason = ApiJson.Word(command.Body.Reason) }, cancellationToken);
            return await VenueStanding.Read(database, partnershipId, on: null, clock.GetUtcNow(), cancellationToken);
        }
    }

    private static Body Example => new() { Reason = ClosingReason.OwnershipChanged };
}

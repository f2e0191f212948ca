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

/// <summary>A venue leaves the programme by its link, and needs no reason.</summary>
public static class WithdrawByLink
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/links/{token}/withdrawal", Endpoint)
        .RequiresLink(LinkPurpose.Withdraw)
        .Describe(nameof(WithdrawByLink), "Withdraw, as the venue", """
            No reason is asked for. Stickers are called back, and the people of the venue are forgotten after thirty days unless
            something else of the organisation is open there.
            """)
        .Gives(StatusCodes.Status200OK, VenueStanding.Example)
        .Refuses(ProblemCode.MoveRefused);

    private static async Task<IResult> Endpoint(IMediator mediator, CancellationToken cancellationToken) =>
        Reply.Json(await mediator.Send(new Command(), cancellationToken));

    internal sealed record Command : ICommand<VenueStanding>;

    internal sealed class Handler(LinkUse link, PartnershipMover mover, TenantDatabase database, TimeProvider clock)
        : IRequestHandler<Command, VenueStanding>
    {
        public async Task<VenueStanding> Handle(Command command, CancellationToken cancellationToken)
        {
            var partnershipId = await link.Take(cancellationToken);
            var standing = await mover.Lock(partnershipId, expectedVersion: null, cancellationToken);
            await mover.Make(standing, PartnershipAction.Withdraw, PartnershipActor.Venue, MoveDetails.None, cancellationToken);
            return await VenueStanding.Read(database, partnershipId, on: null, clock.GetUtcNow(), cancellationToken);
        }
    }
}

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

/// <summary>A venue that was asked for its pledge says no, and need not say why.</summary>
public static class DeclinePledge
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/links/{token}/refusal", Endpoint)
        .RequiresLink(LinkPurpose.AcceptPledge)
        .Describe(nameof(DeclinePledge), "Decline the pledge", """
            The link is used up. A venue that had been visited is `declined` from then on and is not asked again for six months; any
            other stays where it is.
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
            if (standing.Partnership.Status == PartnershipStatus.Approached)
            {
                await mover.Make(
                    standing, PartnershipAction.RecordDecline, PartnershipActor.Venue,
                    new MoveDetails { RecontactAfter = Outreach.RecontactAfter(VisitOutcome.Refused, standing.Today) }, cancellationToken);
            }

            return await VenueStanding.Read(database, partnershipId, on: null, clock.GetUtcNow(), cancellationToken);
        }
    }
}

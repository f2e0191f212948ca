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

/// <summary>A venue pauses by its link.</summary>
public static class PauseByLink
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/links/{token}/pause", Endpoint)
        .RequiresLink(LinkPurpose.Pause)
        .Describe(nameof(PauseByLink), "Pause, as the venue", """
            Six months at the most. The venue is not listed meanwhile and its sticker does not verify; afterwards the programme's
            requirements are looked at again.
            """)
        .Takes(Example)
        .Gives(StatusCodes.Status200OK, VenueStanding.Example)
        .Refuses(ProblemCode.MoveRefused);

    private static async Task<IResult> Endpoint(Body body, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        return Reply.Json(await mediator.Send(new Command(body), cancellationToken));
    }

    /// <summary>Until when.</summary>
    public sealed record Body
    {
        /// <summary>The last day of the pause.</summary>
        [CalendarDay]
        public required DateOnly PausedUntil { get; init; }
    }

    internal sealed record Command(Body Body) : ICommand<VenueStanding>;

    internal sealed class Handler(LinkUse link, PartnershipMover mover, TenantDatabase database, TimeProvider clock)
        : IRequestHandler<Command, VenueStanding>
    {
        public async Task<VenueStanding> Handle(Command command, CancellationToken cancellationToken)
        {
            var (partnershipId, until) = (await link.Take(cancellationToken), command.Body.PausedUntil);
            var standing = await mover.Lock(partnershipId, expectedVersion: null, cancellationToken);
            await mover.Make(
                standing, PartnershipAction.Pause, PartnershipActor.Venue, new MoveDetails { PausedUntil = until }, cancellationToken,
                PartnershipGuards.RefusePause(until, standing.Today));
            return await VenueStanding.Read(database, partnershipId, on: null, clock.GetUtcNow(), cancellationToken);
        }
    }

    private static Body Example => new() { PausedUntil = new DateOnly(2027, 1, 31) };
}

using MediatR;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Partnerships;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>A coordinator takes a venue out for a while.</summary>
public static class PausePartnership
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/partnerships/{partnershipId:guid}/pause", Endpoint)
        .Requires(Permission.ManagePartnerships)
        .Describe(nameof(PausePartnership), "Pause a partnership", """
            Such as during building work. The venue leaves the directory and its stickers stop being valid until it resumes. A
            pause ends within six months; that it is over is somebody's decision, and needs all that activation needs.
            """)
        .Takes(Example)
        .Gives(StatusCodes.Status200OK, Partnership.Example with { Status = PartnershipStatus.Paused, PausedUntil = new DateOnly(2027, 1, 31), Version = 5 })
        .Refuses(ProblemCode.MoveRefused);

    private static async Task<IResult> Endpoint(
        Guid partnershipId, Body body, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        var expected = ETags.RequireIfMatch(context);
        return Reply.Ok(context, await mediator.Send(new Command(partnershipId, body, expected), cancellationToken));
    }

    /// <summary>Until when.</summary>
    public sealed record Body
    {
        /// <summary>The last day of the pause.</summary>
        [CalendarDay]
        public required DateOnly PausedUntil { get; init; }
    }

    internal sealed record Command(Guid PartnershipId, Body Body, long? ExpectedVersion) : ICommand<Partnership>;

    internal sealed class Handler(PartnershipMover mover) : IRequestHandler<Command, Partnership>
    {
        public async Task<Partnership> Handle(Command command, CancellationToken cancellationToken)
        {
            var standing = await mover.Lock(command.PartnershipId, command.ExpectedVersion, cancellationToken);
            return await mover.Make(
                standing, PartnershipAction.Pause, mover.ActorOf(PartnershipAction.Pause), new MoveDetails { PausedUntil = command.Body.PausedUntil }, cancellationToken,
                PartnershipGuards.RefusePause(command.Body.PausedUntil, standing.Today));
        }
    }

    private static Body Example => new() { PausedUntil = new DateOnly(2027, 1, 31) };
}

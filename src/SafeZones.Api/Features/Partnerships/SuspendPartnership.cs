using MediatR;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Partnerships;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>A coordinator or safeguarding lead takes a venue out because of what happened there.</summary>
public static class SuspendPartnership
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/partnerships/{partnershipId:guid}/suspension", Endpoint)
        .Requires(Permission.SuspendPartnerships)
        .Describe(nameof(SuspendPartnership), "Suspend a partnership", """
            At once the venue is no safe zone: it leaves the directory, its stickers stop being valid and are called back. The
            venue is told the class of the reason and may appeal. Whoever suspends does not review. It settles what mystery visits
            propose.
            """)
        .Takes(Example)
        .Gives(StatusCodes.Status200OK, Partnership.Example with { Status = PartnershipStatus.Suspended, Reason = "failed_mystery_visit", Version = 5 })
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
        /// <summary>The class of the reason.</summary>
        public required SuspensionReason Reason { get; init; }
    }

    internal sealed record Command(Guid PartnershipId, Body Body, long? ExpectedVersion) : ICommand<Partnership>;

    internal sealed class Handler(PartnershipMover mover) : IRequestHandler<Command, Partnership>
    {
        public async Task<Partnership> Handle(Command command, CancellationToken cancellationToken)
        {
            var standing = await mover.Lock(command.PartnershipId, command.ExpectedVersion, cancellationToken);
            return await mover.Make(
                standing, PartnershipAction.Suspend, mover.ActorOf(PartnershipAction.Suspend), new MoveDetails { Reason = ApiJson.Word(command.Body.Reason) }, cancellationToken);
        }
    }

    private static Body Example => new() { Reason = SuspensionReason.FailedMysteryVisit };
}

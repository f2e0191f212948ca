using System.ComponentModel.DataAnnotations;
using MediatR;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Partnerships;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>A coordinator writes down that a venue leaves, as the venue has put on paper.</summary>
public static class TranscribeWithdrawal
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/partnerships/{partnershipId:guid}/withdrawal", Endpoint)
        .Requires(Permission.ManagePartnerships)
        .Describe(nameof(TranscribeWithdrawal), "Transcribe a withdrawal", """
            Only the venue withdraws, and needs no reason. Staff write down what it has put on paper and say where that paper is.
            Stickers are called back. Unless it has another open partnership, the venue's contacts are deleted after 30 days.
            """)
        .Takes(Example)
        .Gives(StatusCodes.Status200OK, Partnership.Example with { Status = PartnershipStatus.Withdrawn, Version = 5 })
        .Refuses(ProblemCode.MoveRefused);

    private static async Task<IResult> Endpoint(
        Guid partnershipId, Body body, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        var expected = ETags.RequireIfMatch(context);
        return Reply.Ok(context, await mediator.Send(new Command(partnershipId, body, expected), cancellationToken));
    }

    /// <summary>The paper.</summary>
    public sealed record Body
    {
        /// <summary>Where the paper is kept, such as a folder and number; no names.</summary>
        [StringLength(MoveEvidence.CharactersMax, MinimumLength = 1), OneLine]
        public required string Evidence { get; init; }
    }

    internal sealed record Command(Guid PartnershipId, Body Body, long? ExpectedVersion) : ICommand<Partnership>;

    internal sealed class Handler(PartnershipMover mover) : IRequestHandler<Command, Partnership>
    {
        public async Task<Partnership> Handle(Command command, CancellationToken cancellationToken)
        {
            var standing = await mover.Lock(command.PartnershipId, command.ExpectedVersion, cancellationToken);
            return await mover.Make(
                standing, PartnershipAction.Withdraw, PartnershipActor.Venue, new MoveDetails { Evidence = command.Body.Evidence }, cancellationToken);
        }
    }

    private static Body Example => new() { Evidence = "folder 3, sheet 12" };
}

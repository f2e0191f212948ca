using MediatR;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Partnerships;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>A coordinator brings a venue back from a pause.</summary>
public static class ResumePartnership
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/partnerships/{partnershipId:guid}/resumption", Endpoint)
        .Requires(Permission.ManagePartnerships)
        .Describe(nameof(ResumePartnership), "Resume a partnership", """
            Needs all that activation needs; before the end of the pause as well as after it.
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

    internal sealed class Handler(PartnershipMover mover) : IRequestHandler<Command, Partnership>
    {
        public async Task<Partnership> Handle(Command command, CancellationToken cancellationToken)
        {
            var standing = await mover.Lock(command.PartnershipId, command.ExpectedVersion, cancellationToken);
            return await mover.Make(
                standing, PartnershipAction.Resume, mover.ActorOf(PartnershipAction.Resume), MoveDetails.None, cancellationToken);
        }
    }
}

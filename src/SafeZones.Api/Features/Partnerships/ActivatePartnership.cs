using MediatR;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Partnerships;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>A coordinator makes a venue a safe zone.</summary>
public static class ActivatePartnership
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/partnerships/{partnershipId:guid}/activation", Endpoint)
        .Requires(Permission.ManagePartnerships)
        .Describe(nameof(ActivatePartnership), "Activate a partnership", """
            A venue that has pledged becomes a safe zone when every requirement of the programme is met; a refusal names each that
            is not, how it is, how it must be and what to do. One that has lapsed comes back in the same way. Where the programme
            asks for two people, the first call notes who asked (`activation_asked_by`) and somebody else's activates.
            """)
        .Gives(StatusCodes.Status200OK, Partnership.Example with { Status = PartnershipStatus.Active, Version = 4 })
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
            var action = standing.Partnership.Status == PartnershipStatus.Lapsed ? PartnershipAction.Repair : PartnershipAction.Activate;
            if (PartnershipGuards.OnlyAsks(action, standing.Place.Policy, standing.Place.ActivationAskedBy))
            {
                return await mover.AskForActivation(standing, cancellationToken);
            }

            return await mover.Make(
                standing, action, mover.ActorOf(action), MoveDetails.None, cancellationToken,
                PartnershipGuards.RefuseOwnApproval(standing.Place.ActivationAskedBy, callers.Caller.Id));
        }
    }
}

using MediatR;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Materials;

namespace SafeZones.Api.Features.Partnerships.Decals;

/// <summary>A coordinator writes down that a venue has destroyed its decal.</summary>
public static class ReportDecalDestroyed
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/decals/{decalId:guid}/destruction", Endpoint)
        .Requires(Permission.WriteMaterials)
        .Describe(nameof(ReportDecalDestroyed), "Report a decal destroyed", "As the venue says; its recall is over.")
        .Gives(StatusCodes.Status200OK, Decal.Example with { State = DecalState.Destroyed, PartnershipId = Partnership.Example.Id, Version = 2 })
        .Refuses(ProblemCode.MoveRefused);

    private static async Task<IResult> Endpoint(
        Guid decalId, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var expected = ETags.RequireIfMatch(context);
        return Reply.Ok(context, await mediator.Send(new Command(decalId, expected), cancellationToken));
    }

    internal sealed record Command(Guid DecalId, long? ExpectedVersion) : ICommand<Decal>;

    internal sealed class Handler(DecalMover mover) : IRequestHandler<Command, Decal>
    {
        public Task<Decal> Handle(Command command, CancellationToken cancellationToken) => mover.Move(
            command.DecalId, command.ExpectedVersion, DecalAction.Destroy, placedAt: null, partnershipId: null,
            actor: DecalActor.Venue, cancellationToken);
    }
}

using MediatR;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Materials;

namespace SafeZones.Api.Features.Partnerships.Decals;

/// <summary>A coordinator notes that a decal was stolen.</summary>
public static class ReportDecalStolen
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/decals/{decalId:guid}/theft", Endpoint)
        .Requires(Permission.WriteMaterials)
        .Describe(nameof(ReportDecalStolen), "Report a decal stolen", "Its code stops being valid at once.")
        .Gives(StatusCodes.Status200OK, Decal.Example with { State = DecalState.Stolen, PartnershipId = Partnership.Example.Id, Version = 2 })
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
            command.DecalId, command.ExpectedVersion, DecalAction.ReportStolen, placedAt: null, partnershipId: null,
            actor: null, cancellationToken);
    }
}

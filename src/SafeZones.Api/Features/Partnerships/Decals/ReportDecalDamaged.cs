using MediatR;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Materials;

namespace SafeZones.Api.Features.Partnerships.Decals;

/// <summary>A coordinator notes that a decal is damaged.</summary>
public static class ReportDecalDamaged
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/decals/{decalId:guid}/damage", Endpoint)
        .Requires(Permission.WriteMaterials)
        .Describe(nameof(ReportDecalDamaged), "Report a decal damaged", "Its code stops being valid at once; issue another.")
        .Gives(StatusCodes.Status200OK, Decal.Example with { State = DecalState.Damaged, PartnershipId = Partnership.Example.Id, Version = 2 })
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
            command.DecalId, command.ExpectedVersion, DecalAction.ReportDamaged, placedAt: null, partnershipId: null,
            actor: null, cancellationToken);
    }
}

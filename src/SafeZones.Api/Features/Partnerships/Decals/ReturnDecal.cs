using MediatR;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Materials;

namespace SafeZones.Api.Features.Partnerships.Decals;

/// <summary>A volunteer or coordinator brings a decal back.</summary>
public static class ReturnDecal
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/decals/{decalId:guid}/return", Endpoint)
        .Requires(Permission.LogVisits)
        .Describe(nameof(ReturnDecal), "Return a decal", "It is down and with the organisation; its recall is over.")
        .Gives(StatusCodes.Status200OK, Decal.Example with { State = DecalState.Returned, PartnershipId = Partnership.Example.Id, Version = 2 })
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
            command.DecalId, command.ExpectedVersion, DecalAction.Return, placedAt: null, partnershipId: null,
            actor: null, cancellationToken);
    }
}

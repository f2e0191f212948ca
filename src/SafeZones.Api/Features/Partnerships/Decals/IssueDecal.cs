using MediatR;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Materials;

namespace SafeZones.Api.Features.Partnerships.Decals;

/// <summary>A coordinator hands a decal to a venue that is a safe zone.</summary>
public static class IssueDecal
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/decals/{decalId:guid}/issue", Endpoint)
        .Requires(Permission.WriteMaterials)
        .Describe(nameof(IssueDecal), "Issue a decal", "Only while the partnership is active; a refusal names each requirement that is not met. From now on its code is valid.")
        .Gives(StatusCodes.Status200OK, Decal.Example with { State = DecalState.Issued, PartnershipId = Partnership.Example.Id, Version = 2 })
        .Refuses(ProblemCode.MoveRefused, ProblemCode.PartnershipNotActive);

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
            command.DecalId, command.ExpectedVersion, DecalAction.Issue, placedAt: null, partnershipId: null,
            actor: null, cancellationToken);
    }
}

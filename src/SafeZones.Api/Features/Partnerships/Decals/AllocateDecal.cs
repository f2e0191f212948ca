using MediatR;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Materials;

namespace SafeZones.Api.Features.Partnerships.Decals;

/// <summary>A coordinator sets a decal aside for a venue.</summary>
public static class AllocateDecal
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/decals/{decalId:guid}/allocation", Endpoint)
        .Requires(Permission.WriteMaterials)
        .Describe(nameof(AllocateDecal), "Allocate a decal", "For a partnership of any status; it is issued once that is active.")
        .Takes(Example)
        .Gives(StatusCodes.Status200OK, Decal.Example with { State = DecalState.Allocated, PartnershipId = Partnership.Example.Id, Version = 2 })
        .Refuses(ProblemCode.MoveRefused, ProblemCode.PartnershipMissing);

    private static async Task<IResult> Endpoint(
        Guid decalId, Body body, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        var expected = ETags.RequireIfMatch(context);
        return Reply.Ok(context, await mediator.Send(new Command(decalId, body, expected), cancellationToken));
    }

    /// <summary>For whom.</summary>
    public sealed record Body
    {
        /// <summary>The partnership.</summary>
        public required Guid PartnershipId { get; init; }
    }

    internal sealed record Command(Guid DecalId, Body Body, long? ExpectedVersion) : ICommand<Decal>;

    internal sealed class Handler(DecalMover mover) : IRequestHandler<Command, Decal>
    {
        public Task<Decal> Handle(Command command, CancellationToken cancellationToken) => mover.Move(
            command.DecalId, command.ExpectedVersion, DecalAction.Allocate, placedAt: null, partnershipId: command.Body.PartnershipId,
            actor: null, cancellationToken);
    }

    private static Body Example => new() { PartnershipId = Partnership.Example.Id };
}

using MediatR;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Materials;

namespace SafeZones.Api.Features.Partnerships.Decals;

/// <summary>A volunteer or coordinator sees that a decal is on show.</summary>
public static class DisplayDecal
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/decals/{decalId:guid}/display", Endpoint)
        .Requires(Permission.LogVisits)
        .Describe(nameof(DisplayDecal), "Display a decal", "Where it is on show, for whoever looks for it later.")
        .Takes(Example)
        .Gives(StatusCodes.Status200OK, Decal.Example with { State = DecalState.Displayed, PartnershipId = Partnership.Example.Id, Version = 2 })
        .Refuses(ProblemCode.MoveRefused);

    private static async Task<IResult> Endpoint(
        Guid decalId, Body body, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        var expected = ETags.RequireIfMatch(context);
        return Reply.Ok(context, await mediator.Send(new Command(decalId, body, expected), cancellationToken));
    }

    /// <summary>Where.</summary>
    public sealed record Body
    {
        /// <summary>Where at the venue.</summary>
        public required DecalPlace PlacedAt { get; init; }
    }

    internal sealed record Command(Guid DecalId, Body Body, long? ExpectedVersion) : ICommand<Decal>;

    internal sealed class Handler(DecalMover mover) : IRequestHandler<Command, Decal>
    {
        public Task<Decal> Handle(Command command, CancellationToken cancellationToken) => mover.Move(
            command.DecalId, command.ExpectedVersion, DecalAction.Display, placedAt: command.Body.PlacedAt, partnershipId: null,
            actor: null, cancellationToken);
    }

    private static Body Example => new() { PlacedAt = DecalPlace.Window };
}

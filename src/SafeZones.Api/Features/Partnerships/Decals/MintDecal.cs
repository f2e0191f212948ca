using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Partnerships.Decals;

/// <summary>A coordinator mints one decal.</summary>
public static class MintDecal
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/decals", Endpoint)
        .Requires(Permission.WriteMaterials)
        .Describe(nameof(MintDecal), "Mint a decal", "With the next serial and a code of its own; it is in stock. For many see the batch.")
        .Takes(Example)
        .Gives(StatusCodes.Status201Created, Decal.Example)
        .Refuses(ProblemCode.EditionMissing, ProblemCode.LimitReached);

    private static async Task<IResult> Endpoint(
        Body body, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var decal = await mediator.Send(new Command(body), cancellationToken);
        return Reply.Created(context, $"/v1/decals/{decal.Id}", decal);
    }

    /// <summary>Of what.</summary>
    public sealed record Body
    {
        /// <summary>What it is printed from.</summary>
        public required Guid MaterialEditionId { get; init; }
    }

    internal sealed record Command(Body Body) : ICommand<Decal>;

    internal sealed class Handler(TenantDatabase database, AuditTrail audit, TimeProvider clock) : IRequestHandler<Command, Decal>
    {
        public async Task<Decal> Handle(Command command, CancellationToken cancellationToken) => (await DecalMinting.Mint(
            database, audit, command.Body.MaterialEditionId, 1, clock.GetUtcNow(), cancellationToken))[0];
    }

    private static Body Example => new() { MaterialEditionId = Decal.Example.MaterialEditionId };
}

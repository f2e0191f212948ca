using System.ComponentModel.DataAnnotations;
using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Partnerships.Decals;

/// <summary>A coordinator mints as many decals as are printed at once.</summary>
public static class MintDecalBatch
{
    internal const int QuantityMax = 200;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/decals/batch", Endpoint)
        .Requires(Permission.WriteMaterials)
        .Describe(nameof(MintDecalBatch), "Mint a batch of decals",
            "Consecutive serials, each with a code of its own, all or none. Send an Idempotency-Key: what is minted is printed.")
        .Takes(Example)
        .Gives(StatusCodes.Status200OK, new Page<Decal>([Decal.Example], new PageEnd(null, false)))
        .Refuses(ProblemCode.EditionMissing, ProblemCode.LimitReached);

    private static async Task<IResult> Endpoint(Body body, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        return Reply.Json(new Page<Decal>(await mediator.Send(new Command(body), cancellationToken), new PageEnd(null, false)));
    }

    /// <summary>Of what, and how many.</summary>
    public sealed record Body
    {
        /// <summary>What they are printed from.</summary>
        public required Guid MaterialEditionId { get; init; }

        /// <summary>How many.</summary>
        [Range(1, QuantityMax)]
        public required int Quantity { get; init; }
    }

    internal sealed record Command(Body Body) : ICommand<List<Decal>>;

    internal sealed class Handler(TenantDatabase database, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, List<Decal>>
    {
        public Task<List<Decal>> Handle(Command command, CancellationToken cancellationToken) => DecalMinting.Mint(
            database, audit, command.Body.MaterialEditionId, command.Body.Quantity, clock.GetUtcNow(), cancellationToken);
    }

    private static Body Example => new() { MaterialEditionId = Decal.Example.MaterialEditionId, Quantity = 100 };
}

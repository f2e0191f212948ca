using System.ComponentModel.DataAnnotations;
using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Materials;
using Rules = SafeZones.Domain.Materials.Stock;

namespace SafeZones.Api.Features.Stock;

/// <summary>A coordinator records that material came in or went out.</summary>
public static class RecordStockMovement
{
    internal const int QuantityMax = 1_000_000;

    /// <summary>The most of one edition.</summary>
    internal const int BalanceMax = 10_000_000;

    /// <summary>Movements of one edition: ten a day for thirty years.</summary>
    internal const int MovementsMax = 100_000;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/stock-movements", Endpoint)
        .Requires(Permission.WriteMaterials)
        .Describe(nameof(RecordStockMovement), "Record a stock movement", """
            Of an edition that is counted and not numbered, such as flyers or whistles: what is numbered (`window_decal`, `poster`,
            `charter`, `certificate`) is minted as decals. `receive` and `return` add, `issue` and `scrap` take away, `adjust` does
            what counting found, also less. There are never fewer than none: an issue of more than there are is refused with how
            many there are. Movements are never changed; what was recorded wrongly is adjusted. Send an Idempotency-Key.
            """)
        .Takes(Example)
        .Gives(StatusCodes.Status201Created, StockMovement.Example)
        .Refuses(
            ProblemCode.EditionMissing, ProblemCode.EditionSerialised, ProblemCode.VenueMissing, ProblemCode.StockShort,
            ProblemCode.LimitReached);

    private static async Task<IResult> Endpoint(Body body, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        return Reply.Json(await mediator.Send(new Command(body), cancellationToken), StatusCodes.Status201Created);
    }

    /// <summary>What happened.</summary>
    public sealed record Body : IConsistent
    {
        /// <summary>Of which edition.</summary>
        public required Guid MaterialEditionId { get; init; }

        /// <summary>What happened.</summary>
        public required StockMovementKind Kind { get; init; }

        /// <summary>To how many; negative only with <c>adjust</c>, when counting found fewer.</summary>
        [Range(-QuantityMax, QuantityMax)]
        public required int Quantity { get; init; }

        /// <summary>The venue that they went to or came from; only with <c>issue</c> and <c>return</c>.</summary>
        public Guid? VenueId { get; init; }

        IEnumerable<Fault> IConsistent.Contradictions()
        {
            if (Quantity == 0)
            {
                yield return Fault.At("/quantity", FaultCode.Contradiction, ("rule", "quantity is not 0"));
            }

            if (Quantity < 0 && Kind != StockMovementKind.Adjust)
            {
                yield return Fault.At("/quantity", FaultCode.Contradiction, ("rule", "a negative quantity only with adjust"));
            }

            if (VenueId is not null && !Rules.AtVenues.Contains(Kind))
            {
                yield return Fault.At("/venue_id", FaultCode.Contradiction, ("rule", "venue_id only with issue or return"));
            }
        }
    }

    internal sealed record Command(Body Body) : ICommand<StockMovement>;

    internal sealed class Handler(TenantDatabase database, CallerAccessor callers, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, StockMovement>
    {
        public async Task<StockMovement> Handle(Command command, CancellationToken cancellationToken)
        {
            var (body, now) = (command.Body, clock.GetUtcNow());
            var before = await Lock(body, cancellationToken);
            var balance = Rules.After(before?.Quantity ?? 0, body.Kind, body.Quantity);
            if (balance < 0)
            {
                throw new Problem(
                    ProblemCode.StockShort, Fault.At("/quantity", FaultCode.MoreThanStock, ("balance", before?.Quantity ?? 0)));
            }

            Problem.ThrowIfTooMany(balance, BalanceMax);
            Problem.ThrowIfTooMany((before?.Movements ?? 0) + 1, MovementsMax);
            var id = RowId.At(now);
            audit.Record("stock_movement", id, ["kind", "quantity"]);
            return (await database.FirstOrDefault<StockMovement>(
                before is null ? InsertBalanceAndMovement : UpdateBalanceAndInsertMovement,
                new
                {
                    id,
                    materialEditionId = body.MaterialEditionId,
                    kind = body.Kind,
                    quantity = body.Quantity,
                    venueId = body.VenueId,
                    balance,
                    recordedBy = callers.Caller.Id,
                    now,
                },
                cancellationToken))!;
        }

        private async Task<Balance?> Lock(Body body, CancellationToken cancellationToken)
        {
            await using var answers = await database.Ask(
                LockBalance, new { materialEditionId = body.MaterialEditionId, venueId = body.VenueId }, cancellationToken);
            var kind = await answers.FirstOrDefault<MaterialKind?>(cancellationToken)
                ?? throw new Problem(ProblemCode.EditionMissing, Fault.At("/material_edition_id", FaultCode.Missing));
            if (Rules.Serialised.Contains(kind))
            {
                throw new Problem(ProblemCode.EditionSerialised);
            }

            var venue = await answers.FirstOrDefault<Guid?>(cancellationToken);
            return venue == body.VenueId
                ? await answers.FirstOrDefault<Balance>(cancellationToken)
                : throw new Problem(ProblemCode.VenueMissing, Fault.At("/venue_id", FaultCode.Missing));
        }
    }

    private sealed record Balance(int Quantity, int Movements);

    private static Body Example => new()
    {
        MaterialEditionId = StockMovement.Example.MaterialEditionId,
        Kind = StockMovement.Example.Kind,
        Quantity = StockMovement.Example.Quantity,
    };

    // The balance is locked, so that two issues at once see each other. Of two first movements at once the later one breaks the
    // balance's key, and is asked to try again.
    private const string LockBalance =
        """
        select e.kind from material_editions e where e.tenant_id = @tenantId and e.id = @materialEditionId;

        select v.id from venues v where v.tenant_id = @tenantId and v.id = @venueId and v.deleted_at is null;

        select b.quantity, b.movements
        from stock_balances b
        where b.tenant_id = @tenantId and b.material_edition_id = @materialEditionId
        for update
        """;

    private const string InsertMovement =
        $"""
        insert into stock_movements as s (
            tenant_id, id, material_edition_id, kind, quantity, venue_id, balance, recorded_by, recorded_at)
        values (@tenantId, @id, @materialEditionId, @kind, @quantity, @venueId, @balance, @recordedBy, @now)
        returning {StockMovement.Columns}
        """;

    private const string InsertBalanceAndMovement =
        $"""
        insert into stock_balances (tenant_id, material_edition_id, quantity, movements, updated_at)
        values (@tenantId, @materialEditionId, @balance, 1, @now);

        {InsertMovement}
        """;

    private const string UpdateBalanceAndInsertMovement =
        $"""
        update stock_balances b
        set quantity = @balance, movements = b.movements + 1, updated_at = @now
        where b.tenant_id = @tenantId and b.material_edition_id = @materialEditionId;

        {InsertMovement}
        """;
}

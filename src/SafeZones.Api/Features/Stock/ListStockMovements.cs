using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Domain.Materials;

namespace SafeZones.Api.Features.Stock;

/// <summary>Anybody who works with venues sees what came in and where it went.</summary>
public static class ListStockMovements
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/stock-movements", Endpoint)
        .Requires(Permission.ReadPartnerships)
        .Describe(nameof(ListStockMovements), "List stock movements", "The latest recorded first.")
        .Gives(StatusCodes.Status200OK, new Page<StockMovement>([StockMovement.Example], new PageEnd(null, false)));

    private static async Task<IResult> Endpoint(
        [AsParameters] Parameters parameters, HttpContext context, Cursors cursors, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var before = cursors.Read<LastId>(parameters.Cursor, context);
        var movements = await mediator.Send(new Query(parameters, before), cancellationToken);
        return Reply.Page(context, movements.ToPage(parameters.LimitOrDefault, movement => new LastId(movement.Id), context));
    }

    /// <summary>Which movements.</summary>
    internal sealed record Parameters : PageParameters
    {
        /// <summary>Only movements of this edition.</summary>
        [FromQuery(Name = "material_edition_id")]
        public Guid? MaterialEditionId { get; init; }

        /// <summary>Only movements to or from this venue.</summary>
        [FromQuery(Name = "venue_id")]
        public Guid? VenueId { get; init; }

        /// <summary>Any of these kinds.</summary>
        [FromQuery(Name = "kind")]
        public Choices<StockMovementKind>? Kind { get; init; }
    }

    internal sealed record Query(Parameters Parameters, LastId? Before) : IQuery<List<StockMovement>>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, List<StockMovement>>
    {
        public Task<List<StockMovement>> Handle(Query query, CancellationToken cancellationToken) => database.List<StockMovement>(
            SelectPage,
            new
            {
                materialEditionId = query.Parameters.MaterialEditionId,
                venueId = query.Parameters.VenueId,
                kinds = query.Parameters.Kind?.Values,
                beforeId = query.Before?.Id ?? Guid.AllBitsSet,
                rows = query.Parameters.Rows,
            },
            cancellationToken);
    }

    private const string SelectPage =
        $"""
        select {StockMovement.Columns}
        from stock_movements s
        where s.tenant_id = @tenantId
          and (@materialEditionId::uuid is null or s.material_edition_id = @materialEditionId)
          and (@venueId::uuid is null or s.venue_id = @venueId)
          and (@kinds::stock_movement_kind[] is null or s.kind = any(@kinds))
          and s.id < @beforeId
        order by s.id desc
        limit @rows
        """;
}

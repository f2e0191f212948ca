namespace SafeZones.Api.Features.Stock;

/// <summary>Stock: how much there is of flyers, whistles and whatever else is counted and not numbered.</summary>
internal static class StockFeature
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        RecordStockMovement.Map(routes);
        ListStockMovements.Map(routes);
        ListStockBalances.Map(routes);
    }
}

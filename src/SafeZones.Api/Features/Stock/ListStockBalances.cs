using System.ComponentModel.DataAnnotations;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;

namespace SafeZones.Api.Features.Stock;

/// <summary>Anybody who works with venues sees how much there is.</summary>
public static class ListStockBalances
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/stock-balances", Endpoint)
        .Requires(Permission.ReadPartnerships)
        .Describe(nameof(ListStockBalances), "List stock balances",
            "One for each edition of which anything was ever received, in the order in which the editions were recorded.")
        .Gives(StatusCodes.Status200OK, new Page<StockBalance>([StockBalance.Example], new PageEnd(null, false)));

    private static async Task<IResult> Endpoint(
        [AsParameters] Parameters parameters, HttpContext context, Cursors cursors, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var after = cursors.Read<LastId>(parameters.Cursor, context);
        var limit = parameters.Limit ?? Paging.LimitDefault;
        var balances = await mediator.Send(new Query(limit, after), cancellationToken);
        return Reply.Page(context, balances.ToPage(limit, balance => new LastId(balance.MaterialEditionId), context));
    }

    /// <summary>How much of the list.</summary>
    internal sealed record Parameters
    {
        /// <summary>How many balances at the most.</summary>
        [FromQuery(Name = "limit"), Range(1, Paging.LimitMax)]
        public int? Limit { get; init; }

        /// <summary>Where to go on: the <c>next_cursor</c> of the page before.</summary>
        [FromQuery(Name = "cursor")]
        public string? Cursor { get; init; }
    }

    internal sealed record Query(int Limit, LastId? After) : IQuery<List<StockBalance>>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, List<StockBalance>>
    {
        public Task<List<StockBalance>> Handle(Query query, CancellationToken cancellationToken) => database.List<StockBalance>(
            SelectPage, new { afterId = query.After?.Id ?? Guid.Empty, rows = query.Limit + 1 }, cancellationToken);
    }

    private const string SelectPage =
        """
        select b.material_edition_id, e.kind, e.locale, e.size, e.edition, b.quantity, b.updated_at
        from stock_balances b
        join material_editions e on e.tenant_id = b.tenant_id and e.id = b.material_edition_id
        where b.tenant_id = @tenantId and b.material_edition_id > @afterId
        order by b.material_edition_id
        limit @rows
        """;
}

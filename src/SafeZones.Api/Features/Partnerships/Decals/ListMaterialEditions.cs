using MediatR;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;

namespace SafeZones.Api.Features.Partnerships.Decals;

/// <summary>Anybody who works with venues sees what stickers and posters there are.</summary>
public static class ListMaterialEditions
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/material-editions", Endpoint)
        .Requires(Permission.ReadPartnerships)
        .Describe(nameof(ListMaterialEditions), "List material editions", "In the order in which they were recorded.")
        .Gives(StatusCodes.Status200OK, new Page<MaterialEdition>([MaterialEdition.Example], new PageEnd(null, false)));

    private static async Task<IResult> Endpoint(
        [AsParameters] Parameters parameters, HttpContext context, Cursors cursors, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var after = cursors.Read<LastId>(parameters.Cursor, context);
        var found = await mediator.Send(new Query(parameters, after), cancellationToken);
        return Reply.Page(context, found.ToPage(parameters.LimitOrDefault, one => new LastId(one.Id), context));
    }

    /// <summary>What the list may be narrowed by.</summary>
    internal sealed record Parameters : PageParameters;

    internal sealed record Query(Parameters Parameters, LastId? After) : IQuery<List<MaterialEdition>>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, List<MaterialEdition>>
    {
        public Task<List<MaterialEdition>> Handle(Query query, CancellationToken cancellationToken) => database.List<MaterialEdition>(
            SelectPage,
            new
            {
                afterId = query.After?.Id ?? Guid.Empty,
                rows = query.Parameters.Rows,
            },
            cancellationToken);
    }

    private const string SelectPage =
        $"""
        select {MaterialEdition.Columns}
        from material_editions e
        where e.tenant_id = @tenantId
          and e.id > @afterId
        order by e.id
        limit @rows
        """;
}

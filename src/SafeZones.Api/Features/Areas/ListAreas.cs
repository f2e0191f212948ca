using System.ComponentModel.DataAnnotations;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Areas;

/// <summary>Anybody of the organisation who works with venues finds its areas.</summary>
public static class ListAreas
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/areas", Endpoint)
        .Requires(Permission.ReadAreas)
        .Describe(nameof(ListAreas), "List areas", $"""
            Oldest first. Geometries are long, so the list leaves them out; name them in `fields` to get them, with a
            `limit` of at most {WithGeometryMax}.
            """)
        .Gives(StatusCodes.Status200OK, new Page<Area>([AreaExamples.Listed], new PageEnd(null, false)));

    private static async Task<IResult> Endpoint(
        [AsParameters] Parameters parameters, HttpContext context, Cursors cursors, IMediator mediator,
        CancellationToken cancellationToken)
    {
        parameters.RefuseContradictions();
        var after = cursors.Read<After>(parameters.Cursor, context);
        var found = await mediator.Send(new Query(parameters, after), cancellationToken);
        return Reply.Page(context, found.Areas.ToPage(parameters.Rows, area => new After(area.Id), context, found.Total));
    }

    /// <summary>What the list may be narrowed by.</summary>
    internal sealed record Parameters
    {
        /// <summary>Only the area with this code.</summary>
        [FromQuery(Name = "admin_code"), StringLength(50)]
        public string? AdminCode { get; init; }

        /// <summary>Only areas that changed at this instant or later.</summary>
        [FromQuery(Name = "updated_since")]
        public Instant? UpdatedSince { get; init; }

        /// <summary>How many areas at the most.</summary>
        [FromQuery(Name = "limit"), Range(1, Paging.LimitMax)]
        public int? Limit { get; init; }

        /// <summary>Where to go on: the <c>next_cursor</c> of the page before.</summary>
        [FromQuery(Name = "cursor")]
        public string? Cursor { get; init; }

        /// <summary><c>total</c> counts what the filters leave.</summary>
        [FromQuery(Name = "include"), AllowedValues("total")]
        public string? Include { get; init; }

        /// <summary>Only these members of each area, comma-separated.</summary>
        [FromQuery(Name = "fields")]
        public string? Fields { get; init; }

        internal bool WithGeometry => Fields?.Split(',').Contains("geometry") is true;

        internal int Rows => Limit ?? (WithGeometry ? WithGeometryMax : Paging.LimitDefault);

        internal void RefuseContradictions()
        {
            if (WithGeometry && Rows > WithGeometryMax)
            {
                throw new Problem(ProblemCode.InvalidRequest,
                    Fault.In("limit", FaultCode.OutOfRange, ("least", 1), ("most", WithGeometryMax)));
            }
        }
    }

    /// <summary>The last area of a page.</summary>
    internal sealed record After(Guid Id);

    internal sealed record Found(List<Area> Areas, long? Total);

    internal sealed record Query(Parameters Parameters, After? After) : IQuery<Found>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, Found>
    {
        public async Task<Found> Handle(Query query, CancellationToken cancellationToken)
        {
            var parameters = query.Parameters;
            var values = new
            {
                adminCode = parameters.AdminCode,
                updatedSince = parameters.UpdatedSince?.Value,
                withGeometry = parameters.WithGeometry,
                afterId = query.After?.Id ?? Guid.Empty,
                // One more than the page, to know whether there is another.
                rows = parameters.Rows + 1,
            };
            var calls = parameters.Include == "total"
                ? [new SqlCall(SelectPage, values), new SqlCall(CountAll, values)]
                : new[] { new SqlCall(SelectPage, values) };
            await using var answers = await database.Ask(calls, cancellationToken);
            var areas = await answers.List<Area>(cancellationToken);
            return new Found(areas, calls.Length == 1 ? null : await answers.FirstOrDefault<long>(cancellationToken));
        }
    }

    // A geometry has up to 5,000 positions.
    private const int WithGeometryMax = 20;

    private const string Filters =
        """
        a.tenant_id = @tenantId
          and (@adminCode::text is null or a.admin_code = @adminCode)
          and (@updatedSince::timestamptz is null or a.updated_at >= @updatedSince)
        """;

    // Ids are UUID v7: their order is that of creation.
    private const string SelectPage =
        $"""
        select {Area.ColumnsBeforeGeometry}, case when @withGeometry then a.geometry end as geometry,
            {Area.ColumnsAfterGeometry}
        from areas a
        where {Filters}
          and a.id > @afterId
        order by a.id
        limit @rows
        """;

    private const string CountAll = $"select count(*) from areas a where {Filters}";
}

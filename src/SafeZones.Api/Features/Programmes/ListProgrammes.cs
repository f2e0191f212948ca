using System.ComponentModel.DataAnnotations;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Domain.Programmes;

namespace SafeZones.Api.Features.Programmes;

/// <summary>Anybody of the organisation who works with venues sees its programmes.</summary>
public static class ListProgrammes
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/programmes", Endpoint)
        .Requires(Permission.ReadProgrammes)
        .Describe(nameof(ListProgrammes), "List programmes", "In the order in which they were created unless said otherwise.")
        .Gives(StatusCodes.Status200OK, new Page<Programme>([Programme.Example], new PageEnd(null, false)));

    private static async Task<IResult> Endpoint(
        [AsParameters] Parameters parameters, HttpContext context, Cursors cursors, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var after = cursors.Read<After>(parameters.Cursor, context);
        var found = await mediator.Send(new Query(parameters, after), cancellationToken);
        return Reply.Page(context, found.Programmes.ToPage(
            parameters.Limit ?? Paging.LimitDefault, programme => new After(programme.Id), context, found.Total));
    }

    /// <summary>What the list may be narrowed by.</summary>
    internal sealed record Parameters
    {
        /// <summary>Only programmes that stand in one of these.</summary>
        [FromQuery(Name = "status")]
        public Choices<ProgrammeStatus>? Status { get; init; }

        /// <summary>The order; a minus sign turns it round. <c>created_at</c> unless said otherwise.</summary>
        [FromQuery(Name = "sort"), AllowedValues("created_at", "-created_at")]
        public string? Sort { get; init; }

        /// <summary>How many programmes at the most.</summary>
        [FromQuery(Name = "limit"), Range(1, Paging.LimitMax)]
        public int? Limit { get; init; }

        /// <summary>Where to go on: the <c>next_cursor</c> of the page before.</summary>
        [FromQuery(Name = "cursor")]
        public string? Cursor { get; init; }

        /// <summary><c>total</c> counts what the filters leave.</summary>
        [FromQuery(Name = "include"), AllowedValues("total")]
        public string? Include { get; init; }

        /// <summary>Only these members of each programme, comma-separated.</summary>
        [FromQuery(Name = "fields")]
        public string? Fields { get; init; }
    }

    /// <summary>The last programme of a page.</summary>
    internal sealed record After(Guid Id);

    internal sealed record Found(List<Programme> Programmes, long? Total);

    internal sealed record Query(Parameters Parameters, After? After) : IQuery<Found>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, Found>
    {
        public async Task<Found> Handle(Query query, CancellationToken cancellationToken)
        {
            var parameters = query.Parameters;
            var values = new
            {
                statuses = parameters.Status?.Values,
                afterId = query.After?.Id,
                rows = (parameters.Limit ?? Paging.LimitDefault) + 1,
            };
            var isCounted = parameters.Include == "total";
            var page = new SqlCall(parameters.Sort == "-created_at" ? NewestFirst : OldestFirst, values);
            await using var answers = await database.Ask(
                isCounted ? [page, new SqlCall(CountProgrammes, values)] : [page], cancellationToken);
            var programmes = await answers.List<Programme>(cancellationToken);
            return new Found(programmes, isCounted ? await answers.FirstOrDefault<long>(cancellationToken) : null);
        }
    }

    private const string Filters =
        "p.tenant_id = @tenantId and (@statuses::programme_status[] is null or p.status = any(@statuses))";

    private const string CountProgrammes = $"select count(*) from programmes p where {Filters}";

    // Ids are UUID v7: their order is that of creation.
    private const string OldestFirst =
        $"""
        select {Programme.Columns}
        from programmes p
        where {Filters}
          and (@afterId::uuid is null or p.id > @afterId)
        order by p.id
        limit @rows
        """;

    private const string NewestFirst =
        $"""
        select {Programme.Columns}
        from programmes p
        where {Filters}
          and (@afterId::uuid is null or p.id < @afterId)
        order by p.id desc
        limit @rows
        """;
}

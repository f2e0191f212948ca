using System.ComponentModel.DataAnnotations;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Domain.Languages;

namespace SafeZones.Api.Features.Chains;

/// <summary>Anybody of the organisation who works with venues finds a chain.</summary>
public static class ListChains
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/chains", Endpoint)
        .Requires(Permission.ReadVenues)
        .Describe(nameof(ListChains), "List chains", "Never with their contacts: those are read one at a time.")
        .Gives(StatusCodes.Status200OK, new Page<Chain>([Chain.Example], new PageEnd(null, false)));

    private static async Task<IResult> Endpoint(
        [AsParameters] Parameters parameters, HttpContext context, Cursors cursors, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var after = cursors.Read<After>(parameters.Cursor, context);
        var found = await mediator.Send(new Query(parameters, after), cancellationToken);
        return Reply.Page(context, found.Chains.ToPage(
            parameters.Limit ?? Paging.LimitDefault,
            chain => new After(chain.Id, SearchText.Normalise(chain.Name)), context, found.Total));
    }

    /// <summary>What the list may be narrowed by.</summary>
    internal sealed record Parameters
    {
        /// <summary>Part of a name, in any script, with typing errors.</summary>
        [FromQuery(Name = "q"), StringLength(100)]
        public string? Q { get; init; }

        /// <summary>The order; a minus sign turns it round. <c>name</c> unless said otherwise.</summary>
        [FromQuery(Name = "sort"), AllowedValues("name", "-name", "created_at", "-created_at")]
        public string? Sort { get; init; }

        /// <summary>How many chains at the most.</summary>
        [FromQuery(Name = "limit"), Range(1, Paging.LimitMax)]
        public int? Limit { get; init; }

        /// <summary>Where to go on: the <c>next_cursor</c> of the page before.</summary>
        [FromQuery(Name = "cursor")]
        public string? Cursor { get; init; }

        /// <summary><c>total</c> counts what the filters leave.</summary>
        [FromQuery(Name = "include"), AllowedValues("total")]
        public string? Include { get; init; }

        /// <summary>Only these members of each chain, comma-separated.</summary>
        [FromQuery(Name = "fields")]
        public string? Fields { get; init; }
    }

    /// <summary>The last chain of a page.</summary>
    internal sealed record After(Guid Id, string SearchText);

    internal sealed record Found(List<Chain> Chains, long? Total);

    internal sealed record Query(Parameters Parameters, After? After) : IQuery<Found>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, Found>
    {
        public async Task<Found> Handle(Query query, CancellationToken cancellationToken)
        {
            var parameters = query.Parameters;
            var values = new
            {
                searchText = parameters.Q is null ? null : SearchText.Normalise(parameters.Q),
                afterId = query.After?.Id,
                afterText = query.After?.SearchText,
                rows = (parameters.Limit ?? Paging.LimitDefault) + 1,
            };
            var isCounted = parameters.Include == "total";
            var page = new SqlCall(PageBySort[parameters.Sort ?? "name"], values);
            await using var answers = await database.Ask(
                isCounted ? [page, new SqlCall(CountChains, values)] : [page], cancellationToken);
            var chains = await answers.List<Chain>(cancellationToken);
            return new Found(chains, isCounted ? await answers.FirstOrDefault<long>(cancellationToken) : null);
        }
    }

    // Trigrams of a word in the name, or the text as it is, which short words and scripts without spaces need.
    private const string Filters =
        """
        c.tenant_id = @tenantId
          and (@searchText::text is null
              or word_similarity(@searchText, c.search_text) >= 0.5
              or position(@searchText in c.search_text) > 0)
        """;

    private const string CountChains = $"select count(*) from chains c where {Filters}";

    private const string ByName = "(c.search_text, c.id)";

    private static readonly Dictionary<string, string> PageBySort = new()
    {
        ["name"] = Page($"{ByName} > (@afterText, @afterId)", "c.search_text, c.id"),
        ["-name"] = Page($"{ByName} < (@afterText, @afterId)", "c.search_text desc, c.id desc"),
        // Ids are UUID v7: their order is that of registration.
        ["created_at"] = Page("c.id > @afterId", "c.id"),
        ["-created_at"] = Page("c.id < @afterId", "c.id desc"),
    };

    private static string Page(string after, string order) =>
        $"""
        select {Chain.Columns}
        from chains c
        where {Filters}
          and (@afterId::uuid is null or {after})
        order by {order}
        limit @rows
        """;
}

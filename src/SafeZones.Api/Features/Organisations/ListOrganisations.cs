using System.ComponentModel.DataAnnotations;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Domain;

namespace SafeZones.Api.Features.Organisations;

/// <summary>A platform operator sees which organisations there are.</summary>
public static class ListOrganisations
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/admin/organisations", Endpoint)
        .Requires(Permission.OperatePlatform)
        .Describe(nameof(ListOrganisations), "List organisations",
            "The directory: that they are there, not what they hold. Quotas are read one organisation at a time.")
        .Gives(StatusCodes.Status200OK, new Page<DirectoryEntry>([DirectoryEntry.Example with { Quotas = null }], new PageEnd(null, false)));

    private static async Task<IResult> Endpoint(
        [AsParameters] Parameters parameters, HttpContext context, Cursors cursors, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var after = cursors.Read<After>(parameters.Cursor, context);
        var found = await mediator.Send(new Query(parameters, after), cancellationToken);
        return Reply.Page(context, found.Entries.ToPage(
            parameters.Limit ?? Paging.LimitDefault, entry => new After(entry.Id), context, found.Total));
    }

    /// <summary>What the list may be narrowed by.</summary>
    internal sealed record Parameters
    {
        /// <summary>Only organisations that stand in one of these.</summary>
        [FromQuery(Name = "status")]
        public Choices<OrganisationStatus>? Status { get; init; }

        /// <summary>Only organisations whose slug begins with this.</summary>
        [FromQuery(Name = "slug_prefix"), StringLength(40)]
        public string? SlugPrefix { get; init; }

        /// <summary>The order; a minus sign turns it round. <c>created_at</c> unless said otherwise.</summary>
        [FromQuery(Name = "sort"), AllowedValues("created_at", "-created_at")]
        public string? Sort { get; init; }

        /// <summary>How many organisations at the most.</summary>
        [FromQuery(Name = "limit"), Range(1, Paging.LimitMax)]
        public int? Limit { get; init; }

        /// <summary>Where to go on: the <c>next_cursor</c> of the page before.</summary>
        [FromQuery(Name = "cursor")]
        public string? Cursor { get; init; }

        /// <summary><c>total</c> counts what the filters leave.</summary>
        [FromQuery(Name = "include"), AllowedValues("total")]
        public string? Include { get; init; }

        /// <summary>Only these members of each entry, comma-separated.</summary>
        [FromQuery(Name = "fields")]
        public string? Fields { get; init; }
    }

    /// <summary>The last organisation of a page.</summary>
    internal sealed record After(Guid Id);

    internal sealed record Found(List<DirectoryEntry> Entries, long? Total);

    internal sealed record Query(Parameters Parameters, After? After) : IPlatformQuery<Found>;

    internal sealed class Handler(PlatformDatabase database) : IRequestHandler<Query, Found>
    {
        public async Task<Found> Handle(Query query, CancellationToken cancellationToken)
        {
            var parameters = query.Parameters;
            var values = new
            {
                statuses = parameters.Status?.Values,
                slugPrefix = parameters.SlugPrefix,
                afterId = query.After?.Id,
                rows = (parameters.Limit ?? Paging.LimitDefault) + 1,
            };
            var isCounted = parameters.Include == "total";
            var page = new SqlCall(parameters.Sort == "-created_at" ? NewestFirst : OldestFirst, values);
            await using var answers = await database.Ask(
                isCounted ? [page, new SqlCall(CountEntries, values)] : [page], cancellationToken);
            var entries = await answers.List<DirectoryEntry>(cancellationToken);
            return new Found(entries, isCounted ? await answers.FirstOrDefault<long>(cancellationToken) : null);
        }
    }

    private const string Filters =
        """
        (@statuses::organisation_status[] is null or d.status = any(@statuses))
          and (@slugPrefix::text is null or starts_with(d.slug, @slugPrefix))
        """;

    private const string CountEntries = $"select count(*) from tenant_directory d where {Filters}";

    // Ids are UUID v7: their order is that of creation.
    private const string OldestFirst =
        $"""
        select {DirectoryEntry.Columns}
        from tenant_directory d
        where {Filters}
          and (@afterId::uuid is null or d.id > @afterId)
        order by d.id
        limit @rows
        """;

    private const string NewestFirst =
        $"""
        select {DirectoryEntry.Columns}
        from tenant_directory d
        where {Filters}
          and (@afterId::uuid is null or d.id < @afterId)
        order by d.id desc
        limit @rows
        """;
}

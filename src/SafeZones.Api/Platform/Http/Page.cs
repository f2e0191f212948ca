using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace SafeZones.Api.Platform.Http;

/// <summary>One page of a list.</summary>
/// <param name="Data">The items.</param>
/// <param name="End">How to go on.</param>
public sealed record Page<T>(IReadOnlyList<T> Data, [property: JsonPropertyName("page")] PageEnd End);

/// <summary>Where a page ends.</summary>
/// <param name="NextCursor">Pass it as <c>cursor</c> for the next page; absent on the last one.</param>
/// <param name="HasMore">Whether there is a next page.</param>
/// <param name="Total">How many items there are in all, with <c>include=total</c>.</param>
public sealed record PageEnd(string? NextCursor, bool HasMore, long? Total = null);

/// <summary>What every list takes.</summary>
internal abstract record PageParameters
{
    /// <summary>How many items at the most.</summary>
    [FromQuery(Name = "limit"), Range(1, Paging.LimitMax)]
    public int? Limit { get; init; }

    /// <summary>Where to go on: the <c>next_cursor</c> of the page before.</summary>
    [FromQuery(Name = "cursor")]
    public string? Cursor { get; init; }

    /// <summary>Only these members of each resource, comma-separated.</summary>
    [FromQuery(Name = "fields")]
    public string? Fields { get; init; }

    internal int LimitOrDefault => Limit ?? Paging.LimitDefault;

    /// <summary>One more than the page, to know whether there is another.</summary>
    internal int Rows => LimitOrDefault + 1;
}

/// <summary>The last item of a page, in a list that is ordered by id.</summary>
internal sealed record LastId(Guid Id);

internal static class Paging
{
    public const int LimitDefault = 50;
    public const int LimitMax = 200;

    /// <summary>
    /// Makes a page of rows of which one more than the limit was asked for, and says in <c>Link</c> where the next is.
    /// </summary>
    public static Page<T> ToPage<T, TPosition>(
        this List<T> rows, int limit, Func<T, TPosition> position, HttpContext context, long? total = null)
        where TPosition : class
    {
        if (rows.Count <= limit)
        {
            return new Page<T>(rows, new PageEnd(null, false, total));
        }

        rows.RemoveRange(limit, rows.Count - limit);
        return rows.ToPage(position(rows[^1]), context, total);
    }

    /// <summary>Makes a page after which the next one begins at that position, or which is the last where there is none.</summary>
    public static Page<T> ToPage<T, TPosition>(this List<T> rows, TPosition? next, HttpContext context, long? total = null)
        where TPosition : class => new(rows, EndAt(next, context) with { Total = total });

    /// <summary>The end of such a page, said in <c>Link</c> as well.</summary>
    public static PageEnd EndAt<TPosition>(TPosition? next, HttpContext context) where TPosition : class
    {
        if (next is null)
        {
            return new PageEnd(null, false);
        }

        var cursor = context.RequestServices.GetRequiredService<Cursors>().Write(next, context);
        var query = context.Request.Query
            .Where(pair => pair.Key != "cursor")
            .Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value.ToString()))
            .Append(KeyValuePair.Create("cursor", (string?)cursor));
        context.Response.Headers.Link = $"<{QueryHelpers.AddQueryString(context.Request.Path, query)}>; rel=\"next\"";
        return new PageEnd(cursor, true);
    }
}

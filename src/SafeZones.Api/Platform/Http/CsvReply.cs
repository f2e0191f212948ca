using System.ComponentModel.DataAnnotations;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Platform.Http;

/// <summary>What every export as CSV takes.</summary>
internal abstract record CsvParameters
{
    /// <summary>
    /// <c>none</c> leaves texts as they are; otherwise one that begins with <c>=</c>, <c>+</c>, <c>-</c>, <c>@</c>, a tab or a
    /// carriage return gets an apostrophe in front of it, so that no spreadsheet takes it for a formula.
    /// </summary>
    [FromQuery(Name = "escape"), AllowedValues("none")]
    public string? Escape { get; init; }

    /// <summary>Whether the file begins with a byte order mark, by which some spreadsheets know UTF-8.</summary>
    [FromQuery(Name = "bom")]
    public bool? Bom { get; init; }
}

/// <summary>Rows that are sent as they are read, as a file with a name.</summary>
internal sealed record CsvFile<T>(string Name, IAsyncEnumerable<T> Rows);

/// <summary>Sends a table row by row: however long it is, only a few rows are held.</summary>
internal sealed class CsvReply<T>(CsvFile<T> file, IReadOnlyList<CsvColumn<T>> columns, CsvParameters parameters) : IResult
{
    public const string MediaType = "text/csv";
    private const int BytesAtOnce = 16 * 1024;

    public async Task ExecuteAsync(HttpContext context)
    {
        try
        {
            await Send(context);
        }
        catch (Exception exception) when (context.Response.HasStarted)
        {
            // The status has been sent, and so only a connection that breaks off says that this is not all of it.
            if (!context.RequestAborted.IsCancellationRequested)
            {
                ProblemLog.Fault(
                    context.RequestServices.GetRequiredService<ILogger<ProblemResponses>>(), TraceIds.Of(context), exception);
            }

            context.Abort();
        }
    }

    private async Task Send(HttpContext context)
    {
        var (response, cancellationToken) = (context.Response, context.RequestAborted);
        await using var rows = file.Rows.GetAsyncEnumerator(cancellationToken);
        // Whatever goes wrong before the first row is answered as a problem.
        var hasRow = await rows.MoveNextAsync();
        response.ContentType = $"{MediaType}; charset=utf-8; header=present";
        response.Headers.ContentDisposition = $"attachment; filename=\"{file.Name}\"";
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        await response.StartAsync(cancellationToken);
        var text = new CsvText(isNeutral: parameters.Escape != "none");
        Write(response, parameters.Bom is true ? new StringBuilder("\ufeff") : new StringBuilder());
        Write(response, text.Head(columns));
        for (; hasRow; hasRow = await rows.MoveNextAsync())
        {
            Write(response, text.Row(columns, rows.Current));
            if (response.BodyWriter.UnflushedBytes >= BytesAtOnce)
            {
                await response.BodyWriter.FlushAsync(cancellationToken);
            }
        }

        await response.BodyWriter.FlushAsync(cancellationToken);
    }

    private static void Write(HttpResponse response, StringBuilder line) => Encoding.UTF8.GetBytes(line.ToString(), response.BodyWriter);
}

using Microsoft.AspNetCore.Http;
using Npgsql;
using SafeZones.Api.Features.PublicAnswers;
using SafeZones.Api.Pages;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Identity;
using SafeZones.Domain.OpeningTimes;

namespace SafeZones.Bench.Limit;

/// <summary>
/// A sticker's page: the statements of the API, whose hours are open now, and then the bytes that the API made of them before the clock
/// started.
/// </summary>
internal sealed class Passing(NpgsqlDataSource dataSource)
{
    private static readonly Statements<(string Code, int Rows)> SelectNear = Select(ShowSticker.SelectNear);
    private static readonly Statements<(string Code, int Rows)> SelectAnywhere = Select(ShowSticker.SelectAnywhere);

    private readonly Dictionary<string, byte[]> pages = Directory.Exists(SameAnswers.PagesFolder)
        ? Directory.GetFiles(SameAnswers.PagesFolder).ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes)
        : [];

    public async Task Page(HttpContext context)
    {
        var code = (string)context.Request.RouteValues["code"]!;
        if (!await AreThreeOpen(SelectNear, code, ShowSticker.LookedAtNear, context.RequestAborted))
        {
            await AreThreeOpen(SelectAnywhere, code, ListSafeZones.LookedAtMax, context.RequestAborted);
        }

        var page = pages[code];
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.ContentLength = page.Length;
        await context.Response.BodyWriter.WriteAsync(page, context.RequestAborted);
    }

    private async Task<bool> AreThreeOpen(
        Statements<(string Code, int Rows)> statements, string code, int rows, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        statements.AddTo(batch, (code, rows));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        // The platform's partition is set first, then that of the code; then comes the sticker.
        await reader.NextResultAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var (open, isNear) = (0, true);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (open < ShowSticker.PlacesMax && !reader.IsDBNull(6)
                && OpeningHours.ParseOrDefault(reader.GetString(6), out _) is { } hours
                && hours.At(DateTimeOffset.UtcNow, TimeZoneInfo.FindSystemTimeZoneById(reader.GetString(7))) == OpeningState.Open)
            {
                open++;
                isNear = !reader.IsDBNull(8) && reader.GetDouble(8) <= ShowSticker.ReachMetres - ListSafeZones.ShiftMetresMax;
            }
        }

        await reader.NextResultAsync(cancellationToken);
        return open == ShowSticker.PlacesMax && isNear;
    }

    private static Statements<(string Code, int Rows)> Select(string select) => new(
        [DatabaseDoor.BeginReadOnly.Text, "select set_tenant(@tenantId)", select, DatabaseDoor.Commit.Text],
        new()
        {
            ["tenantId"] = _ => Value.Of(Caller.PlatformTenant), ["code"] = values => Value.Of(values.Code),
            ["latitude"] = _ => Value.Of((double?)null), ["longitude"] = _ => Value.Of((double?)null),
            ["rows"] = values => Value.Of(values.Rows), ["unknown"] = _ => Value.Of(ShowSticker.PlacesMax),
            ["reach"] = _ => Value.Of(ShowSticker.ReachDegrees),
        });
}

using Microsoft.AspNetCore.Http;
using Npgsql;
using SafeZones.Api.Features.PublicAnswers;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Identity;

namespace SafeZones.Bench.Limit;

/// <summary>The answer to a passer-by.</summary>
internal sealed class Verifying(NpgsqlDataSource dataSource)
{
    private static readonly Statements<string> SelectDecal = new(
        [DatabaseDoor.BeginReadOnly.Text, "select set_tenant(@tenantId)", VerifyDecal.SelectDecal, DatabaseDoor.Commit.Text],
        new() { ["tenantId"] = _ => Value.Of(Caller.PlatformTenant), ["code"] = code => Value.Of(code) });

    public async Task Decal(HttpContext context)
    {
        var code = (string)context.Request.RouteValues["code"]!;
        await using var connection = await dataSource.OpenConnectionAsync(context.RequestAborted);
        await using var batch = new NpgsqlBatch(connection);
        SelectDecal.AddTo(batch, code);
        LimitVerification? answer = null;
        await using (var reader = await batch.ExecuteReaderAsync(context.RequestAborted))
        {
            // The platform's partition is set first, then that of the code.
            await reader.NextResultAsync(context.RequestAborted);
            await reader.NextResultAsync(context.RequestAborted);
            if (await reader.ReadAsync(context.RequestAborted))
            {
                answer = Read(reader);
            }

            await reader.NextResultAsync(context.RequestAborted);
        }

        if (answer is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.Headers.CacheControl = "public, max-age=60";
        await LimitJson.Write(context.Response, answer, LimitJson.Default.LimitVerification, context.RequestAborted);
    }

    private static LimitVerification Read(NpgsqlDataReader row)
    {
        var isLive = row.GetString(0) is "issued" or "displayed";
        var isValid = isLive && row.GetString(1) == "active" && row.GetString(2) == "running";
        return new LimitVerification(
            isValid, isValid ? "verified" : isLive ? "not_verified" : "recalled", new RawJson(row.GetString(3)),
            isValid && row.GetString(4) == "public" ? new RawJson(row.GetString(5)) : null);
    }
}

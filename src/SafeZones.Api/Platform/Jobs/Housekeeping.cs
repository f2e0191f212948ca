using Npgsql;
using SafeZones.Api.Platform.Database;

namespace SafeZones.Api.Platform.Jobs;

/// <summary>
/// Once an hour forgets kept answers that are older than a day, and action links half a year after their end. Its row policies show it
/// nothing younger, so that any number of instances may do this at once.
/// </summary>
internal sealed class Housekeeping(
    IServiceScopeFactory scopes, TimeProvider clock, ILogger<Housekeeping> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>How many keys, links and secrets of links were forgotten.</summary>
    public async Task<int> Forget(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<PlatformDatabase>();
        database.StartWriting();
        var forgotten = await database.Execute([new SqlCall(DeleteOldKeys, null), new SqlCall(DeleteOldLinks, null)], cancellationToken);
        await database.Finish([], cancellationToken);
        return forgotten;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                HousekeepingLog.Forgotten(logger, await Forget(stoppingToken));
            }
            catch (NpgsqlException exception)
            {
                // The next hour will do.
                HousekeepingLog.Postponed(logger, exception.GetType().Name);
            }
        }
    }

    private const string DeleteOldKeys = "delete from idempotency_keys where created_at < now() - interval '24 hours'";

    private const string DeleteOldLinks =
        """
        with gone as (
            delete from action_links l
            where coalesce(l.used_at, l.revoked_at, l.expires_at) < now() - interval '180 days'
            returning l.tenant_id, l.id)
        delete from action_link_tokens k using gone g where k.organisation_id = g.tenant_id and k.action_link_id = g.id
        """;
}

internal static partial class HousekeepingLog
{
    [LoggerMessage(LogLevel.Information, "Forgot {Count} kept answers and old links.")]
    public static partial void Forgotten(ILogger logger, int count);

    [LoggerMessage(LogLevel.Warning, "What is old could not be forgotten now ({Cause}).")]
    public static partial void Postponed(ILogger logger, string cause);
}

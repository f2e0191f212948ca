using Npgsql;
using SafeZones.Api.Platform.Database;

namespace SafeZones.Api.Platform.Mediation;

/// <summary>
/// Forgets kept answers that are older than a day, once an hour. Its row policy shows it nothing younger, so that any
/// number of instances may do this at once.
/// </summary>
internal sealed class IdempotencyHousekeeping(
    IServiceScopeFactory scopes, TimeProvider clock, ILogger<IdempotencyHousekeeping> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>How many keys were forgotten.</summary>
    public async Task<int> Forget(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<PlatformDatabase>();
        database.StartWriting();
        var forgotten = await database.Execute(DeleteOldKeys, values: null, cancellationToken);
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
}

internal static partial class HousekeepingLog
{
    [LoggerMessage(LogLevel.Information, "Forgot {Count} idempotency keys older than a day.")]
    public static partial void Forgotten(ILogger logger, int count);

    [LoggerMessage(LogLevel.Warning, "Old idempotency keys could not be forgotten now ({Cause}).")]
    public static partial void Postponed(ILogger logger, string cause);
}

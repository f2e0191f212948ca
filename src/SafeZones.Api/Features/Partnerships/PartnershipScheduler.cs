using Npgsql;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.Settings;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>
/// Lets the system look at whatever is due, every few seconds. However many instances run, one does so at a time; a pass touches
/// nothing that is not due, and one that is cut off is taken up by the next.
/// </summary>
internal sealed class PartnershipScheduler(
    IServiceProvider services, PlatformSettings settings, TimeProvider clock, ILogger<PartnershipScheduler> logger)
    : BackgroundService
{
    private const int BatchMax = 500;
    private const int AtOnce = 4;

    /// <summary>Reviews everything that is due now; how much that was, or null while another instance is at it.</summary>
    public async Task<int?> Pass(CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<PlatformDatabase>();
        database.StartWriting();
        if (!await database.FirstOrDefault<bool>(TakeTurn, values: null, cancellationToken))
        {
            return null;
        }

        var reviewed = 0;
        List<Due> due;
        do
        {
            due = await database.List<Due>(SelectDue, new { now = clock.GetUtcNow(), rows = BatchMax }, cancellationToken);
            var failed = 0;
            await Parallel.ForEachAsync(
                due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
                async (one, cancellation) =>
                {
                    if (!await Review(one, cancellation))
                    {
                        Interlocked.Increment(ref failed);
                    }
                });
            reviewed += due.Count - failed;
            // What failed stays due: the next pass tries again, and this one does not go round in a circle.
            if (failed > 0)
            {
                break;
            }
        }
        while (due.Count == BatchMax);

        return reviewed;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.SchedulerSeconds == 0)
        {
            return;
        }

        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(settings.SchedulerSeconds), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (await Pass(stoppingToken) is > 0 and var reviewed)
                {
                    SchedulerLog.Reviewed(logger, reviewed);
                }
            }
            catch (NpgsqlException exception)
            {
                // The next pass will do.
                SchedulerLog.Postponed(logger, exception.GetType().Name);
            }
        }
    }

    private async Task<bool> Review(Due due, CancellationToken cancellationToken)
    {
        try
        {
            await services.SendAs(
                Caller.System(due.TenantId, CallersOrganisation.None), new ReviewPartnership.Command(due.Id), cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Whatever is wrong with one, the others are looked at.
            SchedulerLog.Failed(logger, due.Id, (exception as PostgresException)?.SqlState ?? exception.GetType().Name);
            return false;
        }
    }

    private sealed record Due(Guid TenantId, Guid Id);

    // Given back when the pass ends, and by the database when the program does.
    private const string TakeTurn = "select pg_try_advisory_xact_lock(hashtextextended('partnership scheduler', 0))";

    private const string SelectDue =
        """
        select r.tenant_id, r.id
        from partnerships r
        where r.due_at <= @now
        order by r.due_at, r.tenant_id, r.id
        limit @rows
        """;
}

internal static partial class SchedulerLog
{
    [LoggerMessage(LogLevel.Information, "Looked at {Count} partnerships that were due.")]
    public static partial void Reviewed(ILogger logger, int count);

    [LoggerMessage(LogLevel.Warning, "Partnership {Id} could not be looked at now ({Cause}); the next pass tries again.")]
    public static partial void Failed(ILogger logger, Guid id, string cause);

    [LoggerMessage(LogLevel.Warning, "The partnerships that are due could not be found now ({Cause}).")]
    public static partial void Postponed(ILogger logger, string cause);
}

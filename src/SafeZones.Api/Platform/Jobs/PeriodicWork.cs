using Npgsql;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;

namespace SafeZones.Api.Platform.Jobs;

/// <summary>
/// What the system does by itself from time to time. However many instances run, one does it at a time; a pass that is cut off is
/// taken up by the next, because what is due is computed from facts. An instance whose interval is zero leaves it to others.
/// </summary>
internal abstract class PeriodicWork(IServiceProvider services, TimeSpan interval, TimeProvider clock, ILogger logger)
    : BackgroundService
{
    private string Name => GetType().Name;

    /// <summary>Does everything that is due now; how much that was, or null while another instance is at it.</summary>
    public async Task<int?> Pass(CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<PlatformDatabase>();
        database.StartWriting();
        return await database.FirstOrDefault<bool>(TakeTurn, new { name = Name }, cancellationToken)
            ? await DoWhatIsDue(database, cancellationToken)
            : null;
    }

    /// <summary>Finds what is due through the platform's door and does it through the pipeline.</summary>
    protected abstract Task<int> DoWhatIsDue(PlatformDatabase database, CancellationToken cancellationToken);

    /// <summary>Does one thing on behalf of the system in an organisation; false if it could not be done now. The log names its id.</summary>
    protected async Task<bool> Do(Guid tenantId, ICommand<MediatR.Unit> command, Guid id, CancellationToken cancellationToken)
    {
        try
        {
            await services.SendAs(Caller.System(tenantId, CallersOrganisation.None), command, cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Whatever is wrong with one, the others are done.
            PeriodicWorkLog.Failed(logger, Name, id, (exception as PostgresException)?.SqlState ?? exception.GetType().Name);
            return false;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (interval == TimeSpan.Zero)
        {
            return;
        }

        using var timer = new PeriodicTimer(interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (await Pass(stoppingToken) is > 0 and var done)
                {
                    PeriodicWorkLog.Done(logger, Name, done);
                }
            }
            catch (NpgsqlException exception)
            {
                // The next pass will do.
                PeriodicWorkLog.Postponed(logger, Name, exception.GetType().Name);
            }
        }
    }

    // Given back when the pass ends, and by the database when the program does.
    private const string TakeTurn = "select pg_try_advisory_xact_lock(hashtextextended(@name, 0))";
}

internal static partial class PeriodicWorkLog
{
    [LoggerMessage(LogLevel.Information, "{Work}: {Count} that were due are done.")]
    public static partial void Done(ILogger logger, string work, int count);

    [LoggerMessage(LogLevel.Warning, "{Work}: {Id} could not be done now ({Cause}); the next pass tries again.")]
    public static partial void Failed(ILogger logger, string work, Guid id, string cause);

    [LoggerMessage(LogLevel.Warning, "{Work}: what is due could not be found now ({Cause}).")]
    public static partial void Postponed(ILogger logger, string work, string cause);
}

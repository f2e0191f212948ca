using MediatR;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.Settings;

namespace SafeZones.Api.Platform.Jobs;

/// <summary>Lets the system delete what has had its time, organisation by organisation.</summary>
internal abstract class Retention(
    IServiceProvider services, PlatformSettings settings, TimeProvider clock, ILogger logger)
    : PeriodicWork(services, settings.SchedulerSeconds == 0 ? TimeSpan.Zero : Interval, clock, logger)
{
    // It counts days; the first pass of an instance comes soon enough for one that is restarted every night.
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    private readonly TimeProvider clock = clock;

    /// <summary>
    /// The organisations where something has had its time by the day after <c>@today</c>: the day begins where the organisation
    /// is, and where it has not begun yet the purge finds nothing to do.
    /// </summary>
    protected abstract string Organisations { get; }

    /// <summary>Deletes it in one organisation.</summary>
    protected abstract ICommand<Unit> Purge { get; }

    protected override async Task<int> DoWhatIsDue(PlatformDatabase database, CancellationToken cancellationToken)
    {
        var organisations = await database.List<Guid>(
            Organisations, new { today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime) }, cancellationToken);
        var done = 0;
        foreach (var organisation in organisations)
        {
            done += await Do(organisation, Purge, organisation, cancellationToken) ? 1 : 0;
        }

        return done;
    }
}

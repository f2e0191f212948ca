using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Jobs;
using SafeZones.Api.Platform.Settings;

namespace SafeZones.Api.Features.Interventions;

/// <summary>Lets the system delete what has had its time, organisation by organisation.</summary>
internal sealed class InterventionRetention(
    IServiceProvider services, PlatformSettings settings, TimeProvider clock, ILogger<InterventionRetention> logger)
    : PeriodicWork(services, settings.SchedulerSeconds == 0 ? TimeSpan.Zero : Interval, clock, logger)
{
    // Retention counts days; the first pass of an instance comes soon enough for one that is restarted every night.
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    private readonly TimeProvider clock = clock;

    protected override async Task<int> DoWhatIsDue(PlatformDatabase database, CancellationToken cancellationToken)
    {
        var organisations = await database.List<Guid>(
            SelectOrganisations, new { today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime) }, cancellationToken);
        var done = 0;
        foreach (var organisation in organisations)
        {
            done += await Do(organisation, new PurgeInterventions.Command(), organisation, cancellationToken) ? 1 : 0;
        }

        return done;
    }

    // The day begins where the organisation is; where it has not begun yet the purge finds nothing to do.
    private const string SelectOrganisations =
        """
        select i.tenant_id
        from interventions i
        where i.due_on <= @today + 1
        group by i.tenant_id
        order by min(i.due_on), i.tenant_id
        limit 500
        """;
}

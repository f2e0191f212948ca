using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Jobs;
using SafeZones.Api.Platform.Settings;

namespace SafeZones.Api.Features.VenueContacts;

/// <summary>Lets the system forget the people of venues that have withdrawn, organisation by organisation.</summary>
internal sealed class ContactRetention(
    IServiceProvider services, PlatformSettings settings, TimeProvider clock, ILogger<ContactRetention> logger)
    : PeriodicWork(services, settings.SchedulerSeconds == 0 ? TimeSpan.Zero : Interval, clock, logger)
{
    // It counts days; the first pass of an instance comes soon enough for one that is restarted every night.
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    private readonly TimeProvider clock = clock;

    protected override async Task<int> DoWhatIsDue(PlatformDatabase database, CancellationToken cancellationToken)
    {
        var organisations = await database.List<Guid>(
            SelectOrganisations, new { today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime) }, cancellationToken);
        var done = 0;
        foreach (var organisation in organisations)
        {
            done += await Do(organisation, new PurgeVenueContacts.Command(), organisation, cancellationToken) ? 1 : 0;
        }

        return done;
    }

    // The day begins where the venue is; where it has not begun yet the purge finds nothing to do.
    private const string SelectOrganisations =
        """
        select k.tenant_id
        from venue_contacts k
        where k.purge_on <= @today + 1
        group by k.tenant_id
        order by min(k.purge_on), k.tenant_id
        limit 500
        """;
}

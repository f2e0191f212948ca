using MediatR;
using SafeZones.Api.Platform.Jobs;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.Settings;

namespace SafeZones.Api.Features.VenueContacts;

/// <summary>Lets the system forget the people of venues that have withdrawn.</summary>
internal sealed class ContactRetention(
    IServiceProvider services, PlatformSettings settings, TimeProvider clock, ILogger<ContactRetention> logger)
    : Retention(services, settings, clock, logger)
{
    protected override string Organisations => SelectOrganisations;

    protected override ICommand<Unit> Purge => new PurgeVenueContacts.Command();

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

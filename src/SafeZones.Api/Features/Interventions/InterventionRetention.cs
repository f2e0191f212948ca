using MediatR;
using SafeZones.Api.Platform.Jobs;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.Settings;

namespace SafeZones.Api.Features.Interventions;

/// <summary>Lets the system delete narratives and interventions that have had their time.</summary>
internal sealed class InterventionRetention(
    IServiceProvider services, PlatformSettings settings, TimeProvider clock, ILogger<InterventionRetention> logger)
    : Retention(services, settings, clock, logger)
{
    protected override string Organisations => SelectOrganisations;

    protected override ICommand<Unit> Purge => new PurgeInterventions.Command();

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

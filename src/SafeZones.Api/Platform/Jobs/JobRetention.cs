using MediatR;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.Settings;

namespace SafeZones.Api.Platform.Jobs;

/// <summary>Lets the system delete results and jobs that have had their time.</summary>
internal sealed class JobRetention(IServiceProvider services, PlatformSettings settings, TimeProvider clock, ILogger<JobRetention> logger)
    : Retention(services, settings, clock, logger)
{
    protected override string Organisations => SelectOrganisations;

    protected override ICommand<Unit> Purge => new PurgeJobs.Command();

    private const string SelectOrganisations =
        """
        select j.tenant_id
        from jobs j
        where j.purge_at < @today + 1
        group by j.tenant_id
        order by min(j.purge_at), j.tenant_id
        limit 500
        """;
}

using MediatR;
using SafeZones.Api.Platform.Jobs;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.Settings;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>Lets the system delete what venues have said in their appeals, once it has had its time.</summary>
internal sealed class EvidenceRetention(
    IServiceProvider services, PlatformSettings settings, TimeProvider clock, ILogger<EvidenceRetention> logger)
    : Retention(services, settings, clock, logger)
{
    protected override string Organisations => SelectOrganisations;

    protected override ICommand<Unit> Purge => new PurgeEvidence.Command();

    private const string SelectOrganisations =
        """
        select s.tenant_id
        from appeal_statements s
        where s.purge_on <= @today + 1
        group by s.tenant_id
        order by min(s.purge_on), s.tenant_id
        limit 500
        """;
}

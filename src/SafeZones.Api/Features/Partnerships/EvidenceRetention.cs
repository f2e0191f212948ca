using MediatR;
using SafeZones.Api.Platform.Jobs;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.Settings;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>Lets the system delete what venues have said in their appeals and shown in photos, once it has had its time.</summary>
internal sealed class EvidenceRetention(
    IServiceProvider services, PlatformSettings settings, TimeProvider clock, ILogger<EvidenceRetention> logger)
    : Retention(services, settings, clock, logger)
{
    protected override string Organisations => SelectOrganisations;

    protected override ICommand<Unit> Purge => new PurgeEvidence.Command();

    private const string SelectOrganisations =
        """
        select e.tenant_id
        from (
            select s.tenant_id, s.purge_on from appeal_statements s where s.purge_on <= @today + 1
            union all
            select p.tenant_id, p.purge_on from display_photos p where p.purge_on <= @today + 1) e
        group by e.tenant_id
        order by min(e.purge_on), e.tenant_id
        limit 500
        """;
}

using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Mediation;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>The system deletes in one organisation what venues have said in their appeals and shown in photos, once it has had its time.</summary>
internal static class PurgeEvidence
{
    /// <summary>How many of each one transaction deletes.</summary>
    internal const int BatchMax = 500;

    internal sealed record Command : ICommand<Unit>;

    internal sealed class Handler(TenantDatabase database, AuditTrail audit, TimeProvider clock) : IRequestHandler<Command, Unit>
    {
        public async Task<Unit> Handle(Command command, CancellationToken cancellationToken)
        {
            audit.RecordNoChange();
            await using var answers = await database.Ask(
                DeleteOld, new { now = clock.GetUtcNow(), rows = BatchMax }, cancellationToken);
            foreach (var id in await answers.List<Guid>(cancellationToken))
            {
                audit.Record("appeal", id, ["statement"]);
            }

            foreach (var id in await answers.List<Guid>(cancellationToken))
            {
                audit.Record("display_photo", id, ["photo"]);
            }

            return Unit.Value;
        }
    }

    private const string DeleteOld =
        """
        delete from appeal_statements s
        where s.tenant_id = @tenantId and s.appeal_id in (
            select o.appeal_id
            from appeal_statements o
            join organisations g on g.tenant_id = o.tenant_id
            where o.tenant_id = @tenantId and o.purge_on <= (@now at time zone g.time_zone)::date
            order by o.purge_on
            limit @rows)
        returning s.appeal_id;

        delete from display_photos p
        where p.tenant_id = @tenantId and p.id in (
            select o.id
            from display_photos o
            join organisations g on g.tenant_id = o.tenant_id
            where o.tenant_id = @tenantId and o.purge_on <= (@now at time zone g.time_zone)::date
            order by o.purge_on
            limit @rows)
        returning p.id
        """;
}

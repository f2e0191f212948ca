using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Mediation;

namespace SafeZones.Api.Features.Interventions;

/// <summary>
/// The system deletes what has had its time in one organisation: narratives after their 90 days, interventions after the time for
/// which the organisation keeps records. What is on hold stays.
/// </summary>
internal static class PurgeInterventions
{
    /// <summary>How many interventions one transaction looks at.</summary>
    internal const int BatchMax = 500;

    internal sealed record Command : ICommand<Unit>;

    internal sealed class Handler(TenantDatabase database, AuditTrail audit, TimeProvider clock) : IRequestHandler<Command, Unit>
    {
        public async Task<Unit> Handle(Command command, CancellationToken cancellationToken)
        {
            audit.RecordNoChange();
            var now = clock.GetUtcNow();
            var due = await database.List<Due>(LockDue, new { now, rows = BatchMax }, cancellationToken);
            var ended = due.Where(one => one.IsOver).Select(one => one.Id).ToArray();
            foreach (var one in due)
            {
                audit.Record("intervention", one.Id, one.IsOver ? ["report"] : ["narrative"]);
            }

            await database.Execute(
                [
                    new SqlCall(DeleteIntervention.LeaveTombstones, new { ids = ended, now }),
                    new SqlCall(DeleteNarratives, new { ids = due.Select(one => one.Id).Except(ended).ToArray(), now }),
                ],
                cancellationToken);
            return Unit.Value;
        }
    }

    private sealed record Due(Guid Id, bool IsOver);

    private const string LockDue =
        """
        select i.id, i.retention_until < (@now at time zone o.time_zone)::date as is_over
        from interventions i
        join organisations o on o.tenant_id = i.tenant_id
        where i.tenant_id = @tenantId and i.due_on <= (@now at time zone o.time_zone)::date
        order by i.due_on, i.id
        limit @rows
        for update of i
        """;

    private const string DeleteNarratives =
        """
        delete from intervention_narratives n
        using organisations o
        where o.tenant_id = @tenantId and n.tenant_id = @tenantId and n.intervention_id = any(@ids)
          and n.purge_on <= (@now at time zone o.time_zone)::date;

        update interventions i
        set version = i.version + 1, due_on = least(i.retention_until + 1, (
            select min(n.purge_on) from intervention_narratives n where n.tenant_id = i.tenant_id and n.intervention_id = i.id))
        where i.tenant_id = @tenantId and i.id = any(@ids)
        """;
}

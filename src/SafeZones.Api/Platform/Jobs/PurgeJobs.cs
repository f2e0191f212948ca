using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Mediation;

namespace SafeZones.Api.Platform.Jobs;

/// <summary>The system deletes results that have expired, and jobs that nobody asks after any more.</summary>
internal static class PurgeJobs
{
    /// <summary>For how long the row of a job is kept after its end.</summary>
    internal static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    internal sealed record Command : ICommand<Unit>;

    internal sealed class Handler(TenantDatabase database, AuditTrail audit, TimeProvider clock) : IRequestHandler<Command, Unit>
    {
        public async Task<Unit> Handle(Command command, CancellationToken cancellationToken)
        {
            audit.RecordNoChange();
            var now = clock.GetUtcNow();
            await using var answers = await database.Ask(DeleteExpired, new { now, before = now - Kept, kept = Kept.TotalDays }, cancellationToken);
            foreach (var id in await answers.List<Guid>(cancellationToken))
            {
                audit.Record("job", id, ["result"]);
            }

            return Unit.Value;
        }
    }

    private const string DeleteExpired =
        """
        select j.id
        from jobs j
        where j.tenant_id = @tenantId and j.purge_at <= @now
        order by j.id
        for update;

        delete from job_parts t
        using jobs j
        where j.tenant_id = @tenantId and t.tenant_id = @tenantId and t.job_id = j.id and j.purge_at <= @now;

        delete from jobs j where j.tenant_id = @tenantId and j.purge_at <= @now and j.finished_at <= @before;

        update jobs j
        set purge_at = j.finished_at + make_interval(days => @kept::integer), version = j.version + 1
        where j.tenant_id = @tenantId and j.purge_at <= @now
        """;
}

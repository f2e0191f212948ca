using MediatR;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.Settings;
using SafeZones.Domain;

namespace SafeZones.Api.Platform.Jobs;

/// <summary>
/// Lets the system do the jobs of one kind: of every job that is due one part, again and again until none is. A long job holds up no
/// short one, and each part ends where a request could call the job off.
/// </summary>
internal abstract class JobWork(IServiceProvider services, PlatformSettings settings, TimeProvider clock, ILogger logger)
    : PeriodicWork(services, TimeSpan.FromSeconds(settings.SchedulerSeconds), clock, logger)
{
    // The turn is asked after again before PostgreSQL takes it for forgotten.
    private const int AtOnce = 8;

    private readonly TimeProvider clock = clock;

    protected abstract JobKind Kind { get; }

    /// <summary>Does the next part of a job.</summary>
    protected abstract ICommand<Unit> NextPart(Guid jobId);

    protected override async Task<int> DoWhatIsDue(PlatformDatabase database, CancellationToken cancellationToken)
    {
        for (var parts = 0; ;)
        {
            var due = await database.List<Due>(SelectDue, new { kind = Kind, now = clock.GetUtcNow(), rows = AtOnce }, cancellationToken);
            foreach (var (tenantId, id) in due)
            {
                if (await Do(tenantId, NextPart(id), id, cancellationToken))
                {
                    parts++;
                }
                else if (!await Do(tenantId, new NoteFailedPart.Command(id), id, cancellationToken))
                {
                    // Not even that could be written: the next pass tries again.
                    return parts;
                }
            }

            if (due.Count == 0)
            {
                return parts;
            }
        }
    }

    private sealed record Due(Guid TenantId, Guid Id);

    private const string SelectDue =
        """
        select j.tenant_id, j.id
        from jobs j
        where j.kind = @kind and j.due_at <= @now
        order by j.due_at, j.tenant_id, j.id
        limit @rows
        """;
}

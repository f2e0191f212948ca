using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Jobs;
using SafeZones.Api.Platform.Settings;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>Lets the system look at every partnership that is due, every few seconds; nothing else is touched.</summary>
internal sealed class PartnershipScheduler(
    IServiceProvider services, PlatformSettings settings, TimeProvider clock, ILogger<PartnershipScheduler> logger)
    : PeriodicWork(services, TimeSpan.FromSeconds(settings.SchedulerSeconds), clock, logger)
{
    private const int BatchMax = 500;
    private const int AtOnce = 4;

    private readonly TimeProvider clock = clock;

    protected override async Task<int> DoWhatIsDue(PlatformDatabase database, CancellationToken cancellationToken)
    {
        var reviewed = 0;
        List<Due> due;
        do
        {
            due = await database.List<Due>(SelectDue, new { now = clock.GetUtcNow(), rows = BatchMax }, cancellationToken);
            var failed = 0;
            await Parallel.ForEachAsync(
                due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
                async (one, cancellation) =>
                {
                    if (!await Do(one.TenantId, new ReviewPartnership.Command(one.Id), one.Id, cancellation))
                    {
                        Interlocked.Increment(ref failed);
                    }
                });
            reviewed += due.Count - failed;
            // What failed stays due: the next pass tries again, and this one does not go round in a circle.
            if (failed > 0)
            {
                break;
            }
        }
        while (due.Count == BatchMax);

        return reviewed;
    }

    private sealed record Due(Guid TenantId, Guid Id);

    private const string SelectDue =
        """
        select r.tenant_id, r.id
        from partnerships r
        where r.due_at <= @now
        order by r.due_at, r.tenant_id, r.id
        limit @rows
        """;
}

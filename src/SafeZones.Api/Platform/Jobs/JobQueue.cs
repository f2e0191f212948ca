using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain;

namespace SafeZones.Api.Platform.Jobs;

/// <summary>A job whose next part is being done; locked until that part is committed.</summary>
internal sealed record JobTurn(
    Guid Id, JobStatus Status, int Done, int Total, JsonText Parameters, JsonText? State, int Attempts, long ResultBytes, int Parts);

/// <summary>
/// The jobs of an organisation. Each part is one transaction with the row of its job locked: that lock is the lease. Whoever is killed
/// loses it with its connection, and the part was never done; nobody does one twice.
/// </summary>
internal sealed class JobQueue(TenantDatabase database, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Jobs of an organisation that are not over.</summary>
    internal const int OpenMax = 5;

    /// <summary>The longest result.</summary>
    internal const int ResultBytesMax = 20_000_000;

    /// <summary>For how long a result can be fetched.</summary>
    internal static readonly TimeSpan ResultKept = TimeSpan.FromHours(24);

    /// <summary>How often a part is tried that fails for no fault of its client's.</summary>
    internal const int AttemptsMax = 5;

    public async Task<Job> Add<TParameters>(JobKind kind, int total, TParameters parameters, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var id = RowId.At(now);
        audit.Record("job", id, ["kind"]);
        await using var answers = await database.Ask(
            InsertThenCount,
            new { id, kind, total, parameters = JsonText.Of(parameters, ApiJson.Options), now }, cancellationToken);
        var job = (await answers.FirstOrDefault<Job>(cancellationToken))!;
        Problem.ThrowIfTooMany(await answers.FirstOrDefault<long>(cancellationToken), OpenMax);
        return job;
    }

    /// <summary>The job, if its next part is due and nobody is at it.</summary>
    public Task<JobTurn?> TakeOrDefault(Guid id, CancellationToken cancellationToken) =>
        database.FirstOrDefault<JobTurn>(LockDue, new { id, now = clock.GetUtcNow() }, cancellationToken);

    /// <summary>A part is done; the job is over when it was the last. What it wrote travels with the commit.</summary>
    /// <param name="turn">The job as it was taken.</param>
    /// <param name="done">How much is done now.</param>
    /// <param name="content">What this part adds to the result.</param>
    /// <param name="state">What the next part needs to know.</param>
    public void Advance<TState>(JobTurn turn, int done, byte[] content, TState state)
    {
        var length = turn.ResultBytes + content.Length;
        if (length > ResultBytesMax)
        {
            Fail(turn, ProblemCode.LimitReached);
            return;
        }

        var now = clock.GetUtcNow();
        var isLast = done == turn.Total;
        database.CloseWith(
            new SqlCall(InsertPart, new { id = turn.Id, number = turn.Parts, content }),
            new SqlCall(UpdateJob, new
            {
                id = turn.Id,
                status = JobLifecycle.Table.Next(turn.Status, isLast ? JobAction.Finish : JobAction.Advance),
                done,
                state = JsonText.Of(state, ApiJson.Options),
                length,
                now,
                finishedAt = isLast ? now : (DateTimeOffset?)null,
                expiresAt = isLast ? now + ResultKept : (DateTimeOffset?)null,
                dueAt = isLast ? null : (DateTimeOffset?)now,
                purgeAt = isLast ? now + ResultKept : (DateTimeOffset?)null,
            }));
        if (isLast)
        {
            audit.Record("job", turn.Id, ["status"]);
        }
    }

    /// <summary>The job is given up, for the reason that the code of a problem names. What it had written is gone.</summary>
    public void Fail(JobTurn turn, ProblemCode why) => End(turn, JobAction.Fail, why.Name);

    /// <summary>A part could not be done: tried again somewhat later, and given up in the end.</summary>
    public void Retry(JobTurn turn)
    {
        if (turn.Attempts + 1 >= AttemptsMax)
        {
            Fail(turn, ProblemCode.InternalError);
            return;
        }

        var now = clock.GetUtcNow();
        database.CloseWith(new SqlCall(CountAttempt, new
        {
            id = turn.Id, now, dueAt = now + TimeSpan.FromSeconds(10 * Math.Pow(3, turn.Attempts)),
        }));
    }

    /// <summary>Somebody calls it off, between two of its parts.</summary>
    public async Task<Job> Cancel(Guid id, long? expectedVersion, CancellationToken cancellationToken)
    {
        await using (var answers = await database.Ask(LockAny, new { id }, cancellationToken))
        {
            var job = await answers.FirstOrDefault<Job>(cancellationToken) ?? throw new Problem(ProblemCode.NotFound);
            ETags.RefuseStale(expectedVersion, job.Version);
            if (JobLifecycle.Table.RefuseMove(job.Status, JobAction.Cancel, JobActor.Member) is not null)
            {
                throw new Problem(ProblemCode.MoveRefused, Fault.MoveImpossible(job.Status, []));
            }

            audit.Record("job", id, ["status"]);
        }

        var now = clock.GetUtcNow();
        await using var changed = await database.Ask(
            EndThenRead, EndOf(id, JobStatus.Cancelled, null, now), cancellationToken);
        return (await changed.FirstOrDefault<Job>(cancellationToken))!;
    }

    private void End(JobTurn turn, JobAction action, string failure)
    {
        audit.Record("job", turn.Id, ["status"]);
        database.CloseWith(new SqlCall(
            EndJob, EndOf(turn.Id, JobLifecycle.Table.Next(turn.Status, action), failure, clock.GetUtcNow())));
    }

    private static object EndOf(Guid id, JobStatus status, string? failure, DateTimeOffset now) =>
        new { id, status, failure, now, purgeAt = now + PurgeJobs.Kept };

    private const string InsertThenCount =
        $"""
        insert into jobs as j (
            tenant_id, id, kind, status, done, total, parameters, attempts, result_bytes, created_at, updated_at, due_at, version)
        values (@tenantId, @id, @kind, 'queued', 0, @total, @parameters, 0, 0, @now, @now, @now, 1)
        returning {Job.Columns};

        select count(*) from jobs j where j.tenant_id = @tenantId and j.status in ('queued', 'running')
        """;

    private const string LockDue =
        """
        select j.id, j.status, j.done, j.total, j.parameters, j.state, j.attempts, j.result_bytes,
            (select count(*) from job_parts t where t.tenant_id = @tenantId and t.job_id = j.id)::integer as parts
        from jobs j
        where j.tenant_id = @tenantId and j.id = @id and j.due_at <= @now
        for update skip locked
        """;

    private const string LockAny = $"{Job.Select} for update";

    private const string EndThenRead = $"{EndJob}; {Job.Select}";

    private const string InsertPart =
        "insert into job_parts (tenant_id, job_id, number, content) values (@tenantId, @id, @number, @content)";

    private const string UpdateJob =
        """
        update jobs j
        set status = @status, done = @done, state = @state, attempts = 0, result_bytes = @length,
            updated_at = @now, finished_at = @finishedAt, expires_at = @expiresAt, due_at = @dueAt, purge_at = @purgeAt,
            version = j.version + 1
        where j.tenant_id = @tenantId and j.id = @id
        """;

    private const string CountAttempt =
        """
        update jobs j
        set attempts = j.attempts + 1, due_at = @dueAt, updated_at = @now, version = j.version + 1
        where j.tenant_id = @tenantId and j.id = @id
        """;

    private const string EndJob =
        """
        delete from job_parts t where t.tenant_id = @tenantId and t.job_id = @id;

        update jobs j
        set status = @status, failure = @failure, result_bytes = 0, state = null, due_at = null, updated_at = @now, finished_at = @now,
            purge_at = @purgeAt, version = j.version + 1
        where j.tenant_id = @tenantId and j.id = @id
        """;
}

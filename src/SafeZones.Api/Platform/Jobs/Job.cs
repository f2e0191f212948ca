using SafeZones.Api.Platform.Http;
using SafeZones.Domain;

namespace SafeZones.Api.Platform.Jobs;

/// <summary>How far a job is.</summary>
/// <param name="Done">How much is done.</param>
/// <param name="Total">Of how much.</param>
public sealed record JobProgress(int Done, int Total);

/// <summary>Work that takes longer than a request may, done part by part while its client asks how far it is.</summary>
/// <param name="Id">Never reused, never changes.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Progress">How far it is.</param>
/// <param name="Failure">The code of the problem for which it was given up; <c>/problems/{code}</c> explains it.</param>
/// <param name="ResultUrl">Where its result is, once it has succeeded.</param>
/// <param name="ResultBytes">How long its result is so far.</param>
/// <param name="CreatedAt">When it was asked for (UTC).</param>
/// <param name="UpdatedAt">When it last went on (UTC).</param>
/// <param name="FinishedAt">When it ended (UTC).</param>
/// <param name="ExpiresAt">Until when its result can be fetched (UTC).</param>
/// <param name="Version">Counts its changes. In quotes it is the ETag, and what If-Match wants.</param>
public sealed record Job(
    Guid Id, JobKind Kind, JobStatus Status, JobProgress Progress, string? Failure, string? ResultUrl, long ResultBytes,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, DateTimeOffset? FinishedAt, DateTimeOffset? ExpiresAt, long Version) : IVersioned
{
    internal const string Columns =
        """
        j.id, j.kind, j.status, jsonb_build_object('done', j.done, 'total', j.total) as progress, j.failure,
            case when j.status = 'succeeded' then '/v1/jobs/' || j.id || '/result' end as result_url, j.result_bytes, j.created_at,
            j.updated_at, j.finished_at, j.expires_at, j.version
        """;

    internal const string Select = $"select {Columns} from jobs j where j.tenant_id = @tenantId and j.id = @id";

    internal static Job Example { get; } = new(
        new Guid("019a0c5e-7c3b-7e21-9f10-000000000020"), JobKind.DecalPrint, JobStatus.Queued, new JobProgress(0, 1), null, null, 0,
        new DateTimeOffset(2026, 11, 28, 6, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, 28, 6, 0, 0, TimeSpan.Zero), null, null, 1);
}

using SafeZones.Api.Platform.Http;

namespace SafeZones.Api.Features.Organisations;

/// <summary>A key under which the organisation's sensitive texts are sealed; the key itself is never told.</summary>
/// <param name="Id">Never reused, never changes.</param>
/// <param name="CreatedAt">When it was made (UTC).</param>
/// <param name="RetiredAt">Since when no new text is sealed under it; absent for the current one.</param>
/// <param name="ErasedAt">Since when nothing under it can be read any more, here or in a backup.</param>
/// <param name="Version">Counts its changes. In quotes it is the ETag, and what If-Match wants.</param>
public sealed record EncryptionKey(
    Guid Id, DateTimeOffset CreatedAt, DateTimeOffset? RetiredAt, DateTimeOffset? ErasedAt, long Version) : IVersioned
{
    internal const string Columns =
        """
        y.id, y.created_at, y.retired_at, y.erased_at,
            (1 + (y.retired_at is not null)::int + (y.erased_at is not null)::int)::bigint as version
        """;

    internal static EncryptionKey Example { get; } = new(
        new Guid("019a0c5e-7c3b-7e21-9f10-000000000021"), new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero), null, null, 1);
}

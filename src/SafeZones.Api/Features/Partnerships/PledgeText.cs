using SafeZones.Api.Platform.Database;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>A version of what a programme asks its venues to promise; it does not change.</summary>
/// <param name="Id">Never reused, never changes.</param>
/// <param name="ProgrammeId">The programme.</param>
/// <param name="PledgeVersion">Its number, from 1.</param>
/// <param name="Body">The text, by language (BCP 47).</param>
/// <param name="RequiredFrom">The first day on which an older version no longer does.</param>
/// <param name="PublishedAt">When it was published (UTC).</param>
public sealed record PledgeText(
    Guid Id, Guid ProgrammeId, int PledgeVersion, JsonText Body, DateOnly RequiredFrom, DateTimeOffset PublishedAt)
{
    internal const string Columns = "t.id, t.programme_id, t.version as pledge_version, t.body, t.required_from, t.published_at";

    internal static PledgeText Example { get; } = new(
        new Guid("019a0c5e-7c3b-7e21-9f10-00000000000b"), Partnership.Example.ProgrammeId, 1,
        new JsonText("""{"en":"We help whoever asks us, and we know how."}"""), new DateOnly(2026, 12, 24),
        new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero));
}

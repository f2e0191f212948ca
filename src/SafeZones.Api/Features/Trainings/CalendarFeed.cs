using SafeZones.Api.Platform.Http;

namespace SafeZones.Api.Features.Trainings;

/// <summary>A secret address under which a member's calendar reads the organisation's training sessions.</summary>
/// <param name="Id">Never reused, never changes.</param>
/// <param name="Name">Which calendar it is for.</param>
/// <param name="CreatedAt">When it was made (UTC).</param>
/// <param name="Version">Counts its changes. In quotes it is the ETag, and what If-Match wants.</param>
public sealed record CalendarFeed(Guid Id, string Name, DateTimeOffset CreatedAt, long Version) : IVersioned
{
    /// <summary>The address; here once, when it is made, and never again. Whoever has it reads the feed.</summary>
    public string? Url { get; init; }

    internal const string Columns = "f.id, f.name, f.created_at, f.version";

    internal static CalendarFeed Example { get; } = new(
        new Guid("019a0c5e-7c3b-7e21-9f10-000000000013"), "My telephone",
        new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero), 1);

    internal static CalendarFeed ExampleWithUrl { get; } = Example with
    {
        Url = "https://api.safezones.example/v1/public/calendar-feeds/shown-once-keep-it-to-yourself",
    };
}

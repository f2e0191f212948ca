using SafeZones.Api.Platform.Settings;

namespace SafeZones.Api.Demonstration;

/// <summary>The wall's clock, put back by days: what the demonstration tells has a past.</summary>
internal sealed class PastClock : TimeProvider
{
    public int DaysAgo { get; set; }

    public override DateTimeOffset GetUtcNow() => WallClock.Time.GetUtcNow().AddDays(-DaysAgo);
}

namespace SafeZones.Domain.Messages;

/// <summary>Nobody is written to at night, where they are: from nine in the evening to nine in the morning.</summary>
public static class QuietHours
{
    private static readonly TimeOnly Begin = new(21, 0);
    private static readonly TimeOnly End = new(9, 0);

    /// <summary>The first instant, from this one on, at which somebody in that zone may be written to (UTC).</summary>
    /// <param name="now">The instant.</param>
    /// <param name="zone">A zone that exists (IANA).</param>
    public static DateTimeOffset Over(DateTimeOffset now, string zone)
    {
        var place = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var local = TimeZoneInfo.ConvertTime(now, place).DateTime;
        var time = TimeOnly.FromDateTime(local);
        if (time >= End && time < Begin)
        {
            return now;
        }

        var morning = DateOnly.FromDateTime(local).AddDays(time >= Begin ? 1 : 0).ToDateTime(End);
        // No country changes its clocks at nine in the morning; should one do so, its new time is as good.
        return new DateTimeOffset(morning, place.GetUtcOffset(morning)).ToUniversalTime();
    }
}

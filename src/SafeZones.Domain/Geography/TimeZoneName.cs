namespace SafeZones.Domain.Geography;

/// <summary>IANA names of time zones.</summary>
public static class TimeZoneName
{
    /// <summary>Whether the zone is known here under that IANA name, such as <c>Asia/Ho_Chi_Minh</c>.</summary>
    public static bool Exists(string? name) =>
        name is { Length: > 0 and <= 64 }
        && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
        && zone.HasIanaId && zone.Id == name;
}

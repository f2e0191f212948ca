namespace SafeZones.Domain.Geography;

/// <summary>Time zones by their IANA names.</summary>
public static class TimeZoneName
{
    /// <summary>The longest name taken, in characters; the longest of IANA has 32.</summary>
    public const int LengthMax = 64;

    private static readonly string[] Areas =
    [
        "Africa/", "America/", "Antarctica/", "Arctic/", "Asia/", "Atlantic/",
        "Australia/", "Etc/", "Europe/", "Indian/", "Pacific/",
    ];

    /// <summary>
    /// Whether the name is <c>UTC</c> or an area and a place, spelt as IANA spells it, that is known here.
    /// Names of Windows and short names of one country (<c>PRC</c>, <c>US/Eastern</c>) are not taken.
    /// </summary>
    public static bool Exists(string? name)
    {
        if (name is null || name.Length > LengthMax || !IsWrittenAsIanaDoes(name))
        {
            return false;
        }
        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            && zone.HasIanaId
            && string.Equals(zone.Id, name, StringComparison.Ordinal);
    }

    /// <summary>The day that it is at an instant in a zone that exists.</summary>
    public static DateOnly DayOf(DateTimeOffset at, string zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime);

    /// <summary>Also keeps paths such as Asia/../ away from the files that hold the zones.</summary>
    private static bool IsWrittenAsIanaDoes(string name) =>
        name == "UTC"
        || (Areas.Any(area => name.StartsWith(area, StringComparison.Ordinal))
            && !name.Contains("//", StringComparison.Ordinal)
            && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '_' or '-' or '+'));
}

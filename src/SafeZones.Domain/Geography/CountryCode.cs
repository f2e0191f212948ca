using SafeZones.Domain.Languages;

namespace SafeZones.Domain.Geography;

/// <summary>Countries and territories by the two capital letters of ISO 3166-1.</summary>
public static class CountryCode
{
    /// <summary>
    /// Whether ISO assigns the code today. Reserved (<c>EU</c>, <c>UN</c>), private (<c>ZZ</c>) and withdrawn
    /// codes (<c>YU</c>) are not countries, and lower case is not the code.
    /// </summary>
    public static bool Exists(string? code) =>
        code is not null
        && LanguageSubtags.Countries.TryGetValue(code, out var registered)
        && string.Equals(code, registered, StringComparison.Ordinal);
}

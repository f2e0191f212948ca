using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using SafeZones.Domain.Languages;

namespace SafeZones.Api.Platform.Http;

/// <summary>A list of words, <c>a,b</c>: any of them.</summary>
public sealed record Choices<T>(T[] Values) : IParsable<Choices<T>> where T : struct, Enum
{
    private static readonly Dictionary<string, T> Known = Enum.GetValues<T>()
        .ToDictionary(value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()), StringComparer.Ordinal);

    /// <summary>What a parameter of this type looks like.</summary>
    public static string Format => string.Join(", ", Known.Keys);

    /// <inheritdoc/>
    public static Choices<T> Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException();

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out Choices<T> result)
    {
        var values = new List<T>();
        foreach (var word in (s ?? "").Split(','))
        {
            if (!Known.TryGetValue(word, out var value))
            {
                result = null;
                return false;
            }

            values.Add(value);
        }

        result = new Choices<T>([.. values.Distinct()]);
        return true;
    }
}

/// <summary>An instant as RFC 3339 writes it, with its offset.</summary>
public sealed record Instant(DateTimeOffset Value) : IParsable<Instant>
{
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    /// <summary>What a parameter of this type looks like.</summary>
    public static string Format => "2026-11-23T06:00:00Z";

    /// <inheritdoc/>
    public static Instant Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException();

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out Instant result)
    {
        // A plus sign that was not percent-encoded arrives as a space.
        var text = s?.Replace(' ', '+');
        var hasOffset = text is not null && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > 10);
        result = hasOffset && DateTimeOffset.TryParseExact(
            text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var value) && value.Year >= 1900
            ? new Instant(value.ToUniversalTime())
            : null;
        return result is not null;
    }
}

/// <summary>A position, <c>latitude,longitude</c> in degrees (WGS 84).</summary>
public sealed record Position(double Latitude, double Longitude) : IParsable<Position>
{
    /// <summary>What a parameter of this type looks like.</summary>
    public static string Format => "latitude,longitude such as 21.0285,105.8542";

    /// <inheritdoc/>
    public static Position Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException();

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out Position result)
    {
        result = Degrees.ListOrDefault(s, 2) is [var latitude, var longitude]
            && Math.Abs(latitude) <= 90 && Math.Abs(longitude) <= 180
            ? new Position(latitude, longitude)
            : null;
        return result is not null;
    }
}

/// <summary>A box, <c>west,south,east,north</c> in degrees; west greater than east crosses the antimeridian (RFC 7946).</summary>
public sealed record Extent(double West, double South, double East, double North) : IParsable<Extent>
{
    /// <summary>What a parameter of this type looks like.</summary>
    public static string Format => "west,south,east,north such as 105.80,21.00,105.90,21.06";

    /// <inheritdoc/>
    public static Extent Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException();

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out Extent result)
    {
        result = Degrees.ListOrDefault(s, 4) is [var west, var south, var east, var north]
            && Math.Abs(west) <= 180 && Math.Abs(east) <= 180 && south >= -90 && north <= 90 && south <= north
            ? new Extent(west, south, east, north)
            : null;
        return result is not null;
    }
}

/// <summary>Languages (BCP 47), <c>vi,zh-Hans</c>: any of them.</summary>
public sealed record LanguageChoices(string[] Values) : IParsable<LanguageChoices>
{
    /// <summary>What a parameter of this type looks like.</summary>
    public static string Format => "vi,en: 1 to 20 language tags (BCP 47)";

    /// <inheritdoc/>
    public static LanguageChoices Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException();

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out LanguageChoices result)
    {
        var tags = (s ?? "").Split(',').Select(LanguageTag.CanonicalOrDefault).ToList();
        result = tags.Count <= WordLists.Most && !tags.Contains(null) ? new LanguageChoices([.. tags.OfType<string>().Distinct()]) : null;
        return result is not null;
    }
}

/// <summary>Tokens, <c>water,quiet_room</c>: any of them.</summary>
public sealed record TokenChoices(string[] Values) : IParsable<TokenChoices>
{
    /// <summary>What a parameter of this type looks like.</summary>
    public static string Format => "phone_charging,quiet_room: 1 to 20 lower_case_words";

    /// <inheritdoc/>
    public static TokenChoices Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException();

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out TokenChoices result)
    {
        var tokens = (s ?? "").Split(',');
        result = tokens.Length <= WordLists.Most && tokens.All(TokensAttribute.IsToken) ? new TokenChoices([.. tokens.Distinct()]) : null;
        return result is not null;
    }
}

internal static class WordLists
{
    public const int Most = 20;
}

internal static class Degrees
{
    public static double[]? ListOrDefault(string? text, int count)
    {
        var parts = (text ?? "").Split(',');
        if (parts.Length != count)
        {
            return null;
        }

        var values = new double[count];
        for (var i = 0; i < count; i++)
        {
            if (!double.TryParse(parts[i], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture, out values[i]) || !double.IsFinite(values[i]))
            {
                return null;
            }
        }

        return values;
    }
}

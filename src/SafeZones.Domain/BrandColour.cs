using System.Globalization;

namespace SafeZones.Domain;

/// <summary>A colour that an organisation's pages wear: white is read on it, and it is read on white.</summary>
public static class BrandColour
{
    /// <summary>The least contrast of text (WCAG 2.2, 1.4.3).</summary>
    public const double ContrastLeast = 4.5;

    /// <summary>Whether it is written as <c>#rrggbb</c>.</summary>
    public static bool IsWritten(string text) => text is ['#', _, _, _, _, _, _] && text.AsSpan(1).ContainsAnyExcept(Digits) is false;

    /// <summary>Its contrast against white, from 1 to 21.</summary>
    /// <param name="colour">A colour that is written as it should be.</param>
    public static double OnWhite(string colour)
    {
        var value = int.Parse(colour.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var luminance = (0.2126 * Linear(value >> 16)) + (0.7152 * Linear((value >> 8) & 0xff)) + (0.0722 * Linear(value & 0xff));
        return 1.05 / (luminance + 0.05);
    }

    private static ReadOnlySpan<char> Digits => "0123456789abcdefABCDEF";

    private static double Linear(int channel) =>
        channel / 255.0 is <= 0.04045 and var dark ? dark / 12.92 : Math.Pow(((channel / 255.0) + 0.055) / 1.055, 2.4);
}

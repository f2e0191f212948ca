using System.Globalization;
using System.Text;

namespace SafeZones.Domain.Messages;

/// <summary>
/// What a text message costs: how many segments it takes. In GSM 7-bit (3GPP TS 23.038) one holds 160 characters, of which some count
/// twice; a single other character makes the whole message UCS-2, of which one holds 70. In several segments each loses room for its place.
/// </summary>
public static class TextSegments
{
    private const string Basic =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    // Each behind an escape.
    private const string Extended = "\f^{}\\[~]|€";

    private const int SeptetsOfOne = 160;
    private const int SeptetsOfEach = 153;
    private const int UnitsOfOne = 70;
    private const int UnitsOfEach = 67;

    /// <summary>How many segments the text takes; 0 for none.</summary>
    public static int Count(string text) => IsGsm7(text)
        ? Count([.. text.Select(character => Extended.Contains(character, StringComparison.Ordinal) ? 2 : 1)], SeptetsOfOne, SeptetsOfEach)
        : Count(CodePoints(text), UnitsOfOne, UnitsOfEach);

    /// <summary>
    /// The text as it costs less: where the accents of a few letters alone make it UCS-2, and are worth another segment, those letters go
    /// without, as people write them on a telephone.
    /// </summary>
    public static string Cheapest(string text)
    {
        var plain = string.Concat(text.Select(character => IsGsm7(character) ? $"{character}" : WithoutMarks(character)));
        return IsGsm7(plain) && Count(plain) < Count(text) ? plain : text;
    }

    /// <summary>Whether every character is one of GSM 7-bit.</summary>
    public static bool IsGsm7(string text) => text.All(IsGsm7);

    private static bool IsGsm7(char character) =>
        Basic.Contains(character, StringComparison.Ordinal) || Extended.Contains(character, StringComparison.Ordinal);

    private static string WithoutMarks(char character) => char.IsSurrogate(character)
        ? $"{character}"
        : string.Concat($"{character}".Normalize(NormalizationForm.FormD)
            .Where(part => CharUnicodeInfo.GetUnicodeCategory(part) != UnicodeCategory.NonSpacingMark));

    // Nothing that belongs together is cut: an escape and its character, the two halves of a character beyond the basic plane.
    private static int Count(List<int> sizes, int ofOne, int ofEach)
    {
        if (sizes.Sum() <= ofOne)
        {
            return sizes.Count == 0 ? 0 : 1;
        }

        var (segments, left) = (0, 0);
        foreach (var size in sizes)
        {
            if (left < size)
            {
                (segments, left) = (segments + 1, ofEach);
            }

            left -= size;
        }

        return segments;
    }

    private static List<int> CodePoints(string text) => [.. text.EnumerateRunes().Select(rune => rune.Utf16SequenceLength)];
}

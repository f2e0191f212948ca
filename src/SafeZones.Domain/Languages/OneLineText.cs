using System.Buffers;
using System.Globalization;
using System.Text;

namespace SafeZones.Domain.Languages;

/// <summary>Text that people write and read on one line: a name, a title, a street.</summary>
public static class OneLineText
{
    /// <summary>
    /// The text composed (NFC) and trimmed; null if it holds what has no place on a line: control characters,
    /// line breaks, bidirectional overrides and isolates, half of a surrogate pair, a noncharacter.
    /// </summary>
    public static string? NormaliseOrDefault(string text)
    {
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            var status = Rune.DecodeFromUtf16(rest, out var rune, out var length);
            if (status != OperationStatus.Done || !BelongsOnALine(rune))
            {
                return null;
            }
            rest = rest[length..];
        }
        return text.Normalize(NormalizationForm.FormC).Trim();
    }

    /// <summary>The length as PostgreSQL counts it: in code points.</summary>
    public static int LengthOf(string text) => text.EnumerateRunes().Count();

    /// <summary>Whether nothing of the text would be seen: only spaces and invisible joiners.</summary>
    public static bool IsBlank(string text) =>
        text.EnumerateRunes().All(rune =>
            Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format);

    private static bool BelongsOnALine(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control
            or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator)
        && rune.Value is not ((>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069))
        && rune.Value is not (>= 0xFDD0 and <= 0xFDEF)
        && (rune.Value & 0xFFFE) != 0xFFFE;
}

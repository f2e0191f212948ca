using System.Globalization;
using System.Text;

namespace SafeZones.Domain.Languages;

/// <summary>
/// What a name looks like to somebody who searches without the right keyboard: no case, no accents, no
/// punctuation, ASCII digits, and one form for letters that people use for each other. Any script is kept.
/// </summary>
public static class SearchText
{
    /// <summary>
    /// The normal form. Doing it twice changes nothing. A name of nothing but symbols has the empty form.
    /// </summary>
    public static string Normalise(string text)
    {
        var normal = new StringBuilder(text.Length);
        var isGap = false;
        foreach (var rune in Decompose(text).EnumerateRunes())
        {
            if (IsDropped(rune))
            {
                continue;
            }
            if (!IsWordPart(rune))
            {
                isGap = normal.Length > 0;
                continue;
            }
            if (isGap)
            {
                normal.Append(' ');
                isGap = false;
            }
            normal.Append(Folded(rune));
        }
        return normal.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>Lower case on both sides, because some compatibility forms decompose into capitals.</summary>
    private static string Decompose(string text)
    {
        // Half surrogate pairs and U+FFFE would make Normalize throw; both are noise here.
        var wellFormed = string.Concat(text.EnumerateRunes()).Replace('\uFFFE', ' ');
        var decomposed = wellFormed.ToLowerInvariant().Normalize(NormalizationForm.FormKD);
        return DigitText.ToAscii(decomposed.ToLowerInvariant());
    }

    private static bool IsWordPart(Rune rune) =>
        Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    /// <summary>
    /// Accents, Hebrew points and Arabic vowel signs, which most people leave out. The vowel signs of Thai or
    /// Devanagari are marks as well, but there a word without them is another word.
    /// </summary>
    private static bool IsDropped(Rune rune) => rune.Value switch
    {
        '\'' or 0x2018 or 0x2019 or 0x02BB or 0x02BC or 0x0640 => true,
        (>= 0x0300 and <= 0x036F) or (>= 0x0483 and <= 0x0489) => true,
        (>= 0x0591 and <= 0x05BD) or 0x05BF or 0x05C1 or 0x05C2 or 0x05C4 or 0x05C5 or 0x05C7 => true,
        (>= 0x0610 and <= 0x061A) or (>= 0x064B and <= 0x065F) or 0x0670 => true,
        (>= 0x06D6 and <= 0x06DC) or (>= 0x06DF and <= 0x06E4) or (>= 0x06E7 and <= 0x06ED) => true,
        0x0711 or (>= 0x0730 and <= 0x074A) or (>= 0x08CA and <= 0x08E1) or (>= 0x08E3 and <= 0x08FF) => true,
        (>= 0x1AB0 and <= 0x1AFF) or (>= 0x1DC0 and <= 0x1DFF) => true,
        (>= 0x20D0 and <= 0x20FF) or (>= 0xFE20 and <= 0xFE2F) => true,
        _ => Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format,
    };

    /// <summary>Letters that do not decompose, or that languages write with different code points.</summary>
    private static string Folded(Rune rune) => rune.Value switch
    {
        'đ' or 'ð' or 'ɖ' => "d",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'ħ' => "h",
        'ı' => "i",
        'ŧ' => "t",
        'þ' => "th",
        'ς' => "σ",
        // Arabic: alef wasla; alef maqsura and Persian ye; te marbuta and its cousins; Persian kaf.
        0x0671 => "\u0627",
        0x0649 or 0x06CC or 0x06D2 => "\u064A",
        0x0629 or 0x06C1 or 0x06BE or 0x06D5 or 0x06C3 => "\u0647",
        0x06A9 => "\u0643",
        _ => rune.ToString(),
    };
}

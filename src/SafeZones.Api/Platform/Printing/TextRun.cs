using System.Globalization;
using System.Text;

namespace SafeZones.Api.Platform.Printing;

/// <summary>A part of a line that runs in one direction and is written in one font.</summary>
internal readonly record struct TextRun(int Start, int Length, int Level, Typeface Typeface)
{
    public bool IsRightToLeft => Level % 2 == 1;
}

/// <summary>
/// The order in which a line of mixed directions stands on paper: the rules of the Unicode bidirectional algorithm (UAX #9) for texts
/// without embeddings and isolates. Of its rules only the one for paired brackets is left out.
/// </summary>
internal static class TextRuns
{
    private enum Kind
    {
        Left,
        Right,
        ArabicLetter,
        EuropeanNumber,
        ArabicNumber,
        Separator,
        Sign,
        Terminator,
        Mark,
        Neutral,
    }

    /// <summary>The runs of a line from left to right.</summary>
    public static List<TextRun> Of(string line, bool isRightToLeft, bool isBold)
    {
        var runes = line.EnumerateRunes().ToList();
        var levels = Levels(runes, isRightToLeft);
        var typefaces = Typefaces(runes, isBold);
        var (runs, start) = (new List<TextRun>(), 0);
        for (var index = 0; index < runes.Count; index++)
        {
            var length = runes[index].Utf16SequenceLength;
            if (index > 0 && levels[index] == levels[index - 1] && typefaces[index] == typefaces[index - 1])
            {
                runs[^1] = runs[^1] with { Length = runs[^1].Length + length };
            }
            else
            {
                runs.Add(new TextRun(start, length, levels[index], typefaces[index]));
            }

            start += length;
        }

        return Reordered(runs);
    }

    private static int[] Levels(List<Rune> runes, bool isRightToLeft)
    {
        var kinds = Resolved([.. runes.Select(KindOf)], isRightToLeft ? Kind.Right : Kind.Left);
        // A number in a text from the right is read from the left.
        return [.. kinds.Select(kind => kind switch
        {
            Kind.Right => 1,
            Kind.Left => isRightToLeft ? 2 : 0,
            _ => 2,
        })];
    }

    private static Kind[] Resolved(Kind[] kinds, Kind direction)
    {
        var strong = direction;
        for (var index = 0; index < kinds.Length; index++)
        {
            // W1 to W3.
            if (kinds[index] == Kind.Mark)
            {
                kinds[index] = index == 0 ? direction : kinds[index - 1];
            }

            if (kinds[index] == Kind.EuropeanNumber && strong == Kind.ArabicLetter)
            {
                kinds[index] = Kind.ArabicNumber;
            }

            strong = kinds[index] is Kind.Left or Kind.Right or Kind.ArabicLetter ? kinds[index] : strong;
        }

        // W4 to W6: what separates two numbers belongs to them, and what goes with one.
        for (var index = 1; index < kinds.Length - 1; index++)
        {
            var isWithinNumber = kinds[index - 1] == kinds[index + 1] && kinds[index] switch
            {
                Kind.Separator => kinds[index - 1] is Kind.EuropeanNumber or Kind.ArabicNumber,
                Kind.Sign => kinds[index - 1] == Kind.EuropeanNumber,
                _ => false,
            };
            if (isWithinNumber)
            {
                kinds[index] = kinds[index - 1];
            }
        }

        for (var index = 0; index < kinds.Length; index++)
        {
            if (kinds[index] == Kind.Terminator)
            {
                var end = index;
                while (end < kinds.Length && kinds[end] == Kind.Terminator)
                {
                    end++;
                }

                var isOfNumber = (index > 0 && kinds[index - 1] == Kind.EuropeanNumber) || (end < kinds.Length && kinds[end] == Kind.EuropeanNumber);
                Array.Fill(kinds, isOfNumber ? Kind.EuropeanNumber : Kind.Neutral, index, end - index);
            }
            else if (kinds[index] is Kind.Separator or Kind.Sign)
            {
                kinds[index] = Kind.Neutral;
            }
        }

        // W7.
        strong = direction;
        for (var index = 0; index < kinds.Length; index++)
        {
            kinds[index] = kinds[index] == Kind.ArabicLetter ? Kind.Right : kinds[index];
            strong = kinds[index] is Kind.Left or Kind.Right ? kinds[index] : strong;
            kinds[index] = kinds[index] == Kind.EuropeanNumber && strong == Kind.Left ? Kind.Left : kinds[index];
        }

        // N1 and N2: between two of one direction it is theirs, else the line's.
        for (var index = 0; index < kinds.Length; index++)
        {
            if (kinds[index] == Kind.Neutral)
            {
                var end = Array.FindIndex(kinds, index, kind => kind != Kind.Neutral) is >= 0 and var found ? found : kinds.Length;
                var (before, after) = (
                    index == 0 ? direction : Side(kinds[index - 1]), end == kinds.Length ? direction : Side(kinds[end]));
                Array.Fill(kinds, before == after ? before : direction, index, end - index);
            }
        }

        return kinds;
    }

    private static Kind Side(Kind kind) => kind == Kind.Left ? Kind.Left : Kind.Right;

    private static Kind KindOf(Rune rune) => (rune.Value, Rune.GetUnicodeCategory(rune)) switch
    {
        // Marks that nobody sees and that turn what follows: a telephone number, a day.
        (0x200E, _) => Kind.Left,
        (0x200F, _) => Kind.Right,
        (_, UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark) => Kind.Mark,
        (>= 0x0660 and <= 0x0669 or 0x066B or 0x066C, _) => Kind.ArabicNumber,
        (>= '0' and <= '9' or >= 0x06F0 and <= 0x06F9, _) => Kind.EuropeanNumber,
        (',' or '.' or ':' or '/' or 0x00A0 or 0x060C, _) => Kind.Separator,
        ('+' or '-', _) => Kind.Sign,
        ('#' or '%' or '°' or 0x066A or 0x2030, _) or (_, UnicodeCategory.CurrencySymbol) => Kind.Terminator,
        (>= 0x0590 and <= 0x05FF or >= 0x07C0 and <= 0x085F or >= 0xFB1D and <= 0xFB4F, _) => Kind.Right,
        (>= 0x0600 and <= 0x07BF or >= 0x0860 and <= 0x08FF or >= 0xFB50 and <= 0xFDFF or >= 0xFE70 and <= 0xFEFE, _) => Kind.ArabicLetter,
        (_, UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber) => Kind.Left,
        _ => Kind.Neutral,
    };

    // What belongs to no script is written in the font of what stands before it, if that has it.
    private static Typeface[] Typefaces(List<Rune> runes, bool isBold)
    {
        var (latin, arabic) = isBold ? (Typeface.Bold, Typeface.ArabicBold) : (Typeface.Regular, Typeface.ArabicRegular);
        var typefaces = new Typeface[runes.Count];
        for (var index = 0; index < runes.Count; index++)
        {
            var kind = KindOf(runes[index]);
            var wanted = kind is Kind.ArabicLetter or Kind.ArabicNumber ? arabic
                : kind is Kind.Left or Kind.EuropeanNumber || index == 0 ? latin
                : typefaces[index - 1];
            var other = wanted == latin ? arabic : latin;
            typefaces[index] = wanted.Has(runes[index].Value) || !other.Has(runes[index].Value) ? wanted : other;
        }

        return typefaces;
    }

    // L2: from the highest level down, what is at least as high is turned around.
    private static List<TextRun> Reordered(List<TextRun> runs)
    {
        for (var level = 2; level >= 1; level--)
        {
            for (var index = 0; index < runs.Count; index++)
            {
                var end = index;
                while (end < runs.Count && runs[end].Level >= level)
                {
                    end++;
                }

                if (end > index)
                {
                    runs.Reverse(index, end - index);
                    index = end;
                }
            }
        }

        return runs;
    }
}

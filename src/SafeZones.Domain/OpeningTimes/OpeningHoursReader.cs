namespace SafeZones.Domain.OpeningTimes;

/// <summary>A place in a text that moves past what is recognised; spaces between words are free.</summary>
internal sealed class OpeningHoursReader(string text)
{
    private int position;

    /// <summary>The first thing that was not understood.</summary>
    internal OpeningHoursFault? Fault { get; private set; }

    internal bool IsAtEnd => Mark() == text.Length;

    internal bool IsAtDigit => char.IsAsciiDigit(Peek());

    /// <summary>Whether a number stands here that is a day, not the hour of a time or of 24/7.</summary>
    internal bool IsAtDay
    {
        get
        {
            if (!IsAtDigit)
            {
                return false;
            }
            var digits = DigitsHere();
            return Following(digits) switch
            {
                '/' => false,
                ':' => !char.IsAsciiDigit(Following(digits + 1)),
                _ => true,
            };
        }
    }

    /// <summary>Notes what should have been here, unless something was wrong before.</summary>
    internal void Expect(string expected) => ExpectAt(Mark(), expected);

    /// <summary>The place of the next word, in order to point at it later.</summary>
    internal int Mark()
    {
        _ = Peek();
        return position;
    }

    internal void ExpectAt(int mark, string expected) => Fault ??= new OpeningHoursFault(mark, expected);

    internal char Peek()
    {
        while (position < text.Length && text[position] == ' ')
        {
            position++;
        }
        return position < text.Length ? text[position] : '\0';
    }

    /// <summary>Whether a comma stands here that is followed by something of the kind.</summary>
    internal bool TakeCommaBefore(Func<OpeningHoursReader, bool> isNext)
    {
        var comma = position;
        if (Take(",") && isNext(this))
        {
            return true;
        }
        position = comma;
        return false;
    }

    internal bool Take(string word)
    {
        _ = Peek();
        if (string.CompareOrdinal(text, position, word, 0, word.Length) != 0)
        {
            return false;
        }
        position += word.Length;
        return true;
    }

    internal bool IsAtAnyOf(string[] words)
    {
        _ = Peek();
        return words.Any(word => string.CompareOrdinal(text, position, word, 0, word.Length) == 0);
    }

    /// <summary>The place of the word among the words, or null if none of them stands here.</summary>
    internal int? TakeAnyOf(string[] words)
    {
        var found = Array.FindIndex(words, Take);
        return found < 0 ? null : found;
    }

    /// <summary>A number of one or two digits; null if there is none or a longer one.</summary>
    internal int? TakeNumber()
    {
        if (!IsAtDigit || DigitsHere() > 2)
        {
            return null;
        }
        var value = 0;
        for (var digits = DigitsHere(); digits > 0; digits--)
        {
            value = (value * 10) + (text[position++] - '0');
        }
        return value;
    }

    /// <summary>Takes the character only if no space stands before it.</summary>
    internal bool TakeTight(char character)
    {
        if (Following(0) != character)
        {
            return false;
        }
        position++;
        return true;
    }

    /// <summary>Two digits that stand right here, as minutes do.</summary>
    internal int? TakeTwoDigits() =>
        char.IsAsciiDigit(Following(0)) && DigitsHere() == 2 ? TakeNumber() : null;

    /// <summary>A comment in quotes; a fault if it does not end.</summary>
    internal bool TakeComment()
    {
        if (Peek() != '"')
        {
            return false;
        }
        var end = text.IndexOf('"', position + 1);
        if (end < 0)
        {
            position = text.Length;
            Expect("the closing quote of the comment");
            return false;
        }
        position = end + 1;
        return true;
    }

    private int DigitsHere()
    {
        var digits = 0;
        while (char.IsAsciiDigit(Following(digits)))
        {
            digits++;
        }
        return digits;
    }

    private char Following(int offset) => position + offset < text.Length ? text[position + offset] : '\0';
}

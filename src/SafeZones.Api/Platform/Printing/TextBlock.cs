using SafeZones.Domain.Languages;

namespace SafeZones.Api.Platform.Printing;

internal enum TextAlignment
{
    Left,
    Centre,
    Right,
}

/// <summary>A text in a language, to be set into a box as large as it fits.</summary>
/// <param name="Text">The text, in one paragraph.</param>
/// <param name="Language">Its language (BCP 47), which tells its direction.</param>
/// <param name="SizeMax">The largest size, in millimetres: that of an em.</param>
/// <param name="IsBold">Whether it stands out.</param>
internal sealed record TextBlock(string Text, string Language, double SizeMax, bool IsBold = false)
{
    // Arabic reaches deeper and Vietnamese higher than English.
    private const double Leading = 1.36;
    private const double Ascent = 1.04;
    private const double Shrinking = 0.96;
    private const int ShrinkingsMax = 60;
    private const int HalvingsMax = 8;

    private bool IsRightToLeft => LanguageTag.IsRightToLeft(Language);

    /// <summary>Sets it in the middle of the height of the box.</summary>
    public void Draw(Drawing drawing, Ink ink, Box box, TextAlignment alignment = TextAlignment.Centre)
    {
        var (lines, size) = Fit(box);
        var y = box.Y + ((box.Height - (lines.Count * size * Leading)) / 2);
        var outline = new Outline();
        foreach (var line in lines)
        {
            var room = box.Width - (line.Width * size);
            var x = box.X + (alignment switch { TextAlignment.Left => 0, TextAlignment.Centre => room / 2, _ => room });
            outline.Add(line.At(x, y + (size * Ascent), size), 1, 1, 0, 0);
            y += size * Leading;
        }

        drawing.Fill(ink, outline);
    }

    /// <summary>How high it stands in a box of that width and at most that height.</summary>
    public double HeightIn(double width, double heightMax)
    {
        var (lines, size) = Fit(new Box(0, 0, width, heightMax));
        return lines.Count * size * Leading;
    }

    /// <summary>Whether our fonts can write all of it.</summary>
    public bool IsComplete => Line(Text).IsComplete;

    /// <summary>The lines that it takes, and the largest size at which they fit.</summary>
    private (IReadOnlyList<TextLine> Lines, double Size) Fit(Box box)
    {
        var size = SizeMax;
        for (var shrinking = 0; shrinking < ShrinkingsMax; shrinking++, size *= Shrinking)
        {
            var lines = Break(box.Width / size);
            if (lines.Count * size * Leading <= box.Height && lines.All(line => line.Width * size <= box.Width))
            {
                return (Balanced(lines, box.Width / size), size);
            }
        }

        return (Break(box.Width / size), size);
    }

    /// <summary>As many lines, as equally long as they can be: no word stands alone on its own.</summary>
    private List<TextLine> Balanced(List<TextLine> lines, double width)
    {
        var (balanced, least, most) = (lines, 0.0, width);
        for (var halving = 0; lines.Count > 1 && halving < HalvingsMax; halving++)
        {
            var middle = (least + most) / 2;
            var narrower = Break(middle);
            if (narrower.Count == lines.Count && narrower.All(line => line.Width <= middle))
            {
                (balanced, most) = (narrower, middle);
            }
            else
            {
                least = middle;
            }
        }

        return balanced;
    }

    private List<TextLine> Break(double width)
    {
        var (lines, line) = (new List<TextLine>(), "");
        foreach (var word in Text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && Line(longer).Width > width)
            {
                lines.Add(Line(line));
                longer = word;
            }

            line = longer;
        }

        lines.Add(Line(line));
        return lines;
    }

    private TextLine Line(string text) => TextLine.Of(text, Language, IsRightToLeft, IsBold);
}

namespace SafeZones.Api.Platform.Printing;

/// <summary>A line of text as it stands on paper, in parts of its size.</summary>
internal sealed record TextLine(IReadOnlyList<PlacedGlyph> Glyphs, double Width)
{
    public static TextLine Of(string text, string language, bool isRightToLeft, bool isBold)
    {
        var (glyphs, width) = (new List<PlacedGlyph>(), 0.0);
        foreach (var run in TextRuns.Of(text, isRightToLeft, isBold))
        {
            width += run.Typeface.Shape(text, run, language, width, glyphs);
        }

        return new TextLine(glyphs, width);
    }

    /// <summary>Whether each of its characters can be written: glyph 0 is the box that stands for what a font does not have.</summary>
    public bool IsComplete => Glyphs.All(glyph => glyph.Glyph != 0);

    /// <summary>Its outline with its left end on this point of its base line.</summary>
    public Outline At(double x, double baseline, double size)
    {
        var outline = new Outline();
        foreach (var glyph in Glyphs)
        {
            var factor = size / glyph.Typeface.UnitsPerEm;
            outline.Add(glyph.Typeface.OutlineOf(glyph.Glyph), factor, -factor, x + (glyph.X * size), baseline - (glyph.Y * size));
        }

        return outline;
    }
}

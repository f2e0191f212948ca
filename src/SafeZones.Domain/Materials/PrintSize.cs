using System.Globalization;
using System.Text.RegularExpressions;

namespace SafeZones.Domain.Materials;

/// <summary>How large something is on paper, in millimetres, once it is cut.</summary>
/// <param name="Width">From left to right.</param>
/// <param name="Height">From top to bottom.</param>
public sealed partial record PrintSize(int Width, int Height)
{
    /// <summary>The shortest side on which a code can be read.</summary>
    public const int SideMin = 40;

    /// <summary>The longest side: A2.</summary>
    public const int SideMax = 594;

    /// <summary>
    /// The size that people write: <c>A6</c>, <c>A6 landscape</c>, <c>100x150</c>, <c>10 × 15 cm</c>. Null for any other text, and for what is
    /// too small or too large.
    /// </summary>
    public static PrintSize? ParseOrDefault(string text)
    {
        var size = IsoPaper().Match(text) is { Success: true } paper ? OfPaper(paper) : OfSides(Sides().Match(text));
        return size is not null && Math.Min(size.Width, size.Height) >= SideMin && Math.Max(size.Width, size.Height) <= SideMax ? size : null;
    }

    private static PrintSize OfPaper(Match paper)
    {
        // ISO 216: each is half of the one before, cut across its longer side, in whole millimetres.
        var (width, height) = (841, 1189);
        for (var halving = int.Parse(paper.Groups["number"].Value, CultureInfo.InvariantCulture); halving > 0; halving--)
        {
            (width, height) = (height / 2, width);
        }

        return paper.Groups["across"].Success ? new PrintSize(height, width) : new PrintSize(width, height);
    }

    private static PrintSize? OfSides(Match sides)
    {
        if (!sides.Success)
        {
            return null;
        }

        var unit = sides.Groups["cm"].Success ? 10 : 1;
        return new PrintSize(Side("width"), Side("height"));

        int Side(string group) => unit * int.Parse(sides.Groups[group].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("^ *A(?<number>[0-9])(?<across> +landscape)? *$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex IsoPaper();

    [GeneratedRegex(
        "^ *(?<width>[0-9]{1,4}) *[x×] *(?<height>[0-9]{1,4}) *(?:mm|(?<cm>cm))? *$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Sides();
}

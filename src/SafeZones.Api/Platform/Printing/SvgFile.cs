using System.Globalization;
using System.Text;

namespace SafeZones.Api.Platform.Printing;

/// <summary>Drawings, each over those before it, as SVG: as large on paper as it is meant to be.</summary>
internal static class SvgFile
{
    public const string MediaType = "image/svg+xml";

    public static string Of(IEnumerable<Drawing> drawings, double width, double height)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}mm\" height=\"{height}mm\" viewBox=\"0 0 {width} {height}\">\n");
        foreach (var (ink, outline) in drawings.SelectMany(drawing => drawing.Areas))
        {
            text.Append("<path fill=\"").Append(ink.OnScreen).Append("\" d=\"");
            outline.WriteSvg(text);
            text.Append("\"/>\n");
        }

        return text.Append("</svg>\n").ToString();
    }
}

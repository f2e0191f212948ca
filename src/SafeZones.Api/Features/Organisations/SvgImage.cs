using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace SafeZones.Api.Features.Organisations;

/// <summary>
/// Takes out of an SVG whatever is not known to be harmless: what stays are shapes, colours and texts. Names are allowed here and
/// everything else goes, so that what browsers learn tomorrow is not let in.
/// </summary>
internal static partial class SvgImage
{
    /// <summary>The largest SVG that is taken, in bytes.</summary>
    public const int BytesMax = 20 * 1024;

    /// <summary>What is expected, in a word.</summary>
    public const string Pattern = "SVG, viewBox, no DTD, at most 20 KB";

    private const int DepthMax = 32;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly FrozenSet<string> Elements = FrozenSet.Create(
        "svg", "g", "defs", "title", "desc", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan",
        "linearGradient", "radialGradient", "stop", "clipPath");

    private static readonly FrozenSet<string> Attributes = FrozenSet.Create(
        "viewBox", "width", "height", "preserveAspectRatio", "id", "transform", "d", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx",
        "ry", "fx", "fy", "dx", "dy", "points", "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity",
        "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset", "opacity", "clip-path", "clip-rule",
        "clipPathUnits", "gradientUnits", "gradientTransform", "spreadMethod", "offset", "stop-color", "stop-opacity", "font-family",
        "font-size", "font-weight", "font-style", "text-anchor", "letter-spacing");

    /// <summary>What is left of it; null if it is no SVG, too large, or shows nothing.</summary>
    public static string? CleanOrDefault(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) > BytesMax)
        {
            return null;
        }

        try
        {
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true,
            });
            var root = XDocument.Load(reader).Root!;
            if (root.Name != Svg + "svg" || root.Attribute("viewBox") is null)
            {
                return null;
            }

            var clean = Clean(root, 0);
            return clean.HasElements ? clean.ToString(SaveOptions.DisableFormatting) : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static XElement Clean(XElement element, int depth) => new(
        element.Name,
        element.Attributes().Where(one => Attributes.Contains(one.Name.ToString()) && IsHarmless(one.Value))
            .Select(one => new XAttribute(one.Name, one.Value)),
        element.Nodes().Select(node => node switch
        {
            XText words => new XText(words.Value),
            XElement child when depth < DepthMax && child.Name.Namespace == Svg && Elements.Contains(child.Name.LocalName) => Clean(child, depth + 1),
            _ => (XNode?)null,
        }));

    // A place in the same image may be named; nothing else is fetched by a colour or a shape.
    private static bool IsHarmless(string value) =>
        !Functions().IsMatch(value) || OwnPlace().IsMatch(value);

    [GeneratedRegex(@"url|image|src|import|expression|javascript|\\|&|[a-z]:", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Functions();

    [GeneratedRegex(@"\Aurl\(#[\w-]+\)\z", RegexOptions.CultureInvariant)]
    private static partial Regex OwnPlace();
}

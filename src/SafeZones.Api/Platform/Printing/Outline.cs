using System.Globalization;
using System.Text;

namespace SafeZones.Api.Platform.Printing;

/// <summary>An area enclosed by lines and curves, in millimetres from the top left, filled by the nonzero rule.</summary>
internal sealed class Outline
{
    // How far the handles of a curve are from its ends to make a quarter of a circle of radius 1.
    private const double Quarter = 0.5522847498;

    private readonly List<char> kinds = [];
    private readonly List<double> coordinates = [];

    public bool IsEmpty => kinds.Count == 0;

    public void MoveTo(double x, double y) => Append('M', x, y);

    public void LineTo(double x, double y) => Append('L', x, y);

    public void CurveTo(double x1, double y1, double x2, double y2, double x, double y) => Append('C', x1, y1, x2, y2, x, y);

    public void Close() => Append('Z');

    public Outline Rectangle(double x, double y, double width, double height)
    {
        MoveTo(x, y);
        LineTo(x + width, y);
        LineTo(x + width, y + height);
        LineTo(x, y + height);
        Close();
        return this;
    }

    public Outline RoundedRectangle(double x, double y, double width, double height, double radius)
    {
        var (right, bottom, handle) = (x + width, y + height, radius * (1 - Quarter));
        MoveTo(x + radius, y);
        LineTo(right - radius, y);
        CurveTo(right - handle, y, right, y + handle, right, y + radius);
        LineTo(right, bottom - radius);
        CurveTo(right, bottom - handle, right - handle, bottom, right - radius, bottom);
        LineTo(x + radius, bottom);
        CurveTo(x + handle, bottom, x, bottom - handle, x, bottom - radius);
        LineTo(x, y + radius);
        CurveTo(x, y + handle, x + handle, y, x + radius, y);
        Close();
        return this;
    }

    /// <summary>Adds another one, magnified and then moved; a negative factor turns what counts upwards.</summary>
    public void Add(Outline other, double factorX, double factorY, double x, double y)
    {
        kinds.AddRange(other.kinds);
        for (var index = 0; index < other.coordinates.Count; index += 2)
        {
            coordinates.Add((other.coordinates[index] * factorX) + x);
            coordinates.Add((other.coordinates[index + 1] * factorY) + y);
        }
    }

    /// <summary>As an SVG path says it.</summary>
    public void WriteSvg(StringBuilder text)
    {
        var next = 0;
        foreach (var kind in kinds)
        {
            text.Append(kind);
            next = WriteNumbers(text, kind, next);
        }
    }

    /// <summary>As the content of a PDF page says it.</summary>
    public void WritePdf(StringBuilder text)
    {
        var next = 0;
        foreach (var kind in kinds)
        {
            next = WriteNumbers(text, kind, next);
            text.Append(kind switch { 'M' => "m\n", 'L' => "l\n", 'C' => "c\n", _ => "h\n" });
        }
    }

    private int WriteNumbers(StringBuilder text, char kind, int next)
    {
        var end = next + (kind switch { 'C' => 6, 'Z' => 0, _ => 2 });
        for (; next < end; next++)
        {
            // A thousandth of a millimetre is finer than any press.
            text.Append(CultureInfo.InvariantCulture, $"{Math.Round(coordinates[next], 3):0.###} ");
        }

        return next;
    }

    private void Append(char kind, params ReadOnlySpan<double> points)
    {
        kinds.Add(kind);
        coordinates.AddRange(points);
    }
}

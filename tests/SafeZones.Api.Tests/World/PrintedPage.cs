using System.Diagnostics;
using System.Globalization;
using System.Text;
using ZXing;
using ZXing.Common;

namespace SafeZones.Api.Tests.World;

/// <summary>A page as it comes out of a printer: in greys, rendered by poppler, which knows nothing of how it was drawn.</summary>
public sealed class PrintedPage
{
    private readonly byte[] greys;
    private readonly int dotsPerInch;

    private PrintedPage(byte[] greys, int width, int height, int dotsPerInch)
    {
        (this.greys, Width, Height, this.dotsPerInch) = (greys, width, height, dotsPerInch);
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Millimetres of a dot.</summary>
    public double Dot => 25.4 / dotsPerInch;

    /// <summary>Renders every page; keeps the file and a picture of its first page under .local/tests, to be looked at.</summary>
    public static async Task<List<PrintedPage>> Of(byte[] pdf, string name, int dotsPerInch = 200)
    {
        var folder = Directory.CreateDirectory(Path.Combine(PostgresCluster.FindRepository(), ".local", "tests", "print"));
        var file = Path.Combine(folder.FullName, $"{name}.pdf");
        await File.WriteAllBytesAsync(file, pdf);
        await Run("pdftoppm", "-png", "-r", "80", "-singlefile", file, Path.Combine(folder.FullName, name));
        var scratch = Directory.CreateTempSubdirectory("printed");
        try
        {
            await Run("pdftoppm", "-gray", "-r", $"{dotsPerInch}", file, Path.Combine(scratch.FullName, "page"));
            return [.. scratch.GetFiles("*.pgm").OrderBy(page => page.Name, StringComparer.Ordinal).Select(page => Read(page.FullName, dotsPerInch))];
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    /// <summary>What poppler says of the file: pages, boxes in points.</summary>
    public static async Task<string> Facts(byte[] pdf)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, pdf);
        try
        {
            return await Run("pdfinfo", "-box", file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>
    /// What the code in a part of the page says, measured in millimetres from its top left. A phone looks at many frames; one look of
    /// this reader misses one code in two hundred, whatever its size: it looks from nearer and from further away.
    /// </summary>
    public string? Code(double x, double y, double width, double height) => (
        from further in new[] { 1, 2, 3, 4 }
        from closer in new[] { 0, 3, 7, 12 }
        from binarizer in new Func<LuminanceSource, Binarizer>[] { source => new HybridBinarizer(source), source => new GlobalHistogramBinarizer(source) }
        let source = Seen((int)(x / Dot) + closer, (int)(y / Dot) + closer, (int)(width / Dot) - closer, (int)(height / Dot) - closer, further)
        select new BarcodeReaderGeneric(null, binarizer, null)
        {
            Options = new DecodingOptions { PossibleFormats = [BarcodeFormat.QR_CODE], TryHarder = true },
        }.Decode(source)?.Text).FirstOrDefault(text => text is not null);

    /// <summary>A part of the page in dots, of which as many as are further away become one.</summary>
    private RGBLuminanceSource Seen(int left, int top, int width, int height, int further)
    {
        var (columns, rows) = (width / further, height / further);
        var seen = new byte[columns * rows];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var sum = 0;
                for (var dot = 0; dot < further * further; dot++)
                {
                    sum += greys[((top + (row * further) + (dot / further)) * Width) + left + (column * further) + (dot % further)];
                }

                seen[(row * columns) + column] = (byte)(sum / (further * further));
            }
        }

        return new RGBLuminanceSource(seen, columns, rows, RGBLuminanceSource.BitmapFormat.Gray8);
    }

    /// <summary>Where dark strokes cross a line across the page at that height, in millimetres: the middle of each.</summary>
    public List<double> StrokesAcross(double y) => Strokes(Width, dot => greys[((int)(y / Dot) * Width) + dot]);

    /// <summary>The same down the page.</summary>
    public List<double> StrokesDown(double x) => Strokes(Height, dot => greys[(dot * Width) + (int)(x / Dot)]);

    private List<double> Strokes(int dots, Func<int, byte> grey)
    {
        var strokes = new List<double>();
        for (var dot = 0; dot < dots; dot++)
        {
            if (grey(dot) < 160)
            {
                var start = dot;
                while (dot < dots && grey(dot) < 160)
                {
                    dot++;
                }

                strokes.Add((start + dot) / 2.0 * Dot);
            }
        }

        return strokes;
    }

    private static PrintedPage Read(string file, int dotsPerInch)
    {
        var bytes = File.ReadAllBytes(file);
        // P5, width, height, 255, then a byte a dot.
        var head = Encoding.ASCII.GetString(bytes, 0, 40).Split((char[])['\n', ' ']);
        var (width, height) = (int.Parse(head[1], CultureInfo.InvariantCulture), int.Parse(head[2], CultureInfo.InvariantCulture));
        return new PrintedPage(bytes[^(width * height)..], width, height, dotsPerInch);
    }

    private static async Task<string> Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        // Poppler repairs what is broken and says so: nothing may be.
        Assert.Equal((0, ""), (process.ExitCode, await errors));
        return await output;
    }
}

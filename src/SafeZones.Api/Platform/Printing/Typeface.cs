using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using HarfBuzzSharp;

namespace SafeZones.Api.Platform.Printing;

/// <summary>A glyph and where it stands on its line, in parts of the size of the text, upwards.</summary>
internal readonly record struct PlacedGlyph(Typeface Typeface, uint Glyph, double X, double Y);

/// <summary>One of the fonts that are embedded in the program: nothing depends on what a machine has.</summary>
internal sealed class Typeface
{
    public static readonly Typeface Regular = new("NotoSans-Regular.ttf");
    public static readonly Typeface Bold = new("NotoSans-Bold.ttf");
    public static readonly Typeface ArabicRegular = new("NotoSansArabic-Regular.ttf");
    public static readonly Typeface ArabicBold = new("NotoSansArabic-Bold.ttf");

    private readonly ConcurrentDictionary<uint, Outline> outlines = new();
    private readonly Lazy<Font> font;
    private byte[]? content;

    private Typeface(string file) => font = new Lazy<Font>(() =>
    {
        using var stream = typeof(Typeface).Assembly.GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"{file} is not embedded.");
        // HarfBuzz reads it where it lies, for as long as the program runs: it must not be moved, as Blob.FromStream lets it be.
        content = GC.AllocateUninitializedArray<byte>((int)stream.Length, pinned: true);
        stream.ReadExactly(content);
        var face = new Face(
            new Blob(Marshal.UnsafeAddrOfPinnedArrayElement(content, 0), content.Length, MemoryMode.ReadOnly), 0);
        var made = new Font(face);
        made.SetScale(face.UnitsPerEm, face.UnitsPerEm);
        UnitsPerEm = face.UnitsPerEm;
        return made;
    });

    /// <summary>HarfBuzz's own, which only reads from here on and so may be used by many at once.</summary>
    public Font Font => font.Value;

    public int UnitsPerEm { get; private set; }

    public bool Has(int codePoint) => Font.TryGetNominalGlyph((uint)codePoint, out _);

    /// <summary>The outline of a glyph, in its own units and upwards.</summary>
    public Outline OutlineOf(uint glyph) => outlines.GetOrAdd(glyph, id => GlyphOutlines.Of(Font, id));

    /// <summary>Shapes a run in one direction; how far it advances. Its glyphs come in the order in which they stand, from the left.</summary>
    public double Shape(string text, TextRun run, string language, double x, List<PlacedGlyph> glyphs)
    {
        using var buffer = new HarfBuzzSharp.Buffer();
        // The whole text, so that a letter is joined to one that another run holds.
        buffer.AddUtf16(text, run.Start, run.Length);
        buffer.Direction = run.IsRightToLeft ? Direction.RightToLeft : Direction.LeftToRight;
        buffer.Language = new Language(language);
        buffer.GuessSegmentProperties();
        Font.Shape(buffer);
        var (start, units) = (x, (double)UnitsPerEm);
        foreach (var (info, position) in buffer.GlyphInfos.Zip(buffer.GlyphPositions))
        {
            glyphs.Add(new PlacedGlyph(this, info.Codepoint, x + (position.XOffset / units), position.YOffset / units));
            x += position.XAdvance / units;
        }

        return x - start;
    }
}

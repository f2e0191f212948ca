using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace SafeZones.Api.Platform.Printing;

/// <summary>How far a PDF has been written: all that is needed to go on with it elsewhere.</summary>
/// <param name="Length">Bytes so far.</param>
/// <param name="Offsets">Where each object begins, the first being number 1; 0 for one that is still to come.</param>
/// <param name="Pages">The numbers of the pages, in their order.</param>
internal sealed record PdfState(long Length, IReadOnlyList<long> Offsets, IReadOnlyList<int> Pages)
{
    /// <summary>Before the first byte. Objects 1 and 2 are the catalogue and the list of the pages, which are written last.</summary>
    public static readonly PdfState Beginning = new(0, [0, 0], []);
}

/// <summary>
/// Writes a PDF front to back and holds no more of it than what it was just given, so that a long one can be written in
/// parts. Pages know where they are cut (TrimBox) and how far they bleed, and their colours are a press's.
/// </summary>
internal sealed class PdfFile
{
    public const string MediaType = "application/pdf";
    private const double PointsPerMillimetre = 72 / 25.4;

    private readonly ArrayBufferWriter<byte> written = new();
    private readonly List<long> offsets;
    private readonly List<int> pages;
    private readonly long before;

    /// <summary>Begins one, or goes on where a part ended.</summary>
    public PdfFile(PdfState state)
    {
        (before, offsets, pages) = (state.Length, [.. state.Offsets], [.. state.Pages]);
        if (before == 0)
        {
            // The second line tells programs that guess that this is no text.
            Write("%PDF-1.7\n%");
            written.Write<byte>([0xE2, 0xE3, 0xCF, 0xD3, (byte)'\n']);
        }
    }

    public PdfState State => new(before + written.WrittenCount, offsets, pages);

    /// <summary>What this part has written.</summary>
    public byte[] Bytes => written.WrittenSpan.ToArray();

    /// <summary>A drawing that may stand on many pages and is written once; its number.</summary>
    public int AddForm(Drawing drawing, Box reach) => AddStream(
        string.Create(CultureInfo.InvariantCulture,
            $"/Type /XObject /Subtype /Form /BBox [{reach.X:0.###} {reach.Y:0.###} {reach.Right:0.###} {reach.Bottom:0.###}]"),
        Content(drawing));

    /// <summary>A page of a sheet: forms and drawings, each at its place.</summary>
    public void AddPage(Sheet sheet, IReadOnlyCollection<(Box Place, int? Form, Drawing Own)> pieces)
    {
        var content = new StringBuilder();
        // From here on everything is in millimetres from the top left.
        content.Append(CultureInfo.InvariantCulture,
            $"{PointsPerMillimetre:0.########} 0 0 {-PointsPerMillimetre:0.########} 0 {sheet.PageHeight * PointsPerMillimetre:0.####} cm\n");
        foreach (var (place, form, own) in pieces)
        {
            content.Append(CultureInfo.InvariantCulture, $"q 1 0 0 1 {place.X:0.####} {place.Y:0.####} cm\n");
            if (form is { } number)
            {
                content.Append(CultureInfo.InvariantCulture, $"/F{number} Do\n");
            }

            content.Append(Content(own)).Append("Q\n");
        }

        content.Append(Content(sheet.Marks()));
        var contents = AddStream("", content);
        var forms = string.Join(' ', pieces.Select(piece => piece.Form).OfType<int>().Distinct().Select(form => $"/F{form} {form} 0 R"));
        pages.Add(AddObject(
            $"<< /Type /Page /Parent 2 0 R /MediaBox {Rectangle(new Box(0, 0, sheet.PageWidth, sheet.PageHeight), sheet)}{Cuts(sheet)}"
            + $" /Resources << /XObject << {forms} >> >> /Contents {contents} 0 R >>"));
    }

    /// <summary>Writes what comes last: nothing can be added any more.</summary>
    public void End(string title)
    {
        AddObject(1, "<< /Type /Catalog /Pages 2 0 R >>");
        AddObject(2, $"<< /Type /Pages /Count {pages.Count} /Kids [{string.Join(' ', pages.Select(page => $"{page} 0 R"))}] >>");
        var text = Convert.ToHexString([0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(title)]);
        var info = AddObject($"<< /Title <{text}> /Producer (SafeZones) /Trapped /False >>");
        var start = before + written.WrittenCount;
        var table = new StringBuilder($"xref\n0 {offsets.Count + 1}\n0000000000 65535 f \n");
        offsets.ForEach(offset => table.Append(CultureInfo.InvariantCulture, $"{offset:0000000000} 00000 n \n"));
        table.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {offsets.Count + 1} /Root 1 0 R /Info {info} 0 R >>\n");
        table.Append(CultureInfo.InvariantCulture, $"startxref\n{start}\n%%EOF\n");
        Write(table.ToString());
    }

    // On a sheet of many each piece has cuts of its own, which no box of the page can say.
    private static string Cuts(Sheet sheet) => !sheet.IsSingle ? "" :
        $" /BleedBox {Rectangle(sheet.Piece(0).Inset(-sheet.Bleed), sheet)} /TrimBox {Rectangle(sheet.Piece(0), sheet)}";

    // In points from the bottom left.
    private static string Rectangle(Box box, Sheet sheet) => string.Create(CultureInfo.InvariantCulture,
        $"[{Points(box.X)} {Points(sheet.PageHeight - box.Bottom)} {Points(box.Right)} {Points(sheet.PageHeight - box.Y)}]");

    private static string Points(double millimetres) => (millimetres * PointsPerMillimetre).ToString("0.####", CultureInfo.InvariantCulture);

    private static StringBuilder Content(Drawing drawing)
    {
        var text = new StringBuilder();
        foreach (var (ink, outline) in drawing.Areas)
        {
            text.Append(ink.Fill).Append('\n');
            outline.WritePdf(text);
            text.Append("f\n");
        }

        return text;
    }

    private int AddStream(string dictionary, StringBuilder content)
    {
        using var packed = new MemoryStream();
        using (var packing = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            foreach (var chunk in content.GetChunks())
            {
                packing.Write(Encoding.ASCII.GetBytes(chunk.ToArray()));
            }
        }

        var number = Begin();
        Write($"<< {dictionary} /Filter /FlateDecode /Length {packed.Length} >>\nstream\n");
        written.Write<byte>(packed.ToArray());
        Write("\nendstream\nendobj\n");
        return number;
    }

    private int AddObject(string content) => AddObject(Next(), content);

    private int AddObject(int number, string content)
    {
        Begin(number);
        Write($"{content}\nendobj\n");
        return number;
    }

    private int Begin() => Begin(Next());

    private int Begin(int number)
    {
        offsets[number - 1] = before + written.WrittenCount;
        Write($"{number} 0 obj\n");
        return number;
    }

    private int Next()
    {
        offsets.Add(0);
        return offsets.Count;
    }

    private void Write(string text) => written.Write<byte>(Encoding.ASCII.GetBytes(text));
}

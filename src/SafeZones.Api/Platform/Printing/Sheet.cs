namespace SafeZones.Api.Platform.Printing;

/// <summary>What is printed on.</summary>
public enum SheetPage
{
    /// <summary>210 mm × 297 mm.</summary>
    A4,
    /// <summary>297 mm × 420 mm.</summary>
    A3,
    /// <summary>8.5 in × 11 in.</summary>
    Letter,
    /// <summary>A page of its own for each, as large as it needs to be.</summary>
    Single,
}

/// <summary>How pieces of one size lie on a page: bleed around each, and marks at the edge of the page where to cut.</summary>
internal sealed class Sheet
{
    private const double MarkLength = 4;
    private const double MarkWidth = 0.1;
    // Marks do not touch what is cut out, even where nothing bleeds.
    private const double MarkDistanceMin = 1;
    // Between the marks and the edge of the page. An office printer cuts the marks short, and nothing else.
    private const double Margin = 2;

    private readonly double pieceWidth;
    private readonly double pieceHeight;
    private readonly bool hasMarks;

    private Sheet(double pieceWidth, double pieceHeight, double bleed, bool hasMarks, double pageWidth, double pageHeight, bool isSingle)
    {
        this.pieceWidth = pieceWidth;
        this.pieceHeight = pieceHeight;
        this.hasMarks = hasMarks;
        var edge = Edge(bleed, hasMarks) + (isSingle ? 0 : Margin);
        Bleed = bleed;
        IsSingle = isSingle;
        (PageWidth, PageHeight) = isSingle ? (pieceWidth + (2 * edge), pieceHeight + (2 * edge)) : (pageWidth, pageHeight);
        Columns = isSingle ? 1 : Count(pageWidth, pieceWidth);
        Rows = isSingle ? 1 : Count(pageHeight, pieceHeight);

        // The outermost bleed lies under the marks' own distance.
        int Count(double page, double piece) => (int)Math.Floor((page - (2 * edge) + (2 * bleed) + 1e-9) / (piece + (2 * bleed)));
    }

    public double PageWidth { get; }

    public double PageHeight { get; }

    public double Bleed { get; }

    public int Columns { get; }

    public int Rows { get; }

    /// <summary>Pieces of a page.</summary>
    public int Pieces => Columns * Rows;

    /// <summary>Whether a page is one piece, whose boxes then say where it is cut.</summary>
    public bool IsSingle { get; }

    /// <summary>The page turned the way on which more pieces lie; null if not one does.</summary>
    public static Sheet? OrDefault(SheetPage page, double pieceWidth, double pieceHeight, double bleed, bool hasMarks)
    {
        var (width, height) = page switch
        {
            SheetPage.A4 => (210.0, 297.0),
            SheetPage.A3 => (297.0, 420.0),
            SheetPage.Letter => (215.9, 279.4),
            _ => (0.0, 0.0),
        };
        var upright = new Sheet(pieceWidth, pieceHeight, bleed, hasMarks, width, height, page == SheetPage.Single);
        var across = new Sheet(pieceWidth, pieceHeight, bleed, hasMarks, height, width, page == SheetPage.Single);
        var better = upright.Pieces >= across.Pieces ? upright : across;
        return better is { Columns: > 0, Rows: > 0 } ? better : null;
    }

    /// <summary>Where a piece is cut, of which there are <see cref="Pieces"/>.</summary>
    public Box Piece(int index)
    {
        var (left, top) = (
            (PageWidth - (Columns * pieceWidth) - ((Columns - 1) * 2 * Bleed)) / 2,
            (PageHeight - (Rows * pieceHeight) - ((Rows - 1) * 2 * Bleed)) / 2);
        return new Box(
            left + (index % Columns * (pieceWidth + (2 * Bleed))), top + (index / Columns * (pieceHeight + (2 * Bleed))),
            pieceWidth, pieceHeight);
    }

    /// <summary>Short lines in the extension of every cut, beyond all pieces and their bleed.</summary>
    public Drawing Marks()
    {
        var (drawing, marks) = (new Drawing(), new Outline());
        if (!hasMarks)
        {
            return drawing;
        }

        var (first, last) = (Piece(0), Piece(Pieces - 1));
        var distance = Math.Max(Bleed, MarkDistanceMin);
        for (var column = 0; column < Columns; column++)
        {
            var piece = Piece(column);
            foreach (var x in new[] { piece.X, piece.Right })
            {
                marks.Rectangle(x - (MarkWidth / 2), first.Y - distance - MarkLength, MarkWidth, MarkLength);
                marks.Rectangle(x - (MarkWidth / 2), last.Bottom + distance, MarkWidth, MarkLength);
            }
        }

        for (var row = 0; row < Rows; row++)
        {
            var piece = Piece(row * Columns);
            foreach (var y in new[] { piece.Y, piece.Bottom })
            {
                marks.Rectangle(first.X - distance - MarkLength, y - (MarkWidth / 2), MarkLength, MarkWidth);
                marks.Rectangle(last.Right + distance, y - (MarkWidth / 2), MarkLength, MarkWidth);
            }
        }

        drawing.Fill(Ink.Black, marks);
        return drawing;
    }

    /// <summary>From the outermost cut to the edge of what is printed.</summary>
    private static double Edge(double bleed, bool hasMarks) => hasMarks ? Math.Max(bleed, MarkDistanceMin) + MarkLength : bleed;
}

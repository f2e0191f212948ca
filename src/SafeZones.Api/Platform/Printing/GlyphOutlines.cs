using System.Runtime.InteropServices;
using HarfBuzzSharp;

namespace SafeZones.Api.Platform.Printing;

/// <summary>
/// Asks HarfBuzz for the outline of a glyph: the one function of its library that HarfBuzzSharp does not pass on.
/// </summary>
internal static class GlyphOutlines
{
    private const string Library = "libHarfBuzzSharp";

    // HarfBuzz calls back while a glyph is drawn, on the thread that asked.
    [ThreadStatic]
    private static Pen? pen;

    // Kept for as long as the program runs: HarfBuzz keeps nothing but their addresses.
    private static readonly PointCallback MoveTo = (_, _, _, x, y, _) => pen!.MoveTo(x, y);
    private static readonly PointCallback LineTo = (_, _, _, x, y, _) => pen!.LineTo(x, y);
    private static readonly QuadraticCallback QuadraticTo = (_, _, _, x1, y1, x, y, _) => pen!.QuadraticTo(x1, y1, x, y);
    private static readonly CubicCallback CubicTo = (_, _, _, x1, y1, x2, y2, x, y, _) => pen!.CubicTo(x1, y1, x2, y2, x, y);
    private static readonly CloseCallback ClosePath = (_, _, _, _) => pen!.Outline.Close();
    private static readonly nint Functions = Create();

    /// <summary>In the units of the font, upwards.</summary>
    public static Outline Of(Font font, uint glyph)
    {
        pen = new Pen();
        DrawGlyph(font.Handle, glyph, Functions, 0);
        return pen.Outline;
    }

    private static nint Create()
    {
        var functions = CreateFunctions();
        SetMoveTo(functions, MoveTo, 0, 0);
        SetLineTo(functions, LineTo, 0, 0);
        SetQuadraticTo(functions, QuadraticTo, 0, 0);
        SetCubicTo(functions, CubicTo, 0, 0);
        SetClosePath(functions, ClosePath, 0, 0);
        return functions;
    }

    private sealed class Pen
    {
        private double x;
        private double y;

        public Outline Outline { get; } = new();

        public void MoveTo(double toX, double toY)
        {
            (x, y) = (toX, toY);
            Outline.MoveTo(x, y);
        }

        public void LineTo(double toX, double toY)
        {
            (x, y) = (toX, toY);
            Outline.LineTo(x, y);
        }

        // PDF knows no quadratic curves; each is a cubic one too.
        public void QuadraticTo(double x1, double y1, double toX, double toY) => CubicTo(
            x + ((x1 - x) * 2 / 3), y + ((y1 - y) * 2 / 3), toX + ((x1 - toX) * 2 / 3), toY + ((y1 - toY) * 2 / 3), toX, toY);

        public void CubicTo(double x1, double y1, double x2, double y2, double toX, double toY)
        {
            (x, y) = (toX, toY);
            Outline.CurveTo(x1, y1, x2, y2, x, y);
        }
    }

    private delegate void PointCallback(nint functions, nint data, nint state, float x, float y, nint user);

    private delegate void QuadraticCallback(nint functions, nint data, nint state, float x1, float y1, float x, float y, nint user);

    private delegate void CubicCallback(
        nint functions, nint data, nint state, float x1, float y1, float x2, float y2, float x, float y, nint user);

    private delegate void CloseCallback(nint functions, nint data, nint state, nint user);

    [DllImport(Library, EntryPoint = "hb_draw_funcs_create")]
    private static extern nint CreateFunctions();

    [DllImport(Library, EntryPoint = "hb_draw_funcs_set_move_to_func")]
    private static extern void SetMoveTo(nint functions, PointCallback callback, nint user, nint destroy);

    [DllImport(Library, EntryPoint = "hb_draw_funcs_set_line_to_func")]
    private static extern void SetLineTo(nint functions, PointCallback callback, nint user, nint destroy);

    [DllImport(Library, EntryPoint = "hb_draw_funcs_set_quadratic_to_func")]
    private static extern void SetQuadraticTo(nint functions, QuadraticCallback callback, nint user, nint destroy);

    [DllImport(Library, EntryPoint = "hb_draw_funcs_set_cubic_to_func")]
    private static extern void SetCubicTo(nint functions, CubicCallback callback, nint user, nint destroy);

    [DllImport(Library, EntryPoint = "hb_draw_funcs_set_close_path_func")]
    private static extern void SetClosePath(nint functions, CloseCallback callback, nint user, nint destroy);

    [DllImport(Library, EntryPoint = "hb_font_draw_glyph")]
    private static extern void DrawGlyph(nint font, uint glyph, nint functions, nint data);
}

using QRCoder;

namespace SafeZones.Api.Platform.Printing;

/// <summary>A QR code of error correction level Q: a quarter of it may be scratched or covered, and it can still be read.</summary>
internal sealed class QrCode
{
    /// <summary>The clear space around it that readers need, in modules (ISO/IEC 18004).</summary>
    public const int QuietModules = 4;

    /// <summary>The smallest module that a phone reads from where people stand, in millimetres.</summary>
    public const double ModuleMin = 0.5;

    private readonly List<System.Collections.BitArray> rows;

    public QrCode(string text)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.Q);
        rows = data.ModuleMatrix;
    }

    /// <summary>Modules of a side, with the quiet zone.</summary>
    public int Modules => rows.Count;

    /// <summary>Its dark modules in a square of that side, whose margin is the quiet zone.</summary>
    public Outline In(double x, double y, double side)
    {
        var (outline, module) = (new Outline(), side / Modules);
        for (var row = 0; row < Modules; row++)
        {
            for (var column = 0; column < Modules; column++)
            {
                var end = column;
                while (end < Modules && rows[row][end])
                {
                    end++;
                }

                if (end > column)
                {
                    // One rectangle for a run of modules: no hairlines between them, and a smaller file.
                    outline.Rectangle(x + (column * module), y + (row * module), (end - column) * module, module);
                    column = end;
                }
            }
        }

        return outline;
    }
}

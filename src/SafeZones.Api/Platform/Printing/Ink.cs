using System.Globalization;

namespace SafeZones.Api.Platform.Printing;

/// <summary>A colour as a press mixes it (parts of cyan, magenta, yellow and black), and as a screen shows the same.</summary>
internal sealed record Ink(double Cyan, double Magenta, double Yellow, double Key, string OnScreen)
{
    /// <summary>Black alone: text and codes stay sharp even where a press does not register.</summary>
    public static readonly Ink Black = new(0, 0, 0, 1, "#111111");

    /// <summary>No ink: what is under it is left out.</summary>
    public static readonly Ink Paper = new(0, 0, 0, 0, "#ffffff");

    /// <summary>The calm blue of the hosted pages; dark enough for white text on it.</summary>
    public static readonly Ink Blue = new(1, 0.7, 0, 0.15, "#0b4f9e");

    /// <summary>How a PDF says it.</summary>
    public string Fill => string.Create(CultureInfo.InvariantCulture, $"{Cyan} {Magenta} {Yellow} {Key} k");
}

using SafeZones.Api.Platform.Printing;
using SafeZones.Domain.Languages;
using SafeZones.Domain.Materials;

namespace SafeZones.Api.Features.Partnerships.Decals;

/// <summary>What a certificate says, all of which carries its day.</summary>
/// <param name="Programme">The name of the programme.</param>
/// <param name="Venue">The name of the venue.</param>
/// <param name="Since">Since when it is a safe zone.</param>
/// <param name="NextCheckOn">By when it has to be checked again.</param>
/// <param name="Today">The day of the print, at the venue.</param>
/// <param name="VerifyCode">The code of its numbered certificate, if it was issued one.</param>
internal sealed record Certificate(
    Translation Programme, Translation Venue, DateOnly Since, DateOnly? NextCheckOn, DateOnly Today, string? VerifyCode)
{
    /// <summary>The names on it, each of which our fonts must be able to write.</summary>
    public IEnumerable<Translation> Names => [Programme, Venue];
}

/// <summary>A certificate on a sheet of A4 from an office printer: a frame, nothing that bleeds.</summary>
internal static class CertificateDesign
{
    public static readonly PrintSize Size = new(210, 297);

    public static Drawing Draw(Certificate certificate, StickerWords words, string publicUrl)
    {
        var drawing = new Drawing();
        var frame = new Box(0, 0, Size.Width, Size.Height).Inset(14);
        drawing.Fill(Ink.Blue, new Outline().RoundedRectangle(frame.X, frame.Y, frame.Width, frame.Height, 5));
        drawing.Fill(Ink.Paper, new Outline().RoundedRectangle(frame.X + 1.2, frame.Y + 58, frame.Width - 2.4, frame.Height - 59.2, 3.8));
        var text = frame.Inset(14);
        new TextBlock(certificate.Programme.Text, certificate.Programme.Tag, 13, IsBold: true)
            .Draw(drawing, Ink.Paper, text with { Y = frame.Y + 10, Height = 38 });
        new TextBlock(words["certificate"], words.Language, 7.5).Draw(drawing, Ink.Blue, text with { Y = frame.Y + 72, Height = 14 });
        new TextBlock(certificate.Venue.Text, certificate.Venue.Tag, 14, IsBold: true)
            .Draw(drawing, Ink.Black, text with { Y = frame.Y + 90, Height = 40 });
        new TextBlock(words["since", ("since", certificate.Since)], words.Language, 6.5)
            .Draw(drawing, Ink.Black, text with { Y = frame.Y + 132, Height = 18 });
        if (certificate.NextCheckOn is { } check)
        {
            new TextBlock(words["next_check", ("check", check)], words.Language, 5)
                .Draw(drawing, Ink.Black, text with { Y = frame.Y + 151, Height = 14 });
        }

        if (certificate.VerifyCode is { } code)
        {
            DrawCode(drawing, code, publicUrl, text);
        }

        new TextBlock(words[certificate.VerifyCode is null ? "as_of" : "as_of_with_code", ("today", certificate.Today)], words.Language, 4.2)
            .Draw(drawing, Ink.Black, text with { Y = frame.Bottom - 26, Height = 14 });
        return drawing;
    }

    private static void DrawCode(Drawing drawing, string code, string publicUrl, Box text)
    {
        const double Side = 52;
        var (x, y) = (text.X + ((text.Width - Side) / 2), 181.0);
        drawing.Fill(Ink.Black, StickerDesign.Code(publicUrl, code).In(x, y, Side));
        new TextBlock($"{StickerDesign.ShortAddress(publicUrl)}{StickerDesign.InGroups(code)}", "en", 3.6, IsBold: true)
            .Draw(drawing, Ink.Black, text with { Y = y + Side, Height = 6 });
    }
}

using System.Globalization;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Messaging;
using SafeZones.Api.Platform.Printing;
using SafeZones.Domain.Languages;
using SafeZones.Domain.Links;

namespace SafeZones.Api.Features.Messages;

/// <summary>A letter on a sheet of A4 from an office printer: what is asked for, where to do it, and a slip to tear off.</summary>
/// <param name="Sentences">Its language.</param>
/// <param name="Purpose">What is asked for.</param>
/// <param name="Organisation">Who asks.</param>
/// <param name="Programme">For which programme.</param>
/// <param name="Venue">Whom.</param>
/// <param name="Url">Where it is done.</param>
/// <param name="Code">The same for a text message.</param>
/// <param name="Until">The last day.</param>
/// <param name="SmsNumber">Where a text message can be sent to.</param>
/// <param name="HumanPhone">Where a human answers.</param>
internal sealed record Letter(
    MessageSentences Sentences, LinkPurpose Purpose, LocalName Organisation, LocalName Programme, LocalName Venue, string Url, string Code,
    DateOnly Until, string? SmsNumber, string? HumanPhone)
{
    private const double Width = 210;
    private const double Height = 297;
    private const double Margin = 20;
    private const double CodeSide = 64;
    private const double TearAt = 222;

    private static readonly LinkPurpose[] AnsweredByCode = [LinkPurpose.AcceptPledge, LinkPurpose.ConfirmDisplay, LinkPurpose.Withdraw];

    private IEnumerable<(string Name, object Value)> Values =>
    [
        ("organisation", Organisation.Text), ("programme", Programme.Text), ("venue", Venue.Text), ("code", Code), ("number", SmsNumber ?? ""),
        ("until", Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("phone", HumanPhone ?? ""),
    ];

    private bool IsRightToLeft => LanguageTag.IsRightToLeft(Sentences.Language);

    /// <summary>Every text on it, each of which our fonts must be able to write.</summary>
    public IEnumerable<TextBlock> Texts =>
    [
        new(Organisation.Text, Organisation.Tag, 7, IsBold: true), new(Venue.Text, Venue.Tag, 6, IsBold: true), Say($"mail_{ApiJson.Word(Purpose)}", 5.2),
        Say("letter_scan", 5.2), Say("mail_end", 4.2), .. TextAnswer,
    ];

    // Only what a text message can do, and only where there is a number to send it to.
    private IEnumerable<TextBlock> TextAnswer =>
        SmsNumber is null ? []
        : Purpose == LinkPurpose.DeclareStaff ? [Say("letter_staff", 5.2)]
        : AnsweredByCode.Contains(Purpose) ? [Say("letter_code", 5.2)]
        : [];

    public byte[] ToPdf()
    {
        var drawing = new Drawing();
        var (column, alignment) = (new Box(Margin, 0, Width - (2 * Margin), 0), IsRightToLeft ? TextAlignment.Right : TextAlignment.Left);
        var texts = Texts.ToList();
        drawing.Fill(Ink.Blue, new Outline().Rectangle(0, 0, Width, 4));
        texts[0].Draw(drawing, Ink.Blue, column with { Y = 16, Height = 14 }, alignment);
        texts[1].Draw(drawing, Ink.Black, column with { Y = 38, Height = 12 }, alignment);
        texts[2].Draw(drawing, Ink.Black, column with { Y = 54, Height = 22 }, alignment);
        texts[3].Draw(drawing, Ink.Black, column with { Y = 78, Height = 14 }, alignment);
        drawing.Fill(Ink.Black, new QrCode(Url).In((Width - CodeSide) / 2, 94, CodeSide));
        new TextBlock(Url.Replace("https://", "", StringComparison.Ordinal), "en", 3.4).Draw(drawing, Ink.Black, column with { Y = 160, Height = 12 });
        texts[4].Draw(drawing, Ink.Black, column with { Y = 180, Height = 24 }, alignment);
        TearOff(drawing, column, alignment, texts.Skip(5));
        var sheet = Sheet.OrDefault(SheetPage.Single, Width, Height, bleed: 0, hasMarks: false)!;
        var pdf = new PdfFile(PdfState.Beginning);
        pdf.AddPage(sheet, [(sheet.Piece(0), null, drawing)]);
        pdf.End(Organisation.Text);
        return pdf.Bytes;
    }

    private void TearOff(Drawing drawing, Box column, TextAlignment alignment, IEnumerable<TextBlock> answers)
    {
        var dashes = new Outline();
        for (var x = 0.0; x < Width; x += 5)
        {
            dashes.Rectangle(x, TearAt, 2.5, 0.3);
        }

        drawing.Fill(Ink.Black, dashes);
        new TextBlock(Venue.Text, Venue.Tag, 5, IsBold: true).Draw(drawing, Ink.Black, column with { Y = TearAt + 8, Height = 10 }, alignment);
        foreach (var answer in answers)
        {
            answer.Draw(drawing, Ink.Black, column with { Y = TearAt + 19, Height = 14 }, alignment);
        }

        // In two groups, as it is read aloud.
        new TextBlock($"{Code[..3]} {Code[3..]}", "en", 13, IsBold: true).Draw(drawing, Ink.Black, column with { Y = TearAt + 33, Height = 20 });
        if (HumanPhone is not null)
        {
            Say("call", 4.2).Draw(drawing, Ink.Black, column with { Y = TearAt + 55, Height = 8 }, alignment);
        }
    }

    private TextBlock Say(string key, double size) => new(Sentences.Say(key, Values), Sentences.Language, size);
}

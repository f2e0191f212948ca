using SafeZones.Api.Platform.Printing;
using SafeZones.Domain.Languages;
using SafeZones.Domain.Materials;

namespace SafeZones.Api.Features.Partnerships.Decals;

/// <summary>
/// What a sticker or poster looks like: whose it is, a question, and the code that answers it. It asks whether this is a
/// safe place and never says so, because what hangs in a window outlives what was true.
/// </summary>
internal sealed class StickerDesign
{
    private const double PanelHeightToWidth = 1.27;
    private readonly PrintSize size;
    private readonly string publicUrl;
    private readonly StickerWords words;
    private readonly Box panel;
    private readonly double unit;

    /// <param name="size">As it is cut.</param>
    /// <param name="bleed">How far its ground goes beyond that, in millimetres.</param>
    /// <param name="programme">The name of the programme.</param>
    /// <param name="languages">The languages of its words, the first first.</param>
    /// <param name="publicUrl">Where its code leads to.</param>
    public StickerDesign(PrintSize size, double bleed, Translations programme, IReadOnlyList<string> languages, string publicUrl)
    {
        (this.size, this.publicUrl, words, unit) = (
            size, publicUrl, StickerWords.Of(languages[0]), Math.Min(size.Width, size.Height) / 100.0);
        Reach = new Box(0, 0, size.Width, size.Height).Inset(-bleed);
        Name = programme.Best(languages, "en");
        var content = new Box(0, 0, size.Width, size.Height).Inset(6 * unit);
        var isWide = size.Width > 1.25 * size.Height;
        var width = isWide
            ? Math.Min(content.Height / PanelHeightToWidth, 0.5 * content.Width)
            : Math.Min(content.Width, 0.6 * content.Height / PanelHeightToWidth);
        var height = width * PanelHeightToWidth;
        panel = isWide
            // At the end of the line of reading.
            ? new Box(words.IsRightToLeft ? content.X : content.Right - width, content.Y + ((content.Height - height) / 2), width, height)
            : new Box(content.X + ((content.Width - width) / 2), content.Bottom - height, width, height);
        var text = isWide
            ? new Box(words.IsRightToLeft ? panel.Right + (5 * unit) : content.X, content.Y, content.Width - width - (5 * unit), content.Height)
            : content with { Height = content.Height - height - (3 * unit) };
        DrawCommon(text, isWide, languages);
    }

    /// <summary>The name of the programme that it bears.</summary>
    public Translation Name { get; }

    /// <summary>All that is printed, with its bleed.</summary>
    public Box Reach { get; }

    /// <summary>What all of a run have in common.</summary>
    public Drawing Common { get; } = new();

    /// <summary>Whether our fonts can write the name.</summary>
    public bool CanBeWritten => new TextBlock(Name.Text, Name.Tag, 1).IsComplete;

    /// <summary>Whether the modules of its code are large enough for a phone.</summary>
    public bool CanBeScanned => panel.Width / Code(DecalCode.Of(new byte[DecalCode.BytesOfOne])).Modules >= QrCode.ModuleMin;

    /// <summary>What this one alone has: its code, for machines and for people, and its serial.</summary>
    public Drawing Own(string code, int serial)
    {
        var (drawing, line) = (new Drawing(), panel.Width * 0.1);
        drawing.Fill(Ink.Black, Code(code).In(panel.X, panel.Y, panel.Width));
        var foot = new Box(panel.X + (2 * unit), panel.Y + panel.Width + (line * 0.45), panel.Width - (4 * unit), line * 1.1);
        new TextBlock(InGroups(code), "en", line * 0.8, IsBold: true).Draw(drawing, Ink.Black, foot);
        new TextBlock(words.Serial(serial), words.Language, line * 0.52)
            .Draw(drawing, Ink.Black, foot with { Y = foot.Bottom, Height = line * 0.75 });
        return drawing;
    }

    private void DrawCommon(Box text, bool isWide, IReadOnlyList<string> languages)
    {
        Common.Fill(Ink.Blue, new Outline().Rectangle(Reach.X, Reach.Y, Reach.Width, Reach.Height));
        Common.Fill(Ink.Paper, new Outline().RoundedRectangle(panel.X, panel.Y, panel.Width, panel.Height, 3 * unit));
        DrawText(text, !isWide ? TextAlignment.Centre : words.IsRightToLeft ? TextAlignment.Right : TextAlignment.Left, languages);
        new TextBlock(ShortAddress(publicUrl), "en", panel.Width * 0.05)
            .Draw(Common, Ink.Black, new Box(panel.X + (2 * unit), panel.Y + (panel.Width * 0.985), panel.Width - (4 * unit), panel.Width * 0.07));
    }

    // One under the other, together in the middle of their space.
    private void DrawText(Box text, TextAlignment alignment, IReadOnlyList<string> languages)
    {
        // Two languages that we do not speak are both English.
        var own = languages.Select(StickerWords.Of).Distinct().ToList();
        var smaller = Math.Sqrt(own.Count);
        (TextBlock Block, double Share, double Space)[] blocks =
        [
            (new TextBlock(Name.Text, Name.Tag, 6.5 * unit, IsBold: true), 0.28 / smaller, 0),
            .. own.SelectMany(words => new (TextBlock, double, double)[]
            {
                (new TextBlock(words.Question, words.Language, 9 * unit / smaller, IsBold: true), 0.38 / own.Count, 2.5 * unit),
                (new TextBlock(words.Scan, words.Language, 5 * unit / smaller), 0.18 / own.Count, 0.5 * unit),
            }),
        ];
        var heights = blocks.Select(one => one.Block.HeightIn(text.Width, one.Share * text.Height)).ToList();
        var y = text.Y + ((text.Height - heights.Sum() - blocks.Sum(one => one.Space)) / 2);
        for (var index = 0; index < blocks.Length; index++)
        {
            y += blocks[index].Space;
            blocks[index].Block.Draw(Common, Ink.Paper, text with { Y = y, Height = heights[index] }, alignment);
            y += heights[index];
            if (index == 0)
            {
                // A short line sets the name apart.
                var width = 14 * unit;
                var room = text.Width - width;
                var x = text.X + (alignment switch { TextAlignment.Left => 0, TextAlignment.Centre => room / 2, _ => room });
                Common.Fill(Ink.Paper, new Outline().Rectangle(x, y + unit, width, 0.5 * unit));
            }
        }
    }

    private QrCode Code(string code) => Code(publicUrl, code);

    /// <summary>The code that leads to the page of a decal.</summary>
    internal static QrCode Code(string publicUrl, string code) => new($"{publicUrl}/s/{code}");

    /// <summary>What somebody types whose phone does not scan; the code follows.</summary>
    internal static string ShortAddress(string publicUrl) => $"{publicUrl[(publicUrl.IndexOf("://", StringComparison.Ordinal) + 3)..]}/s/";

    /// <summary>Four characters at a time can be read aloud and copied.</summary>
    internal static string InGroups(string code) => string.Join('-', code.Chunk(4).Select(group => new string(group)));
}

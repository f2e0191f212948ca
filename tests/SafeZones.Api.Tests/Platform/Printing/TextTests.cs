using System.Runtime.InteropServices;
using System.Text;
using HarfBuzzSharp;
using SafeZones.Api.Platform.Printing;

namespace SafeZones.Api.Tests.Platform.Printing;

public sealed class TextTests
{
    [Theory]
    [InlineData("هل هذا مكان آمن اليوم؟", "ar", "NotoSansArabic-Bold.ttf")]
    [InlineData("خريطة التحرش الجنسي", "ar", "NotoSansArabic-Bold.ttf")]
    public void Arabic_is_drawn_with_the_glyphs_that_HarfBuzz_joins_from_right_to_left(string text, string language, string font)
    {
        var drawn = TextLine.Of(text, language, isRightToLeft: true, isBold: true);

        Assert.True(drawn.IsComplete);
        Assert.Equal(Shaped(text, font, Direction.RightToLeft), drawn.Glyphs.Select(glyph => glyph.Glyph));
        // Letters have other forms in a word than alone: hardly any is drawn as the character map has it.
        var alone = text.EnumerateRunes().Reverse().Select(rune => Nominal(rune, font)).ToList();
        Assert.NotEqual(alone, drawn.Glyphs.Select(glyph => glyph.Glyph));
        Assert.True(alone.Except(drawn.Glyphs.Select(glyph => glyph.Glyph)).Count() > 4);
    }

    [Theory]
    [InlineData("Khu vực An toàn ban đêm", "vi")]
    [InlineData("Où êtes-vous en sûreté ? À l’Île d’Oléron", "fr")]
    [InlineData("¿Es hoy un lugar seguro? Señal", "es")]
    public void Marks_stand_on_their_letters_whether_a_text_is_composed_or_not(string text, string language)
    {
        var composed = TextLine.Of(text.Normalize(NormalizationForm.FormC), language, isRightToLeft: false, isBold: false);
        var apart = TextLine.Of(text.Normalize(NormalizationForm.FormD), language, isRightToLeft: false, isBold: false);

        Assert.True(composed.IsComplete);
        Assert.Equal(Shaped(text, "NotoSans-Regular.ttf", Direction.LeftToRight), composed.Glyphs.Select(glyph => glyph.Glyph));
        Assert.Equal(composed.Glyphs, apart.Glyphs);
        Assert.NotEqual(text.Normalize(NormalizationForm.FormD).Length, apart.Glyphs.Count);
    }

    // UAX #9, as its reference implementation orders these.
    [Theory]
    [InlineData("خريطة التحرش HarassMap 2012", true, "HarassMap 2012|خريطة التحرش ")]
    [InlineData("رقم 00017", true, "00017|رقم ")]
    [InlineData("من 10:30 إلى 12", true, "12| إلى |10:30|من ")]
    [InlineData("منذ 2026-11-28", true, "28|-|11|-|2026|منذ ")]
    [InlineData("Safe (آمن) place", false, "Safe (|آمن|) place")]
    [InlineData("مكان +20 آمن", true, " آمن|20|مكان +")]
    [InlineData("منذ \u200E2026-11-28.", true, ".|\u200E2026-11-28|منذ ")]
    [InlineData("اتصل على \u200E+20 آمن", true, " آمن|\u200E+20|اتصل على ")]
    public void Numbers_and_other_scripts_within_a_line_keep_their_own_direction(string text, bool isRightToLeft, string expected) =>
        Assert.Equal(expected, string.Join('|', Merged(TextRuns.Of(text, isRightToLeft, isBold: false), text)));

    [Fact]
    public void A_script_without_a_font_is_known() => Assert.False(new TextBlock("安全", "zh", 5).IsComplete);

    // Runs of one level whose font changes are one as far as direction goes.
    private static List<string> Merged(List<TextRun> runs, string text)
    {
        var merged = new List<(int Level, string Text)>();
        foreach (var run in runs)
        {
            var own = text.Substring(run.Start, run.Length);
            if (merged.Count > 0 && merged[^1].Level == run.Level)
            {
                merged[^1] = (run.Level, run.IsRightToLeft ? own + merged[^1].Text : merged[^1].Text + own);
            }
            else
            {
                merged.Add((run.Level, own));
            }
        }

        return [.. merged.Select(run => run.Text)];
    }

    private static List<uint> Shaped(string text, string file, Direction direction) => With(file, font =>
    {
        using var buffer = new HarfBuzzSharp.Buffer();
        buffer.AddUtf16(text);
        buffer.Direction = direction;
        buffer.GuessSegmentProperties();
        font.Shape(buffer);
        return buffer.GlyphInfos.Select(info => info.Codepoint).ToList();
    });

    private static uint Nominal(Rune rune, string file) =>
        With(file, font => font.TryGetNominalGlyph((uint)rune.Value, out var glyph) ? glyph : 0);

    private static T With<T>(string file, Func<Font, T> use)
    {
        using var stream = typeof(Installation).Assembly.GetManifestResourceStream(file)!;
        var bytes = GC.AllocateUninitializedArray<byte>((int)stream.Length, pinned: true);
        stream.ReadExactly(bytes);
        using var blob = new Blob(Marshal.UnsafeAddrOfPinnedArrayElement(bytes, 0), bytes.Length, MemoryMode.ReadOnly);
        using var face = new Face(blob, 0);
        using var font = new Font(face);
        var made = use(font);
        GC.KeepAlive(bytes);
        return made;
    }
}

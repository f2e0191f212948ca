using System.Globalization;
using System.Text.Json;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Languages;

namespace SafeZones.Api.Features.Partnerships.Decals;

/// <summary>The words of a sticker or certificate in one of the languages we speak.</summary>
internal sealed class StickerWords
{
    private static readonly Dictionary<string, StickerWords> ByLanguage =
        ProblemTexts.Languages.ToDictionary(language => language, language => new StickerWords(language));

    private readonly Dictionary<string, string> texts;

    private StickerWords(string language)
    {
        using var stream = typeof(StickerWords).Assembly.GetManifestResourceStream($"sticker.{language}.json")
            ?? throw new InvalidOperationException($"sticker.{language}.json is not embedded.");
        texts = JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!;
        Language = language;
    }

    /// <summary>Which language (BCP 47).</summary>
    public string Language { get; }

    public bool IsRightToLeft => LanguageTag.IsRightToLeft(Language);

    public IReadOnlyDictionary<string, string> All => texts;

    /// <summary>What the passer-by may ask; no sticker says that a place is safe.</summary>
    public string Question => texts["question"];

    public string Scan => texts["scan"];

    public string Serial(int serial) =>
        texts["serial"].Replace("{n}", serial.ToString("00000", CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <summary>A sentence in which days stand, as ISO 8601 writes them: the same on every machine.</summary>
    public string this[string key, params (string Name, DateOnly Day)[] days] => days.Aggregate(
        texts[key],
        (text, day) => text.Replace(
            $"{{{day.Name}}}", day.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), StringComparison.Ordinal));

    /// <summary>Those for a language, by its first subtag; English where we do not speak it.</summary>
    public static StickerWords Of(string tag) =>
        ByLanguage.GetValueOrDefault(tag.Split('-')[0] is "tl" ? "fil" : tag.Split('-')[0], ByLanguage["en"]);
}

using System.Globalization;
using System.Text.Json;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Pages;

/// <summary>The words of hosted pages in one of the languages we speak; values are written as <c>{name}</c>.</summary>
internal sealed class PageSentences
{
    private readonly Dictionary<string, string> texts;

    private PageSentences(string language)
    {
        using var stream = typeof(PageSentences).Assembly.GetManifestResourceStream($"texts.{language}.json")
            ?? throw new InvalidOperationException($"texts.{language}.json is not embedded.");
        texts = JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!;
        Language = language;
        Culture = CultureInfo.GetCultureInfo(language);
    }

    /// <summary>Those of every language, in the order of the switch.</summary>
    public static IReadOnlyDictionary<string, PageSentences> ByLanguage { get; } =
        ProblemTexts.Languages.ToDictionary(language => language, language => new PageSentences(language));

    /// <summary>Which language (BCP 47).</summary>
    public string Language { get; }

    /// <summary>How days and times are written in it.</summary>
    public CultureInfo Culture { get; }

    public string Direction => ProblemTexts.Direction(Language);

    public IReadOnlyDictionary<string, string> All => texts;

    public string this[string key] => texts[key];

    /// <summary>A sentence with its values.</summary>
    public string With(string key, params IEnumerable<(string Name, string Value)> values) => values.Aggregate(
        texts[key], (sentence, value) => sentence.Replace($"{{{value.Name}}}", value.Value, StringComparison.Ordinal));
}

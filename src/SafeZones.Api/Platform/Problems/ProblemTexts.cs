using System.Globalization;
using System.Text.Json;
using Microsoft.Net.Http.Headers;

namespace SafeZones.Api.Platform.Problems;

/// <summary>The sentences of problems in each language we speak; English where nothing better is accepted.</summary>
internal sealed class ProblemTexts
{
    private readonly Dictionary<string, Texts> byLanguage = Languages.ToDictionary(language => language, Load);

    /// <summary>The languages we speak (BCP 47).</summary>
    public static IReadOnlyList<string> Languages { get; } = ["en", "fr", "es", "ar", "fil"];

    public string Title(string language, ProblemCode code) => byLanguage[language].Problems[code.Name].Title;

    public string Detail(string language, ProblemCode code) => byLanguage[language].Problems[code.Name].Detail;

    /// <summary>What is around them on the catalogue page.</summary>
    public PageTexts Page(string language) => byLanguage[language].Page;

    /// <summary>The sentences of faults by their codes; values are written as <c>{name}</c>.</summary>
    public IReadOnlyDictionary<string, string> Faults(string language) => byLanguage[language].Faults;

    /// <summary>How a rule that is named in a fault is said.</summary>
    public IReadOnlyDictionary<string, string> Rules(string language) => byLanguage[language].Rules;

    public string Sentence(string language, Fault fault)
    {
        if (!byLanguage[language].Faults.TryGetValue(fault.Code, out var template))
        {
            return fault.Sentence ?? fault.Code;
        }

        foreach (var (name, value) in fault.Values)
        {
            var text = Convert.ToString(value, CultureInfo.InvariantCulture)!;
            template = template.Replace($"{{{name}}}",
                name == "rule" ? Rules(language).GetValueOrDefault(text, text) : text, StringComparison.Ordinal);
        }

        return template;
    }

    /// <summary>The language of ours that the client likes best (RFC 9110, Accept-Language).</summary>
    public static string Best(IHeaderDictionary headers)
    {
        if (headers.AcceptLanguage.Count == 0
            || !StringWithQualityHeaderValue.TryParseList(headers.AcceptLanguage, out var accepted))
        {
            return "en";
        }

        return accepted
            .Where(value => value.Quality is not 0)
            .OrderByDescending(value => value.Quality ?? 1)
            .Select(value => Spoken(value.Value.ToString()))
            .FirstOrDefault(language => language is not null) ?? "en";
    }

    public static string Direction(string language) => language == "ar" ? "rtl" : "ltr";

    /// <summary>Which of our languages serves somebody who speaks that one (BCP 47); null if none does.</summary>
    public static string? Spoken(string tag) => Languages.FirstOrDefault(language => Speaks(tag, language));

    // Filipino is the standard register of Tagalog, and many a phone asks for it by that name.
    private static bool Speaks(string accepted, string language)
    {
        var primary = accepted.Split('-')[0];
        return primary.Equals(language, StringComparison.OrdinalIgnoreCase)
            || (language == "fil" && primary.Equals("tl", StringComparison.OrdinalIgnoreCase));
    }

    private static Texts Load(string language)
    {
        using var stream = typeof(ProblemTexts).Assembly.GetManifestResourceStream($"problems.{language}.json")
            ?? throw new InvalidOperationException($"problems.{language}.json is not embedded.");
        return JsonSerializer.Deserialize<Texts>(stream, JsonSerializerOptions.Web)!;
    }

    private sealed record Texts(
        PageTexts Page, Dictionary<string, ProblemText> Problems, Dictionary<string, string> Faults,
        Dictionary<string, string> Rules);

    private sealed record ProblemText(string Title, string Detail);
}

/// <summary>The words of the catalogue page.</summary>
internal sealed record PageTexts(string Heading, string Intro, string All, string Faults);

using System.Text.Json;
using Microsoft.Net.Http.Headers;

namespace SafeZones.Api.Platform.Problems;

/// <summary>The sentences of problems in each language we speak; English where nothing better is accepted.</summary>
internal sealed class ProblemTexts
{
    private static readonly string[] Languages = ["en"];

    private readonly Dictionary<string, Texts> byLanguage = Languages.ToDictionary(language => language, Load);

    public string Title(string language, ProblemCode code) => byLanguage[language].Problems[code.Name].Title;

    public string Detail(string language, ProblemCode code) => byLanguage[language].Problems[code.Name].Detail;

    public string Sentence(string language, Fault fault)
    {
        if (!byLanguage[language].Faults.TryGetValue(fault.Code, out var template))
        {
            return fault.Sentence ?? fault.Code;
        }

        foreach (var (name, value) in fault.Values)
        {
            template = template.Replace($"{{{name}}}", Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture),
                StringComparison.Ordinal);
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
            .Select(value => Array.Find(Languages, language =>
                value.Value.Equals(language, StringComparison.OrdinalIgnoreCase)
                || value.Value.StartsWith(language + "-", StringComparison.OrdinalIgnoreCase)
                || (language == "fil" && value.Value.StartsWith("tl", StringComparison.OrdinalIgnoreCase))))
            .FirstOrDefault(language => language is not null) ?? "en";
    }

    public static string Direction(string language) => language == "ar" ? "rtl" : "ltr";

    private static Texts Load(string language)
    {
        using var stream = typeof(ProblemTexts).Assembly.GetManifestResourceStream($"problems.{language}.json")
            ?? throw new InvalidOperationException($"problems.{language}.json is not embedded.");
        return JsonSerializer.Deserialize<Texts>(stream, JsonSerializerOptions.Web)!;
    }

    private sealed record Texts(Dictionary<string, ProblemText> Problems, Dictionary<string, string> Faults);

    private sealed record ProblemText(string Title, string Detail);
}

using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Platform.Messaging;

/// <summary>
/// What we write to people, in one of the languages that we speak; values are written as <c>{name}</c>. A sentence whose form
/// depends on how many there are has one for each form of <see cref="Plurals"/>, chosen by its value <c>n</c>.
/// </summary>
internal sealed class MessageSentences
{
    private static readonly FrozenDictionary<string, MessageSentences> ByLanguage =
        ProblemTexts.Languages.ToFrozenDictionary(language => language, language => new MessageSentences(language));

    private const string LeftToRightMark = "\u200E";

    private readonly FrozenDictionary<string, JsonElement> sentences;

    private MessageSentences(string language)
    {
        using var stream = typeof(MessageSentences).Assembly.GetManifestResourceStream($"messages.{language}.json")
            ?? throw new InvalidOperationException($"messages.{language}.json is not embedded.");
        sentences = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(stream)!.ToFrozenDictionary();
        Language = language;
    }

    /// <summary>Which language (BCP 47).</summary>
    public string Language { get; }

    public IReadOnlyDictionary<string, JsonElement> All => sentences;

    /// <summary>Those in the language of somebody who asked for this one (BCP 47); English if we do not speak it.</summary>
    public static MessageSentences Of(string locale) =>
        ByLanguage[ProblemTexts.Spoken(locale) ?? "en"];

    public string Say(string key, params IEnumerable<(string Name, object Value)> values)
    {
        var text = Form(sentences[key], values.FirstOrDefault(value => value.Name == "n").Value as int?);
        foreach (var (name, value) in values)
        {
            text = text.Replace($"{{{name}}}", InItsDirection(Convert.ToString(value, CultureInfo.InvariantCulture)!), StringComparison.Ordinal);
        }

        return text;
    }

    // In a text from right to left a telephone number or a day would otherwise be turned around at its signs.
    private string InItsDirection(string value) =>
        ProblemTexts.Direction(Language) == "rtl" && value is ['+' or (>= '0' and <= '9'), _, _, ..] ? LeftToRightMark + value : value;

    private string Form(JsonElement sentence, int? number) => sentence.ValueKind == JsonValueKind.String
        ? sentence.GetString()!
        : (sentence.TryGetProperty(Plurals.FormOf(number!.Value, Language), out var form) ? form : sentence.GetProperty("other")).GetString()!;
}

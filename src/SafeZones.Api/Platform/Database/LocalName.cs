using System.Text.Json;

namespace SafeZones.Api.Platform.Database;

/// <summary>A name in the language of the reader if there is one, else in English, else in the first that there is.</summary>
/// <param name="Tag">In which language it is (BCP 47).</param>
/// <param name="Text">The name.</param>
internal readonly record struct LocalName(string Tag, string Text)
{
    /// <summary>Which of the names to show.</summary>
    /// <param name="names">Texts by language, as they are stored.</param>
    /// <param name="language">The reader's language.</param>
    public static LocalName Best(JsonText names, string language)
    {
        using var document = JsonDocument.Parse(names.Value);
        LocalName? regional = null, english = null, first = null;
        foreach (var member in document.RootElement.EnumerateObject())
        {
            var name = new LocalName(member.Name, member.Value.GetString()!);
            if (name.Tag == language)
            {
                return name;
            }

            first ??= name;
            // Mexico's Spanish is Spanish, and Filipino is the standard register of Tagalog.
            regional ??= name.Tag.StartsWith($"{language}-", StringComparison.Ordinal) || (language == "fil" && name.Tag == "tl") ? name : null;
            english ??= name.Tag == "en" ? name : null;
        }

        return regional ?? english ?? first ?? default;
    }
}

using System.Collections.Frozen;

namespace SafeZones.Domain.Languages;

/// <summary>The registered subtags, read once from LanguageSubtags.txt, which names its sources.</summary>
internal static class LanguageSubtags
{
    private static readonly Dictionary<string, FrozenDictionary<string, string>> Sections = Read();

    /// <summary>Each language and the language that replaced it, or itself.</summary>
    internal static readonly FrozenDictionary<string, string> Languages = Sections["language"];

    internal static readonly FrozenDictionary<string, string> Scripts = Sections["script"];

    internal static readonly FrozenDictionary<string, string> Variants = Sections["variant"];

    /// <summary>What ISO 3166-1 assigns today.</summary>
    internal static readonly FrozenDictionary<string, string> Countries = Sections["country"];

    /// <summary>Deprecated and exceptionally reserved codes, and the numbers of UN M.49.</summary>
    internal static readonly FrozenDictionary<string, string> OtherRegions = Sections["region"];

    internal static readonly FrozenDictionary<string, string> RightToLeftScripts =
        Sections["right-to-left script"];

    /// <summary>Languages, or languages in a region, that are usually written right to left.</summary>
    internal static readonly FrozenDictionary<string, string> RightToLeft = Sections["right-to-left"];

    /// <summary>Regions in which a language of <see cref="RightToLeft"/> is written left to right.</summary>
    internal static readonly FrozenDictionary<string, string> LeftToRight = Sections["left-to-right"];

    /// <summary>What an extended subtag stands for; null if it may not follow the prefix.</summary>
    internal static string? ExtendedOrDefault(string prefix, string subtag) =>
        Sections.TryGetValue($"extlang {prefix}", out var extended)
            ? extended.GetValueOrDefault(subtag)
            : null;

    private static Dictionary<string, FrozenDictionary<string, string>> Read()
    {
        using var stream = typeof(LanguageSubtags).Assembly.GetManifestResourceStream("LanguageSubtags.txt")!;
        using var reader = new StreamReader(stream);
        var sections = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        var section = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
            {
                continue;
            }
            if (line.StartsWith('['))
            {
                section = sections[line[1..^1]] = new(StringComparer.OrdinalIgnoreCase);
                continue;
            }
            foreach (var entry in line.Split(' '))
            {
                var parts = entry.Split('=');
                section.Add(parts[0], parts[^1]);
            }
        }
        return sections.ToDictionary(
            pair => pair.Key,
            pair => pair.Value.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase),
            StringComparer.Ordinal);
    }
}

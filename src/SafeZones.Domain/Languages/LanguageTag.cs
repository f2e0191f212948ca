using System.Collections.Frozen;

namespace SafeZones.Domain.Languages;

/// <summary>
/// Language tags of BCP 47 (RFC 5646), checked against the IANA registry: language, extended language,
/// script, region and variants. Private use, extensions and grandfathered tags do not suit published texts.
/// </summary>
public static class LanguageTag
{
    /// <summary>The longest tag, in characters (RFC 5646 section 4.4.1).</summary>
    public const int LengthMax = 35;

    /// <summary>Whether each subtag is registered and stands where it may.</summary>
    public static bool Exists(string? tag) => CanonicalOrDefault(tag) is not null;

    /// <summary>
    /// The tag as RFC 5646 section 4.5 writes it: usual case, replaced subtags by what replaced them
    /// (<c>iw</c> is <c>he</c>, <c>zh-yue</c> is <c>yue</c>); null if there is no such tag.
    /// </summary>
    public static string? CanonicalOrDefault(string? tag) =>
        PartsOrDefault(tag) is { } parts ? string.Join('-', parts.All()) : null;

    /// <summary>
    /// Whether text under this tag reads from right to left: by its script if it names one, else by the
    /// script in which the language is usually written there. False for a tag that does not exist.
    /// </summary>
    public static bool IsRightToLeft(string? tag)
    {
        if (PartsOrDefault(tag) is not { } parts)
        {
            return false;
        }
        if (parts.Script is not null)
        {
            return LanguageSubtags.RightToLeftScripts.ContainsKey(parts.Script);
        }
        var inRegion = $"{parts.Language}-{parts.Region}";
        return LanguageSubtags.RightToLeft.ContainsKey(inRegion)
            || (LanguageSubtags.RightToLeft.ContainsKey(parts.Language)
                && !LanguageSubtags.LeftToRight.ContainsKey(inRegion));
    }

    private static Parts? PartsOrDefault(string? tag)
    {
        if (tag is null || tag.Length > LengthMax)
        {
            return null;
        }
        var subtags = new Queue<string>(tag.Split('-'));
        if (!LanguageSubtags.Languages.TryGetValue(subtags.Peek(), out var language))
        {
            return null;
        }
        subtags.Dequeue();
        if (subtags.TryPeek(out var next)
            && LanguageSubtags.ExtendedOrDefault(language, next) is { } extended)
        {
            subtags.Dequeue();
            language = LanguageSubtags.Languages[extended];
        }
        var script = Take(subtags, LanguageSubtags.Scripts);
        var region = Take(subtags, LanguageSubtags.Countries) ?? Take(subtags, LanguageSubtags.OtherRegions);
        var variants = new List<string>();
        while (Take(subtags, LanguageSubtags.Variants) is { } variant)
        {
            if (variants.Contains(variant))
            {
                return null;
            }
            variants.Add(variant);
        }
        return subtags.Count == 0 ? new Parts(language, script, region, variants) : null;
    }

    private static string? Take(Queue<string> subtags, FrozenDictionary<string, string> registered)
    {
        if (!subtags.TryPeek(out var subtag) || !registered.TryGetValue(subtag, out var preferred))
        {
            return null;
        }
        subtags.Dequeue();
        return preferred;
    }

    private sealed record Parts(string Language, string? Script, string? Region, List<string> Variants)
    {
        internal IEnumerable<string> All() =>
            new[] { Language, Script, Region }.OfType<string>().Concat(Variants);
    }
}

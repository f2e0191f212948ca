namespace SafeZones.Domain.Languages;

/// <summary>One text in one language.</summary>
/// <param name="Tag">The BCP 47 tag in its usual spelling.</param>
/// <param name="Text">The text.</param>
public sealed record Translation(string Tag, string Text)
{
    /// <summary>Whether the text reads from right to left.</summary>
    public bool IsRightToLeft => LanguageTag.IsRightToLeft(Tag);
}

/// <summary>What is wrong with one member of a map of translations, or with the map as a whole.</summary>
/// <param name="Tag">The tag as it was sent; null when the fault is the map's.</param>
/// <param name="Code">Stable, for machines.</param>
/// <param name="Sentence">One sentence for people.</param>
public sealed record TranslationFault(string? Tag, string Code, string Sentence);

/// <summary>A text in several languages, at least one. Equal when the texts are.</summary>
public sealed class Translations : IEquatable<Translations>
{
    /// <summary>The most languages.</summary>
    public const int TagsMax = 20;

    /// <summary>The longest text in code points, unless the caller asks for another limit.</summary>
    public const int TextLengthMax = 200;

    private readonly SortedDictionary<string, string> texts;

    private Translations(SortedDictionary<string, string> texts) => this.texts = texts;

    /// <summary>The texts by tag, each tag in its usual spelling, in the order of the tags.</summary>
    public IReadOnlyDictionary<string, string> Texts => texts;

    /// <summary>
    /// The translations with composed, trimmed texts; null with every fault found if there are any.
    /// </summary>
    public static Translations? ParseOrDefault(
        IReadOnlyDictionary<string, string?> sent,
        out IReadOnlyList<TranslationFault> faults,
        int textLengthMax = TextLengthMax)
    {
        var found = new List<TranslationFault>();
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (sent.Count is 0 or > TagsMax)
        {
            found.Add(new(null, "translations_count", $"Give the text in 1 to {TagsMax} languages."));
        }
        foreach (var (tag, text) in sent.Take(TagsMax))
        {
            if (LanguageTag.CanonicalOrDefault(tag) is not { } canonical)
            {
                found.Add(new(tag, "language_tag_unknown", "This is not a registered BCP 47 language tag."));
            }
            else if (TextOrFault(tag, text, textLengthMax, out var normalised) is { } fault)
            {
                found.Add(fault);
            }
            else if (!texts.TryAdd(canonical, normalised))
            {
                found.Add(new(tag, "language_tag_repeated", $"The language {canonical} is given twice."));
            }
        }
        faults = found;
        return found.Count == 0 ? new Translations(texts) : null;
    }

    /// <summary>
    /// The text to show: the first preferred language that is there (RFC 4647 lookup: <c>es-MX</c> is content
    /// with <c>es</c>), else the fallback by the same rule, else the first of all.
    /// </summary>
    public Translation Best(IReadOnlyList<string> preferredTags, string fallbackTag) =>
        preferredTags.Append(fallbackTag).Select(LookUpOrDefault).FirstOrDefault(found => found is not null)
        ?? texts.Select(pair => new Translation(pair.Key, pair.Value)).First();

    /// <inheritdoc/>
    public bool Equals(Translations? other) => other is not null && texts.SequenceEqual(other.texts);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Translations);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var pair in texts)
        {
            hash.Add(pair);
        }
        return hash.ToHashCode();
    }

    private static TranslationFault? TextOrFault(string tag, string? sent, int lengthMax, out string text)
    {
        text = "";
        if (sent is null)
        {
            return new(tag, "text_missing", "Give a text, or leave the language out.");
        }
        if (OneLineText.NormaliseOrDefault(sent) is not { } normalised)
        {
            return new(tag, "text_has_control_characters", "The text holds characters that cannot be shown.");
        }
        if (OneLineText.IsBlank(normalised))
        {
            return new(tag, "text_blank", "The text is empty.");
        }
        if (OneLineText.LengthOf(normalised) > lengthMax)
        {
            return new(tag, "text_too_long", $"The text has more than {lengthMax} characters.");
        }
        text = normalised;
        return null;
    }

    /// <summary>
    /// Drops subtags from the end until a tag is there. A prefix that ends in a lone letter is no tag, so it
    /// needs no rule of its own.
    /// </summary>
    private Translation? LookUpOrDefault(string range)
    {
        for (var end = range.Length; end > 0; end = range.LastIndexOf('-', end - 1))
        {
            // Longer prefixes are not cut out, as the range comes from a header that may be very long.
            if (end <= LanguageTag.LengthMax
                && LanguageTag.CanonicalOrDefault(range[..end]) is { } canonical
                && texts.TryGetValue(canonical, out var text))
            {
                return new Translation(canonical, text);
            }
        }
        return null;
    }
}

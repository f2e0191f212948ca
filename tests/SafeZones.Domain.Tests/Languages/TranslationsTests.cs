using SafeZones.Domain.Languages;
using Xunit;

namespace SafeZones.Domain.Tests.Languages;

public sealed class TranslationsTests
{
    [Fact]
    public void Texts_are_kept_under_the_usual_spelling_of_their_tag_composed_and_trimmed()
    {
        var name = Parsed(("EN", "  Blue Cafe\u0301 "), ("iw", "קפה"));
        Assert.Equal([new("en", "Blue Café"), new("he", "קפה")], name.Texts);
    }

    [Fact]
    public void A_map_needs_at_least_one_language() =>
        Assert.Equal([(null, "translations_count")], FaultsOf());

    [Fact]
    public void A_map_holds_at_most_20_languages()
    {
        string[] tags = [.. "ar bg cs da de el en es et fa fi fr ga he hi hr hu id it ja ko".Split(' ')];
        Assert.NotNull(Parsed([.. tags.Take(20).Select(tag => (tag, (string?)"x"))]));
        Assert.Equal([(null, "translations_count")], FaultsOf([.. tags.Select(tag => (tag, (string?)"x"))]));
    }

    [Theory]
    [InlineData("english", "x", "language_tag_unknown")]
    [InlineData("x-home", "x", "language_tag_unknown")]
    [InlineData("en", null, "text_missing")]
    [InlineData("en", "", "text_blank")]
    [InlineData("en", " \u200B\u200F ", "text_blank")]
    [InlineData("en", "two\nlines", "text_has_control_characters")]
    [InlineData("en", "nul\u0000", "text_has_control_characters")]
    [InlineData("en", "\u202Eevil", "text_has_control_characters")]
    [InlineData("en", "non\uFFFFcharacter", "text_has_control_characters")]
    public void A_wrong_member_is_named_by_its_tag_and_a_code(string tag, string? text, string code) =>
        Assert.Equal([(tag, code)], FaultsOf((tag, text)));

    [Fact]
    public void Half_a_surrogate_pair_is_not_text() =>
        Assert.Equal([("en", "text_has_control_characters")], FaultsOf(("en", "half \uD83D pair")));

    [Fact]
    public void Every_wrong_member_is_named() =>
        Assert.Equal(
            [("xx", "language_tag_unknown"), ("en", "text_blank")],
            FaultsOf(("xx", "x"), ("fr", "bon"), ("en", " ")));

    [Fact]
    public void Two_spellings_of_one_language_are_a_repetition() =>
        Assert.Equal([("he", "language_tag_repeated")], FaultsOf(("iw", "קפה"), ("he", "קפה")));

    [Fact]
    public void The_limit_counts_characters_as_the_database_does_and_not_code_units()
    {
        var coffee = string.Concat(Enumerable.Repeat("☕🍵", 100));
        Assert.Equal(300, coffee.Length);
        Assert.NotNull(Parsed(("en", coffee)));
        Assert.Equal([("en", "text_too_long")], FaultsOf(("en", coffee + "x")));
    }

    [Fact]
    public void The_caller_may_set_another_limit()
    {
        var sent = new Dictionary<string, string?> { ["en"] = "four" };
        Assert.Null(Translations.ParseOrDefault(sent, out var faults, textLengthMax: 3));
        Assert.Equal("text_too_long", Assert.Single(faults).Code);
        Assert.NotNull(Translations.ParseOrDefault(sent, out _, textLengthMax: 4));
    }

    [Theory]
    [InlineData("fr,es", "fr")]
    [InlineData("de,es-MX,fr", "es")]
    [InlineData("zh-Hant-TW", "zh-Hant")]
    [InlineData("zh", "ar")]
    [InlineData("es-x-a", "es")]
    [InlineData("es-x-aaaaaaaa-bbbbbbbb-cccccccc-dddddddd-eeeeeeee", "es")]
    [InlineData("FR-ca-u-ca-gregory", "fr")]
    [InlineData("*", "ar")]
    [InlineData("", "ar")]
    [InlineData("de,nonsense,-,fr", "fr")]
    public void The_first_preferred_language_wins_or_a_wider_form_of_it_or_the_fallback(
        string preferred, string tag)
    {
        var name = Parsed(("es", "uno"), ("fr", "un"), ("zh-Hant", "一"), ("ar", "واحد"), ("en", "one"));
        var best = name.Best(preferred.Split(','), fallbackTag: "ar-EG");
        Assert.Equal(tag, best.Tag);
        Assert.Equal(name.Texts[tag], best.Text);
    }

    [Fact]
    public void Without_the_fallback_too_the_first_text_is_shown_rather_than_none() =>
        Assert.Equal("fr", Parsed(("vi", "một"), ("fr", "un")).Best(["de"], "en").Tag);

    [Fact]
    public void The_chosen_text_knows_its_direction()
    {
        var name = Parsed(("ar", "واحد"), ("en", "one"));
        Assert.True(name.Best(["ar"], "en").IsRightToLeft);
        Assert.False(name.Best([], "en").IsRightToLeft);
    }

    [Fact]
    public void Equal_texts_make_equal_translations_whatever_the_order_and_spelling()
    {
        var one = Parsed(("en", "Cafe\u0301"), ("vi", "Quán"));
        var same = Parsed(("VI", "Quán"), ("en", "Café "));
        Assert.Equal(one, same);
        Assert.Equal(one.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(one, Parsed(("en", "Café")));
        Assert.NotEqual(one, Parsed(("en", "Café"), ("vi", "Quan")));
    }

    private static Translations Parsed(params (string Tag, string? Text)[] sent)
    {
        var map = sent.ToDictionary(pair => pair.Tag, pair => pair.Text);
        var parsed = Translations.ParseOrDefault(map, out var faults);
        Assert.Empty(faults);
        return Assert.IsType<Translations>(parsed);
    }

    private static IEnumerable<(string? Tag, string Code)> FaultsOf(params (string Tag, string? Text)[] sent)
    {
        var map = sent.ToDictionary(pair => pair.Tag, pair => pair.Text);
        Assert.Null(Translations.ParseOrDefault(map, out var faults));
        return faults.Select(fault => (fault.Tag, fault.Code));
    }
}

using CsCheck;
using SafeZones.Domain.Languages;
using Xunit;

namespace SafeZones.Domain.Tests.Languages;

public sealed class LanguageTagTests
{
    [Theory]
    [InlineData("en", "en")]
    [InlineData("VI", "vi")]
    [InlineData("fil-ph", "fil-PH")]
    [InlineData("zh-hant-tw", "zh-Hant-TW")]
    [InlineData("ES-419", "es-419")]
    [InlineData("de-ch-1901", "de-CH-1901")]
    [InlineData("sl-rozaj-biske-1994", "sl-rozaj-biske-1994")]
    [InlineData("ca-VALENCIA", "ca-valencia")]
    [InlineData("und", "und")]
    public void A_registered_tag_exists_and_has_one_usual_spelling(string tag, string canonical)
    {
        Assert.True(LanguageTag.Exists(tag));
        Assert.Equal(canonical, LanguageTag.CanonicalOrDefault(tag));
    }

    [Theory]
    [InlineData("iw", "he")]
    [InlineData("in-ID", "id-ID")]
    [InlineData("my-BU", "my-MM")]
    [InlineData("zh-yue-HK", "yue-HK")]
    [InlineData("ar-arb", "arb")]
    [InlineData("sgn-ase", "ase")]
    public void What_was_replaced_is_written_as_what_replaced_it(string tag, string canonical) =>
        Assert.Equal(canonical, LanguageTag.CanonicalOrDefault(tag));

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("en-")]
    [InlineData("-en")]
    [InlineData("en--GB")]
    [InlineData("en_GB")]
    [InlineData("english")]
    [InlineData("xx")]
    [InlineData("en-XX")]
    [InlineData("en-Abcd")]
    [InlineData("en-GB-Latn")]
    [InlineData("en-GB-US")]
    [InlineData("en-yue")]
    [InlineData("zh-yue-gan")]
    [InlineData("de-1901-1901")]
    [InlineData("de-nosuchvar")]
    [InlineData("en ")]
    [InlineData("e\u0000n")]
    [InlineData("\u212Ao")]
    [InlineData("\u017Fv")]
    public void A_tag_that_is_not_registered_does_not_exist(string tag) =>
        Assert.False(LanguageTag.Exists(tag));

    [Theory]
    [InlineData("x-klingon")]
    [InlineData("en-x-mine")]
    [InlineData("qaa")]
    [InlineData("qtz")]
    [InlineData("en-Qaaa")]
    [InlineData("en-ZZ")]
    [InlineData("en-QM")]
    [InlineData("en-XA")]
    [InlineData("i-klingon")]
    [InlineData("zh-min-nan")]
    [InlineData("art-lojban")]
    [InlineData("en-u-ca-buddhist")]
    public void Private_grandfathered_and_extended_tags_are_not_for_published_texts(string tag) =>
        Assert.False(LanguageTag.Exists(tag));

    [Fact]
    public void A_tag_has_at_most_35_characters()
    {
        Assert.True(LanguageTag.Exists("sl-Latn-IT-rozaj-biske-1994-alalc97"));
        Assert.False(LanguageTag.Exists("sl-Latn-IT-rozaj-biske-1994-fonipa-alalc97"));
    }

    [Fact]
    public void A_missing_tag_does_not_exist() => Assert.False(LanguageTag.Exists(null));

    [Theory]
    [InlineData("ar")]
    [InlineData("ar-EG")]
    [InlineData("ary")]
    [InlineData("he")]
    [InlineData("iw")]
    [InlineData("fa")]
    [InlineData("ur-PK")]
    [InlineData("ps")]
    [InlineData("sd")]
    [InlineData("ckb")]
    [InlineData("dv")]
    [InlineData("yi")]
    [InlineData("ug")]
    [InlineData("pa-PK")]
    [InlineData("ku-IQ")]
    [InlineData("az-Arab")]
    [InlineData("ff-Adlm")]
    public void These_read_from_right_to_left(string tag) => Assert.True(LanguageTag.IsRightToLeft(tag));

    [Theory]
    [InlineData("en")]
    [InlineData("vi")]
    [InlineData("zh-Hant-TW")]
    [InlineData("ar-Latn")]
    [InlineData("pa")]
    [InlineData("ku")]
    [InlineData("sd-IN")]
    [InlineData("ug-KZ")]
    [InlineData("nonsense")]
    public void These_read_from_left_to_right(string tag) => Assert.False(LanguageTag.IsRightToLeft(tag));

    [Fact]
    public void The_usual_spelling_is_its_own_usual_spelling_and_case_never_matters() =>
        Gen.Select(
                Gen.OneOf("en", "iw", "zh", "zh-yue", "ar", "sr"),
                Gen.OneOf("", "-latn", "-Hant", "-ARAB"),
                Gen.OneOf("", "-gb", "-BU", "-419"),
                Gen.OneOf("", "-1901", "-fonipa", "-heploc"))
            .Sample((language, script, region, variant) =>
            {
                var tag = language + script + region + variant;
                var canonical = LanguageTag.CanonicalOrDefault(tag);
                Assert.NotNull(canonical);
                Assert.Equal(canonical, LanguageTag.CanonicalOrDefault(canonical));
                Assert.Equal(canonical, LanguageTag.CanonicalOrDefault(tag.ToUpperInvariant()));
            });

    [Fact]
    public void Whatever_text_arrives_the_answer_is_no_tag_or_a_usual_spelling() =>
        Gen.OneOf(
                Gen.String,
                Gen.OneOf("en", "ar", "-", "--", "GB", "1901", "x", "Latn", " ").Array.Select(string.Concat))
            .Sample(text =>
            {
                var canonical = LanguageTag.CanonicalOrDefault(text);
                Assert.Equal(canonical, LanguageTag.CanonicalOrDefault(canonical));
                Assert.True(canonical is null || canonical.Length <= text.Length);
            });
}

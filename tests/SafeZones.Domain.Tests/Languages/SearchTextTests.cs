using CsCheck;
using SafeZones.Domain.Languages;
using Xunit;

namespace SafeZones.Domain.Tests.Languages;

public sealed class SearchTextTests
{
    [Theory]
    [InlineData("Nhà hàng Đông Á", "nha hang dong a")]
    [InlineData("Phở Thìn – Lò Đúc", "pho thin lo duc")]
    [InlineData("CÀ PHÊ TRỨNG ƯỚP", "ca phe trung uop")]
    [InlineData("Straße & Weiß", "strasse weiss")]
    [InlineData("STRASSE UND WEISS", "strasse und weiss")]
    [InlineData("Café  «Zoë's»", "cafe zoes")]
    [InlineData("Bún Chả 34…", "bun cha 34")]
    [InlineData("  --- ", "")]
    [InlineData("İstanbul Kahvesi", "istanbul kahvesi")]
    [InlineData("ΟΔΟΣ Όδος", "οδοσ οδοσ")]
    [InlineData("Ёлка", "елка")]
    [InlineData("ＦＵＬＬ ﬁne ①", "full fine 1")]
    public void Case_accents_and_punctuation_do_not_matter(string name, string normal) =>
        Assert.Equal(normal, SearchText.Normalise(name));

    [Theory]
    [InlineData("مَقْهَى الأُسْرَة", "مقهي الاسره")]
    [InlineData("مـــقـهى الاسرة", "مقهي الاسره")]
    [InlineData("إبراهيم آدم ٱسم", "ابراهيم ادم اسم")]
    [InlineData("کافه‌ی تهران ۱۲۳", "كافهي تهران 123")]
    [InlineData("صيدلية ٤٥", "صيدليه 45")]
    [InlineData("שָׁלוֹם", "שלום")]
    public void Vowel_signs_and_regional_letters_do_not_matter(string name, string normal) =>
        Assert.Equal(normal, SearchText.Normalise(name));

    [Theory]
    [InlineData("ร้านกาแฟ")]
    [InlineData("कॉफी")]
    [InlineData("コーヒーが")]
    [InlineData("커피")]
    [InlineData("咖啡")]
    public void A_script_in_which_marks_make_the_word_keeps_them(string name) =>
        Assert.Equal(name, SearchText.Normalise(name));

    [Fact]
    public void The_same_letters_composed_or_decomposed_are_the_same_name() =>
        Assert.Equal(SearchText.Normalise("Ph\u1EDF"), SearchText.Normalise("Pho\u031B\u0309"));

    [Fact]
    public void Broken_text_is_not_an_error() =>
        Assert.Equal("a b c", SearchText.Normalise("a\uD800b\uFFFEc\0"));

    [Fact]
    public void Normalising_twice_changes_nothing() =>
        Text.Sample(
            text =>
            {
                var once = SearchText.Normalise(text);
                Assert.Equal(once, SearchText.Normalise(once));
            },
            iter: 20_000);

    [Fact]
    public void No_form_has_a_space_at_its_ends_or_two_in_a_row() =>
        Text.Sample(text =>
        {
            var normal = SearchText.Normalise(text);
            Assert.Equal(normal.Trim(), normal);
            Assert.DoesNotContain("  ", normal, StringComparison.Ordinal);
        });

    [Fact]
    public void Every_character_of_Unicode_has_a_stable_form()
    {
        for (var value = 0; value <= 0x10FFFF; value++)
        {
            if (System.Text.Rune.IsValid(value))
            {
                var once = SearchText.Normalise($"a{char.ConvertFromUtf32(value)}");
                Assert.Equal(once, SearchText.Normalise(once));
            }
        }
    }

    [Theory]
    [InlineData("YES ٧KQ٢M٤", "YES 7KQ2M4")]
    [InlineData("०१२ ໓ 𝟗 ①½", "012 3 9 ①½")]
    public void Digits_of_any_script_become_ascii_and_nothing_else_changes(string text, string ascii) =>
        Assert.Equal(ascii, DigitText.ToAscii(text));

    [Fact]
    public void Half_a_digit_is_left_alone() => Assert.Equal("\uD835", DigitText.ToAscii("\uD835"));

    /// <summary>Any UTF-16, and denser in the blocks where the rules bite.</summary>
    private static Gen<string> Text { get; } = Gen.OneOf(
        Gen.String,
        Gen.OneOf(
            Gen.Char['\u0020', '\u024F'],
            Gen.Char['\u0300', '\u03FF'],
            Gen.Char['\u0590', '\u06FF'],
            Gen.Char['\u1E00', '\u206F'],
            Gen.Char['\u0900', '\u0E7F'],
            Gen.Char['\uFB00', '\uFFFF'],
            Gen.Char['\uD800', '\uDFFF']).Array.Select(characters => new string(characters)));
}

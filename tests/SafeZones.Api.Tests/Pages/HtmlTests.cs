using System.Text;
using SafeZones.Api.Pages;
using SafeZones.Api.Platform.Database;

namespace SafeZones.Api.Tests.Pages;

public sealed class HtmlTests
{
    [Fact]
    public void What_is_inserted_is_text_in_an_element_and_in_an_attribute()
    {
        const string hostile = "\"><script>alert('x')</script>&amp;";

        var page = new Html().Write($"<p title=\"{hostile}\">{hostile}</p>").Write($"<b>{-5}{0.1 + 0.2}{(string?)null}</b>");

        const string encoded = "&quot;&gt;&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;&amp;amp;";
        Assert.Equal($"<p title=\"{encoded}\">{encoded}</p><b>-50.3</b>", Encoding.UTF8.GetString(page.Written.Span));
    }

    [Fact]
    public void Letters_of_every_script_stay_as_they_are() =>
        Assert.Equal("Quán Ốc · مقهى الأمان · Niño", Encoding.UTF8.GetString(new Html().Write($"{"Quán Ốc · مقهى الأمان · Niño"}").Written.Span));

    [Theory]
    [InlineData("""{"ar":"a","en":"e","vi":"v"}""", "ar", "a")]
    [InlineData("""{"en":"e","es-MX":"m","vi":"v"}""", "es", "m")]
    [InlineData("""{"en":"e","tl":"t"}""", "fil", "t")]
    [InlineData("""{"ar":"a","en":"e"}""", "fr", "e")]
    [InlineData("""{"km":"k","vi":"v"}""", "fr", "k")]
    public void A_name_is_said_in_the_readers_language_or_the_next_best(string names, string language, string expected) =>
        Assert.Equal(expected, LocalName.Best(new JsonText(names), language).Text);
}

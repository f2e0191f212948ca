using System.Globalization;
using SafeZones.Domain.Messages;
using Xunit;

namespace SafeZones.Domain.Tests.Messages;

public sealed class TextSegmentsTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("a*160", 1)]
    [InlineData("a*161", 2)]
    [InlineData("a*306", 2)]
    [InlineData("a*307", 3)]
    [InlineData("é*160", 1)]
    [InlineData("€*80", 1)]
    [InlineData("€*81", 2)]
    [InlineData("ê*70", 1)]
    [InlineData("ê*71", 2)]
    [InlineData("ن*70", 1)]
    [InlineData("ن*134", 2)]
    [InlineData("ن*135", 3)]
    [InlineData("😀*35", 1)]
    [InlineData("😀*36", 2)]
    // Two halves are not cut: 33 of them fit where 67 units are.
    [InlineData("😀*67", 3)]
    // An escape stays with its character: 76 of them and one more unit fit where 153 are.
    [InlineData("€*153", 3)]
    public void A_segment_holds_160_plain_characters_or_70_of_others_and_less_where_there_are_several(string pattern, int segments)
    {
        var (character, times) = pattern.Split('*') is [var one, var number] ? (one, int.Parse(number, CultureInfo.InvariantCulture)) : ("", 0);

        Assert.Equal(segments, TextSegments.Count(string.Concat(Enumerable.Repeat(character, times))));
    }

    [Theory]
    [InlineData("Café", "Café")]
    [InlineData("¿Cuántas personas?", "¿Cuántas personas?")]
    [InlineData("مقهى", "مقهى")]
    public void What_fits_into_one_segment_keeps_its_accents(string text, string expected) => Assert.Equal(expected, TextSegments.Cheapest(text));

    [Fact]
    public void Accents_that_would_cost_a_segment_are_left_out_and_letters_of_other_scripts_are_not_touched()
    {
        var (spanish, arabic) = (new string('a', 80) + "á ñ é 😀"[..5], new string('ب', 80) + "á");

        Assert.Equal(new string('a', 80) + "a ñ é", TextSegments.Cheapest(spanish));
        Assert.Equal(arabic, TextSegments.Cheapest(arabic));
    }

    [Fact]
    public void One_character_that_is_not_plain_makes_the_whole_message_dear()
    {
        Assert.Equal(1, TextSegments.Count(new string('a', 100)));
        Assert.Equal(2, TextSegments.Count(new string('a', 100) + "ا"));
    }
}

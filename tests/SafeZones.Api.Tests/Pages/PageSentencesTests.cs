using System.Text.RegularExpressions;
using SafeZones.Api.Pages;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Tests.Pages;

public sealed class PageSentencesTests
{
    public static TheoryData<string> Languages => [.. ProblemTexts.Languages];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_language_says_the_same_things_with_the_same_values(string language)
    {
        var (english, other) = (PageSentences.ByLanguage["en"].All, PageSentences.ByLanguage[language].All);

        Assert.Equal(english.Keys.Order(), other.Keys.Order());
        Assert.All(english, sentence => Assert.Equal(Placeholders(sentence.Value), Placeholders(other[sentence.Key])));
        Assert.DoesNotContain(other.Values, string.IsNullOrWhiteSpace);
    }

    [Fact]
    public void Languages_differ() => Assert.All(PageSentences.ByLanguage["en"].All.Keys, key =>
        Assert.Equal(ProblemTexts.Languages.Count, PageSentences.ByLanguage.Values.Select(texts => texts[key]).Distinct().Count()));

    private static IEnumerable<string> Placeholders(string sentence) =>
        Regex.Matches(sentence, @"\{(\w+)\}").Select(match => match.Value).Order();
}

using System.Text.Json;
using System.Text.RegularExpressions;
using SafeZones.Api.Platform.Messaging;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Tests.Platform.Messaging;

public sealed partial class MessageSentencesTests
{
    [Fact]
    public void Every_language_says_everything_with_the_same_values()
    {
        var english = MessageSentences.Of("en").All;
        foreach (var sentences in ProblemTexts.Languages.Select(MessageSentences.Of))
        {
            Assert.Equal(english.Keys.Order(), sentences.All.Keys.Order());
            foreach (var (key, sentence) in sentences.All)
            {
                var values = Values(Other(sentence)).ToList();
                // An Arabic question fits into one segment only without the name of the venue or the programme.
                Assert.Empty(values.Except(Values(Other(english[key]))));
                Assert.Equal(key.StartsWith("sms_", StringComparison.Ordinal) ? [] : Values(Other(english[key])).Except(values), []);
            }
        }
    }

    // Unicode CLDR: which numbers take which form.
    [Theory]
    [InlineData("en", 1, "one")]
    [InlineData("en", 0, "other")]
    [InlineData("fr", 0, "one")]
    [InlineData("fr", 2, "other")]
    [InlineData("es", 1, "one")]
    [InlineData("ar", 0, "zero")]
    [InlineData("ar", 2, "two")]
    [InlineData("ar", 103, "few")]
    [InlineData("ar", 11, "many")]
    [InlineData("ar", 100, "other")]
    [InlineData("fil", 4, "other")]
    [InlineData("fil", 5, "one")]
    public void A_number_takes_the_form_of_its_language(string language, int number, string form) =>
        Assert.Equal(form, Plurals.FormOf(number, language));

    [Fact]
    public void Every_form_that_a_language_has_is_written()
    {
        foreach (var language in ProblemTexts.Languages)
        {
            var forms = Enumerable.Range(0, 200).Select(number => Plurals.FormOf(number, language)).Distinct().ToList();
            foreach (var sentence in MessageSentences.Of(language).All.Values.Where(one => one.ValueKind == JsonValueKind.Object))
            {
                Assert.Equal(forms.Append("other").Distinct().Order(), sentence.EnumerateObject().Select(form => form.Name).Order());
            }
        }
    }

    [Theory]
    [InlineData("en-PH", "en")]
    [InlineData("ar-EG", "ar")]
    [InlineData("tl", "fil")]
    [InlineData("vi", "en")]
    public void Whoever_speaks_none_of_our_languages_is_written_to_in_English(string locale, string language) =>
        Assert.Equal(language, MessageSentences.Of(locale).Language);

    private static string Other(JsonElement sentence) =>
        sentence.ValueKind == JsonValueKind.String ? sentence.GetString()! : sentence.GetProperty("other").GetString()!;

    private static IEnumerable<string> Values(string text) => Named().Matches(text).Select(match => match.Value).Distinct();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Named();
}

using System.Text.RegularExpressions;
using SafeZones.Api.Platform.Problems;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Platform.Problems;

public sealed class ProblemTextsTests
{
    private readonly ProblemTexts texts = new();

    public static TheoryData<string> Languages => [.. ProblemTexts.Languages];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_problem_has_a_title_and_advice(string language) =>
        Assert.All(ProblemCode.All, code =>
        {
            Assert.NotEmpty(texts.Title(language, code));
            Assert.NotEmpty(texts.Detail(language, code));
        });

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_fault_of_ours_and_of_the_domain_has_a_sentence_that_says_the_same(string language)
    {
        var expected = FaultCode.All.Concat(DomainCodes()).ToHashSet();

        Assert.Empty(expected.Except(texts.Faults(language).Keys));
        Assert.All(texts.Faults("en"), sentence =>
            Assert.Equal(Placeholders(sentence.Value), Placeholders(texts.Faults(language)[sentence.Key])));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_rule_that_a_contradiction_names_is_said_in_each_language(string language)
    {
        var named = Sources("SafeZones.Api").SelectMany(source => Regex.Matches(source, """\("rule", "([^"]+)"\)""")).ToList();

        Assert.NotEmpty(named);
        Assert.Empty(named.Select(match => match.Groups[1].Value).Except(texts.Rules(language).Keys));
    }

    [Fact]
    public void Languages_differ() => Assert.All(ProblemCode.All, code =>
        Assert.Equal(ProblemTexts.Languages.Count, ProblemTexts.Languages.Select(language => texts.Title(language, code)).Distinct().Count()));

    [Fact]
    public void A_sentence_is_said_with_its_values_in_the_language_asked_for()
    {
        Assert.Equal("De 1 à 200.", texts.Sentence("fr", Fault.In("limit", FaultCode.OutOfRange, ("least", 1), ("most", 200))));
        Assert.Equal(
            "Esto contradice otro campo: radius_m necesita near.",
            texts.Sentence("es", Fault.In("radius_m", FaultCode.Contradiction, ("rule", "radius_m needs near"))));
    }

    // A code of the domain is followed by its sentence: ("ring_not_closed", "A ring ends…").
    private static List<string> DomainCodes()
    {
        var codes = Sources("SafeZones.Domain")
            .SelectMany(source => Regex.Matches(source, @"""([a-z]+(?:_[a-z]+)+)"",\s*\$?""[A-Z{]"))
            .Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.Contains("ring_not_closed", codes);
        return codes;
    }

    private static IEnumerable<string> Sources(string project) => Directory
        .EnumerateFiles(Path.Combine(PostgresCluster.Repository, "src", project), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .Select(File.ReadAllText);

    private static IEnumerable<string> Placeholders(string sentence) =>
        Regex.Matches(sentence, @"\{(\w+)\}").Select(match => match.Value).Order();
}

using System.Net;
using SafeZones.Api.Platform.Problems;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Platform.Problems;

public sealed class ProblemCatalogueTests(SharedApi shared)
{
    private readonly Actor stranger = shared.Api.Stranger;

    [Fact]
    public async Task A_problem_points_to_a_page_that_explains_it_in_the_readers_language()
    {
        var problem = await stranger.Get("/v1/venues", ("Accept-Language", "fr-CA, en;q=0.5"));
        var page = await stranger.Get(new Uri((string)problem.Body["type"]!).AbsolutePath, ("Accept-Language", "fr-CA, en;q=0.5"));

        Assert.Equal("Identifiez-vous d'abord", (string?)problem.Body["title"]);
        Assert.Equal((HttpStatusCode.OK, "fr", "text/html; charset=utf-8"), (page.Status, page.Headers["Content-Language"], page.Headers["Content-Type"]));
        Assert.Contains("<h1>Identifiez-vous d&#x27;abord</h1>", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_catalogue_lists_every_code_without_a_script()
    {
        var page = (await stranger.Get("/problems", ("Accept-Language", "ar"))).Expect(HttpStatusCode.OK);

        Assert.All(ProblemCode.All, code => Assert.Contains($"<code dir=\"ltr\">{code.Name}</code>", page.Text, StringComparison.Ordinal));
        Assert.All(FaultCode.All, code => Assert.Contains($"<code dir=\"ltr\">{code}</code>", page.Text, StringComparison.Ordinal));
        Assert.Contains("<html lang=\"ar\" dir=\"rtl\">", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page.Text, StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("default-src 'none';", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Equal("Accept-Language", page.Headers["Vary"]);
    }

    [Fact]
    public async Task A_code_that_does_not_exist_has_no_page() =>
        Assert.Equal("not_found", (await stranger.Get("/problems/no_such_code")).Code);

    [Theory]
    [InlineData("tl-PH", "fil")]
    [InlineData("de, es;q=0.2, fr;q=0.1", "es")]
    [InlineData("de", "en")]
    [InlineData("en;q=0, ar;q=0.1", "ar")]
    public async Task The_language_is_the_one_of_ours_that_the_reader_likes_best(string accepted, string language) =>
        Assert.Equal(language, (await stranger.Get("/problems", ("Accept-Language", accepted))).Headers["Content-Language"]);
}

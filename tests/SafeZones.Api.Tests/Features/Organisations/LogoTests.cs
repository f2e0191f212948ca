using System.Net;
using SafeZones.Api.Features.Organisations;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Organisations;

public sealed class LogoTests(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task An_owner_sets_the_logo_everybody_of_the_organisation_reads_it_and_the_owner_removes_it()
    {
        var organisation = await api.Organisation();
        var owner = organisation.Owner;
        Assert.Equal("not_found", (await owner.Get("/v1/organisation/logo")).Code);
        var etag = (await owner.Get("/v1/organisation")).ETag!;

        var set = (await owner.Put("/v1/organisation/logo", new { Svg = $"<?xml version='1.0'?><!-- made by --><svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><script>alert(1)</script><path d='M0 0h9'/></svg>" }, ("If-Match", etag)))
            .Expect(HttpStatusCode.OK);
        var stale = await owner.Put("/v1/organisation/logo", new { Logo.Example.Svg }, ("If-Match", etag));
        var read = (await (await organisation.Volunteer()).Get("/v1/organisation/logo")).Expect(HttpStatusCode.OK);

        Assert.Equal("""<svg viewBox="0 0 9 9" xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9" /></svg>""", (string?)set.Body["svg"]);
        Assert.Equal((set.Text, set.ETag), (read.Text, read.ETag));
        Assert.Equal("precondition_failed", stale.Code);
        Assert.Equal("forbidden", (await (await organisation.Coordinator()).Put("/v1/organisation/logo", new { Logo.Example.Svg }, ("If-Match", "*"))).Code);
        (await owner.Delete("/v1/organisation/logo", set.ETag)).Expect(HttpStatusCode.NoContent);
        Assert.Equal("not_found", (await owner.Get("/v1/organisation/logo")).Code);
        Assert.Equal("not_found", (await owner.Delete("/v1/organisation/logo", "*")).Code);
        Assert.Equal(
            ["set_logo organisation(logo)", "remove_logo organisation(logo)"], (await organisation.TrailOf(organisation.Id)).TakeLast(2));
    }

    [Theory]
    [InlineData("<!DOCTYPE svg [<!ENTITY a 'aaaa'>]><svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><text>&a;</text></svg>")]
    [InlineData("<!DOCTYPE svg SYSTEM 'https://evil.example/a.dtd'><svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><g/></svg>")]
    [InlineData("<svg viewBox='0 0 9 9'><g/></svg>")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><g/></svg>")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><script>alert(1)</script></svg>")]
    [InlineData("<html xmlns='http://www.w3.org/1999/xhtml'><body/></html>")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><g>")]
    [InlineData("no picture")]
    public async Task What_is_no_svg_or_shows_nothing_is_refused(string svg) => Assert.Equal(
        ["/svg wrong_format"], (await (await api.Organisation()).Owner.Put("/v1/organisation/logo", new { Svg = svg }, ("If-Match", "*"))).Faults);

    [Theory]
    [InlineData("<script href='https://evil.example/a.js'/>")]
    [InlineData("<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'><iframe src='//evil.example'/></body></foreignObject>")]
    [InlineData("<image href='https://evil.example/a.png'/>")]
    [InlineData("<image xmlns:xlink='http://www.w3.org/1999/xlink' xlink:href='data:image/svg+xml,x'/>")]
    [InlineData("<use href='#a'/>")]
    [InlineData("<a href='javascript:alert(1)'><rect width='1' height='1'/></a>")]
    [InlineData("<style>@import url(https://evil.example/a.css)</style>")]
    [InlineData("<animate attributeName='href' to='javascript:alert(1)'/>")]
    [InlineData("<set attributeName='onload' to='alert(1)'/>")]
    [InlineData("<h:script xmlns:h='http://www.w3.org/1999/xhtml'>alert(1)</h:script>")]
    [InlineData("<SCRIPT>alert(1)</SCRIPT>")]
    public void What_could_run_or_load_something_is_taken_out(string element)
    {
        var clean = SvgImage.CleanOrDefault($"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>{element}<g/></svg>");

        Assert.Equal("""<svg viewBox="0 0 9 9" xmlns="http://www.w3.org/2000/svg"><g /></svg>""", clean);
    }

    [Theory]
    [InlineData("onload='alert(1)'")]
    [InlineData("style='background:url(//evil.example)'")]
    [InlineData("fill='url(https://evil.example/a.svg#b)'")]
    [InlineData("fill='URL( &quot;//evil.example&quot; )'")]
    [InlineData("fill='u\\72l(//evil.example)'")]
    [InlineData("clip-path='url(#a) url(//evil.example)'")]
    [InlineData("href='#a'")]
    [InlineData("class='a'")]
    [InlineData("xml:base='https://evil.example/'")]
    public void Attributes_that_could_are_taken_out(string attribute) => Assert.Equal(
        """<svg viewBox="0 0 9 9" xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9" /></svg>""",
        SvgImage.CleanOrDefault($"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9' {attribute}/></svg>"));

    [Fact]
    public void Shapes_colours_and_gradients_stay_and_the_deepest_nesting_does_not_stop_us()
    {
        const string svg =
            """<svg viewBox="0 0 9 9" xmlns="http://www.w3.org/2000/svg"><defs><linearGradient id="a"><stop offset="0" stop-color="#0b4f9e" /></linearGradient></defs><path d="M1 1h7v7z" fill="url(#a)" transform="rotate(45)" /><text x="1" y="2">Sûr &amp; safe</text></svg>""";
        Assert.Equal(svg, SvgImage.CleanOrDefault(svg));
        Assert.NotNull(SvgImage.CleanOrDefault(
            $"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>{string.Concat(Enumerable.Repeat("<g>", 2_500))}{string.Concat(Enumerable.Repeat("</g>", 2_500))}</svg>"));
        Assert.Null(SvgImage.CleanOrDefault($"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><text>{new string('é', 10_300)}</text></svg>"));
    }
}

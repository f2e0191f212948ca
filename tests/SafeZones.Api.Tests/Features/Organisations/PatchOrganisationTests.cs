using System.Net;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Organisations;

public sealed class PatchOrganisationTests(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task Everybody_of_an_organisation_reads_it_and_only_an_owner_changes_it()
    {
        var organisation = await api.Organisation();
        foreach (var role in new[] { "owner", "coordinator", "safeguarding", "volunteer", "trainer", "analyst", "auditor" })
        {
            var member = await organisation.Member(role);
            var read = (await member.Get("/v1/organisation")).Expect(HttpStatusCode.OK);
            Assert.Equal(organisation.Id, read.Id);
            Assert.Equal(
                role == "owner" ? HttpStatusCode.OK : HttpStatusCode.Forbidden,
                (await member.Patch("/v1/organisation", "{}", read.ETag)).Status);
        }
    }

    [Fact]
    public async Task What_an_owner_changes_is_what_venues_are_registered_with_from_then_on()
    {
        var organisation = await api.Organisation();
        var owner = organisation.Owner;
        await organisation.Venue();
        var before = await owner.Get("/v1/organisation");

        var changed = (await owner.Patch(
            "/v1/organisation",
            """{"name":{"vi":"Mạng lưới"},"time_zone":"Africa/Cairo","locales":["ar","en"],"default_locale":"ar","settings":{"retention_months":12}}""",
            before.ETag)).Expect(HttpStatusCode.OK);
        var venue = await organisation.Venue();

        Assert.Equal("Africa/Cairo", (string?)venue.Body["time_zone"]);
        Assert.Equal(12, (int)changed.Body["settings"]!["retention_months"]!);
        Assert.Equal(5, (int)changed.Body["settings"]!["suppression_k"]!);
        Assert.Equal("""{"en":"Test Network","vi":"Mạng lưới"}""", changed.Body["name"]!.ToJsonString(Readable));
        Assert.Equal(changed.Text, (await owner.Get("/v1/organisation")).Text);
        Assert.Equal(
            "patch_organisation organisation(name, time_zone, locales, default_locale, settings)",
            (await organisation.TrailOf(organisation.Id))[^1]);
    }

    [Theory]
    [InlineData("""{"time_zone":"Mars/Olympus"}""", "/time_zone unknown_time_zone")]
    [InlineData("""{"locales":["qq"]}""", "/locales/0 unknown_language")]
    [InlineData("""{"locales":[]}""", "/locales too_few")]
    [InlineData("""{"default_locale":"fr"}""", "/default_locale contradiction")]
    [InlineData("""{"settings":{"retention_months":0}}""", "/settings/retention_months out_of_range")]
    [InlineData("""{"settings":{"retention_months":121}}""", "/settings/retention_months out_of_range")]
    [InlineData("""{"settings":{"suppression_k":2}}""", "/settings/suppression_k out_of_range")]
    [InlineData("""{"settings":{"suppression_k":101}}""", "/settings/suppression_k out_of_range")]
    [InlineData("""{"settings":{"quotas":{"venues_max":1000000}}}""", "/settings/quotas unknown_member")]
    [InlineData("""{"settings":{"links_url":"http://venues.example/l/"}}""", "/settings/links_url wrong_format")]
    [InlineData("""{"settings":{"links_url":"https://me:secret@venues.example/l/"}}""", "/settings/links_url wrong_format")]
    [InlineData("""{"settings":{"links_url":"https://venues/l/"}}""", "/settings/links_url wrong_format")]
    [InlineData("""{"settings":{"links_url":"javascript:alert(1)"}}""", "/settings/links_url wrong_format")]
    [InlineData("""{"settings":{"links_url":"https://venues.example/a b"}}""", "/settings/links_url wrong_format")]
    [InlineData("""{"settings":{"brand_colour":"red"}}""", "/settings/brand_colour wrong_format")]
    [InlineData("""{"settings":{"brand_colour":"#12345g"}}""", "/settings/brand_colour wrong_format")]
    [InlineData("""{"settings":{"brand_colour":"#777777"}}""", "/settings/brand_colour too_pale")]
    [InlineData("""{"settings":{"hosted_pages":"no"}}""", "/settings/hosted_pages wrong_type")]
    [InlineData("""{"country":"FR"}""", "/country unknown_member")]
    [InlineData("""{"name":null}""", "/name required")]
    public async Task A_wrong_change_is_refused_by_member(string patch, string fault)
    {
        var owner = (await api.Organisation()).Owner;
        var before = await owner.Get("/v1/organisation");

        var refused = await owner.Patch("/v1/organisation", patch, before.ETag);

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal([fault], refused.Faults);
        Assert.Equal(before.Text, (await owner.Get("/v1/organisation")).Text);
    }

    [Fact]
    public async Task Of_two_changes_to_the_same_version_one_wins()
    {
        var owner = (await api.Organisation()).Owner;
        var before = await owner.Get("/v1/organisation");

        var answers = await Task.WhenAll(
            owner.Patch("/v1/organisation", """{"settings":{"suppression_k":7}}""", before.ETag),
            owner.Patch("/v1/organisation", """{"settings":{"suppression_k":9}}""", before.ETag));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.PreconditionFailed], answers.Select(answer => answer.Status).Order());
        Assert.Equal("precondition_required", (await owner.Patch("/v1/organisation", "{}", etag: null)).Code);
    }

    private static readonly System.Text.Json.JsonSerializerOptions Readable =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}

using System.Net;
using System.Text.Json.Nodes;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Platform.OpenApi;

public sealed class PublishedDocumentTests(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    [Theory]
    [InlineData("/openapi/v1.json", "3.1.")]
    [InlineData("/openapi/v1.oas30.json", "3.0.")]
    public async Task The_document_is_served_with_the_address_of_the_installation_and_can_be_kept(string path, string version)
    {
        var first = (await api.Stranger.Get(path)).Expect(HttpStatusCode.OK);
        var again = await api.Stranger.Get(path, ("If-None-Match", first.ETag!));

        Assert.StartsWith(version, (string?)first.Body["openapi"], StringComparison.Ordinal);
        Assert.Equal(RunningApi.PublicUrl, (string?)first.Body["servers"]![0]!["url"]);
        Assert.Equal(Contract.Document["paths"]!.AsObject().Count, first.Body["paths"]!.AsObject().Count);
        Assert.Equal(HttpStatusCode.NotModified, again.Status);
    }

    [Fact]
    public async Task The_docs_show_both_documents_and_run_nothing_from_elsewhere()
    {
        var page = (await api.Stranger.Get("/docs/index.html")).Expect(HttpStatusCode.OK);
        var script = (await api.Stranger.Get("/docs/index.js")).Expect(HttpStatusCode.OK);

        Assert.Contains("swagger-ui-bundle.js", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page.Text, StringComparison.Ordinal);
        Assert.Contains("/openapi/v1.json", script.Text, StringComparison.Ordinal);
        Assert.Contains("/openapi/v1.oas30.json", script.Text, StringComparison.Ordinal);
        Assert.Contains("script-src 'self';", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await api.Stranger.Get("/docs/swagger-ui-bundle.js")).Status);
    }

    [Fact]
    public async Task A_client_made_from_the_document_alone_compiles_and_lists_every_venue()
    {
        var organisation = await api.Organisation();
        foreach (var name in new[] { "One", "Two", "Three", "Four" })
        {
            await organisation.Venue(name);
        }

        var printed = await NpmTools.Script("client",
            ("BASE_URL", api.Client.BaseAddress!.ToString().TrimEnd('/')), ("TOKEN", organisation.Owner.Token!));

        Assert.Equal(4, (int?)JsonNode.Parse(printed)!["listed"]);
    }
}

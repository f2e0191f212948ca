using System.Text.Json.Nodes;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Platform.OpenApi;

public sealed class DocumentPageTests
{
    [Fact]
    public async Task In_a_browser_a_newcomer_authorizes_on_the_docs_and_lists_the_venues()
    {
        // The page calls the address that clients are told, which has to be where this instance listens.
        var address = $"http://127.0.0.1:{ApiProcess.FreePort()}";
        await using var api = await RunningApi.Start(settings: [$"--urls={address}", $"--SafeZones:PublicUrl={address}"]);
        await using var database = api.Database;
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        await organisation.Venue("Night Owl Café");
        var account = await organisation.Owner.Post("/v1/service-accounts", new { Name = "Docs", Scopes = new[] { "venues:read" } });
        var machine = new Machine(api, account);

        var seen = JsonNode.Parse(await NpmTools.Script("docs",
            ("BASE_URL", address), ("TOKEN", coordinator.Token!),
            ("CLIENT_ID", machine.Id), ("CLIENT_SECRET", machine.Secret),
            ("SCREENSHOTS", Path.Combine(PostgresCluster.Repository, ".local", "tests"))))!;

        Assert.Equal((401, 200, 200), (Status("anonymous"), Status("bearer"), Status("client_credentials")));
        Assert.Contains("token_missing", Body("anonymous"), StringComparison.Ordinal);
        Assert.Contains("Night Owl Café", Body("bearer"), StringComparison.Ordinal);
        Assert.Contains("Night Owl Café", Body("client_credentials"), StringComparison.Ordinal);
        // Nothing is filled in that the reader would have to clear first.
        Assert.Equal($"{address}/v1/venues", (string?)seen["anonymous"]!["request"]);
        Assert.Empty(seen["elsewhere"]!.AsArray());
        Assert.Empty(seen["errors"]!.AsArray());

        int Status(string visit) => (int)seen[visit]!["status"]!;
        string Body(string visit) => (string)seen[visit]!["body"]!;
    }
}

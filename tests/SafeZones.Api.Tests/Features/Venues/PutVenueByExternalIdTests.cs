using System.Net;
using System.Text.Json.Nodes;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Venues;

public sealed class PutVenueByExternalIdTests(SharedApi shared)
{
    private const string Path = "/v1/venues/by-external-id/osm/node%2F123";

    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task An_unknown_id_registers_and_a_known_one_replaces_everything_else()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var body = Organisation.VenueBody("Before");
        body["external_ids"] = new JsonObject { ["crm"] = "C-7" };

        var registered = (await coordinator.Put(Path, body)).Expect(HttpStatusCode.Created);
        var replaced = (await coordinator.Put(Path, new JsonObject { ["name"] = new JsonObject { ["en"] = "After" }, ["category"] = "bar" },
            ("If-Match", registered.ETag!))).Expect(HttpStatusCode.OK);

        Assert.Equal($"/v1/venues/{registered.Id}", registered.Headers["Location"]);
        Assert.Equal("""{"crm":"C-7","osm":"node/123"}""", registered.Body["external_ids"]!.ToJsonString());
        Assert.Equal(registered.Id, replaced.Id);
        Assert.Equal("\"2\"", replaced.ETag);
        Assert.Equal("""{"osm":"node/123"}""", replaced.Body["external_ids"]!.ToJsonString());
        Assert.Null(replaced.Body["point"]);
        Assert.Equal("bar", (string?)replaced.Body["category"]);
        Assert.Equal(replaced.Text, (await coordinator.Get("/v1/venues/by-external-id/osm/node/123")).Text);
        Assert.Equal(replaced.Text, (await coordinator.Get($"/v1/venues/{registered.Id}")).Text);
    }

    [Fact]
    public async Task Saying_the_same_again_changes_nothing()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var registered = (await coordinator.Put(Path, Organisation.VenueBody(), ("If-Match", "*"))).Expect(HttpStatusCode.Created);

        var again = (await coordinator.Put(Path, Organisation.VenueBody(), ("If-Match", "*"))).Expect(HttpStatusCode.OK);

        Assert.Equal(registered.Text, again.Text);
        Assert.Equal(1L, await api.Database.Look<long>("select count(*) from audit_entries where tenant_id = $1 and entity_id = $2", organisation.Id, registered.Id));
    }

    [Fact]
    public async Task What_may_be_there_is_said_by_conditions()
    {
        var coordinator = await (await api.Organisation()).Coordinator();

        Assert.Equal("precondition_failed", (await coordinator.Put(Path, Organisation.VenueBody(), ("If-Match", "\"1\""))).Code);
        var registered = (await coordinator.Put(Path, Organisation.VenueBody(), ("If-None-Match", "*"))).Expect(HttpStatusCode.Created);
        foreach (var (refused, code) in new[]
        {
            (await coordinator.Put(Path, Organisation.VenueBody("Other"), ("If-None-Match", "*")), "precondition_failed"),
            (await coordinator.Put(Path, Organisation.VenueBody("Other")), "precondition_required"),
            (await coordinator.Put(Path, Organisation.VenueBody("Other"), ("If-Match", "\"7\"")), "precondition_failed"),
        })
        {
            Assert.Equal((code, registered.ETag), (refused.Code, refused.ETag));
        }

        Assert.Equal(["If-None-Match wrong_format"], (await coordinator.Put(Path, Organisation.VenueBody(), ("If-None-Match", "\"1\""))).Faults);
        Assert.Equal(["If-None-Match wrong_format"], (await coordinator.Put(Path, Organisation.VenueBody(), ("If-None-Match", "*"), ("If-Match", "*"))).Faults);
        Assert.Equal(registered.Text, (await coordinator.Get(Path)).Text);
    }

    [Fact]
    public async Task Twenty_systems_that_say_the_same_at_once_make_one_venue()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            coordinator.Put(Path, Organisation.VenueBody($"Name {i}"), ("If-Match", "*"))));

        Assert.Equal([HttpStatusCode.Created, .. Enumerable.Repeat(HttpStatusCode.OK, 19)], answers.Select(answer => answer.Status).OrderDescending());
        Assert.Single(answers.Select(answer => answer.Id).Distinct());
        Assert.Equal(Enumerable.Range(1, 20), answers.Select(answer => (int)answer.Body["version"]!).Order());
        Assert.Equal(1L, await api.Database.Look<long>("select count(*) from venues where tenant_id = $1", organisation.Id));
    }

    [Fact]
    public async Task A_venue_that_was_deleted_stays_deleted()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var venue = (await coordinator.Put(Path, Organisation.VenueBody())).Expect(HttpStatusCode.Created);
        (await coordinator.Delete($"/v1/venues/{venue.Id}", venue.ETag)).Expect(HttpStatusCode.NoContent);

        var refused = await coordinator.Put(Path, Organisation.VenueBody(), ("If-Match", "*"));

        Assert.Equal((HttpStatusCode.Conflict, "venue_deleted", "\"2\""), (refused.Status, refused.Code, refused.ETag));
        Assert.NotNull((await coordinator.Get(Path)).Body["deleted_at"]);
    }

    [Theory]
    [InlineData("/v1/venues/by-external-id/OSM/1", "source wrong_format")]
    [InlineData("/v1/venues/by-external-id/osm/%20", "external_id wrong_format")]
    [InlineData("/v1/venues/by-external-id/osm/1%0A", "external_id wrong_format")]
    [InlineData("/v1/venues/by-external-id/crm/1", "/external_ids/crm contradiction")]
    public async Task An_id_that_cannot_be_or_that_the_body_contradicts_is_refused(string path, string fault)
    {
        var coordinator = await (await api.Organisation()).Coordinator();
        var body = Organisation.VenueBody();
        body["external_ids"] = new JsonObject { ["crm"] = "2" };

        Assert.Equal([fault], (await coordinator.Put(path, body)).Faults);
        Assert.Equal(HttpStatusCode.NotFound, (await coordinator.Get(path)).Status);
    }

    [Fact]
    public async Task Ids_of_any_script_and_sign_are_told_apart()
    {
        var coordinator = await (await api.Organisation()).Coordinator();

        foreach (var id in new[] { "Quán số 1", "a/b", "a%2Fb", "a?b", "מספר", "a+b", "..", "x/../y" })
        {
            var path = $"/v1/venues/by-external-id/crm/{Uri.EscapeDataString(id).Replace(".", "%2E", StringComparison.Ordinal)}";
            var registered = await coordinator.Put(path, Organisation.VenueBody(id));
            if (registered.Status == HttpStatusCode.Created)
            {
                Assert.Equal(id, (string?)registered.Body["external_ids"]!["crm"]);
                Assert.Equal(registered.Id, (await coordinator.Get(path)).Id);
            }
            else
            {
                // Dot segments are taken out of a path by everybody on its way.
                Assert.Contains("..", id, StringComparison.Ordinal);
                Assert.Equal(HttpStatusCode.NotFound, registered.Status);
            }
        }
    }

    [Fact]
    public async Task The_same_id_in_another_organisation_is_another_venue()
    {
        var first = (await (await (await api.Organisation()).Coordinator()).Put(Path, Organisation.VenueBody())).Expect(HttpStatusCode.Created);
        var stranger = await (await api.Organisation()).Coordinator();

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get(Path)).Status);
        Assert.NotEqual(first.Id, (await stranger.Put(Path, Organisation.VenueBody())).Expect(HttpStatusCode.Created).Id);
    }
}

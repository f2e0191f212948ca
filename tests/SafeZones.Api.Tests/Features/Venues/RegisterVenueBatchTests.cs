using System.Net;
using System.Text.Json.Nodes;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Venues;

public sealed class RegisterVenueBatchTests(SharedApi shared)
{
    private const string Path = "/v1/venues/batch";
    private static readonly (string, string) Lenient = ("Prefer", "respond-async, handling=lenient");

    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task A_hundred_venues_come_in_at_once_each_as_if_registered_alone()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var area = await organisation.Area("Hà Nội", 105, 20, 106, 22);
        var bodies = RealVenue.Hanoi.Take(100).Select(venue => venue.Body).ToArray();

        var answer = (await coordinator.Post(Path, Batch(bodies))).Expect(HttpStatusCode.Created);

        var items = answer.Body["items"]!.AsArray();
        Assert.Equal(Enumerable.Range(0, 100), items.Select(item => (int)item!["index"]!));
        Assert.All(items, item => Assert.Equal(201, (int)item!["status"]!));
        Assert.All(items, item => Assert.Equal(area.Id, item!["venue"]!["area_id"]!.GetValue<Guid>()));
        Assert.Equal(RealVenue.Hanoi.Take(100).Select(venue => venue.Name),
            (await coordinator.Get("/v1/venues?limit=100")).Data.Select(venue => (string)venue["name"]!["en"]!));
        Assert.Equal(100L, await api.Database.Look<long>(
            "select count(*) from audit_entries where tenant_id = $1 and action = 'register_venue_batch' and entity = 'venue'", organisation.Id));
        var alone = await coordinator.Get($"/v1/venues/{items[7]!["venue"]!["id"]}");
        items[7]!["venue"]!.AsObject().Remove("possible_duplicates");
        Assert.True(JsonNode.DeepEquals(alone.Body, items[7]!["venue"]));
    }

    [Fact]
    public async Task One_wrong_item_keeps_all_of_them_out_and_is_named_by_its_pointer()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var bodies = Enumerable.Range(0, 10).Select(i => Organisation.VenueBody($"Venue {i}")).ToArray();
        bodies[7]["name"]!["en"] = "";
        bodies[8]["colour"] = "red";
        bodies[9].Remove("category");

        var refused = await coordinator.Post(Path, Batch(bodies));

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal(["/items/7/name/en text_blank", "/items/8/colour unknown_member", "/items/9/category required"], refused.Faults);
        Assert.Empty((await coordinator.Get("/v1/venues")).Data);
    }

    [Fact]
    public async Task An_id_that_is_taken_or_a_chain_that_is_missing_is_named_too()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        (await coordinator.Put("/v1/venues/by-external-id/osm/1", Organisation.VenueBody())).Expect(HttpStatusCode.Created);
        var orphan = Organisation.VenueBody();
        orphan["chain_id"] = Guid.NewGuid();

        var taken = await coordinator.Post(Path, Batch(Named("2"), Named("1"), Named("2")));
        var missing = await coordinator.Post(Path, Batch(Named("3"), orphan));

        Assert.Equal((HttpStatusCode.Conflict, "external_id_taken"), (taken.Status, taken.Code));
        Assert.Equal(["/items/1/external_ids/osm taken", "/items/2/external_ids/osm taken"], taken.Faults);
        Assert.Equal((HttpStatusCode.Conflict, "chain_missing"), (missing.Status, missing.Code));
        Assert.Equal(["/items/1/chain_id missing"], missing.Faults);
        Assert.Single((await coordinator.Get("/v1/venues")).Data);
    }

    [Fact]
    public async Task A_lenient_batch_registers_what_it_can_and_says_what_became_of_each()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var orphan = Organisation.VenueBody();
        orphan["chain_id"] = Guid.NewGuid();
        var wrong = Organisation.VenueBody();
        wrong["point"]!["latitude"] = 91;

        var answer = await coordinator.Post(Path, Batch(Named("1"), wrong, Named("1"), 7, orphan, Named("2")), Lenient);

        Assert.Equal((HttpStatusCode)207, answer.Status);
        Assert.Equal("handling=lenient", answer.Headers["Preference-Applied"]);
        var items = answer.Body["items"]!.AsArray();
        Assert.Equal(
            ["0 201 ", "1 400 invalid_request /items/1/point/latitude", "2 409 external_id_taken /items/2/external_ids/osm",
                "3 400 invalid_request /items/3", "4 409 chain_missing /items/4/chain_id", "5 201 "],
            items.Select(item => $"{item!["index"]} {item["status"]} {item["problem"]?["code"]} {item["problem"]?["errors"]?[0]?["pointer"]}".Replace("  ", " ", StringComparison.Ordinal)));
        Assert.All(items, item => Assert.True(item!["venue"] is null != item["problem"] is null));
        Assert.Equal(2, (await coordinator.Get("/v1/venues")).Data.Count);
    }

    [Theory]
    [InlineData("\\u0000", "/items/1/name/en")]
    [InlineData("\\ud800", "/items/1/name/en")]
    public async Task A_text_that_no_body_may_hold_is_the_fault_of_its_item(string text, string pointer)
    {
        var coordinator = await (await api.Organisation()).Coordinator();
        var body = Batch(Named("1"), Organisation.VenueBody("(here)")).ToJsonString().Replace("(here)", text, StringComparison.Ordinal);

        var lenient = await coordinator.Post(Path, body, Lenient);

        Assert.Equal([201, 400], lenient.Body["items"]!.AsArray().Select(item => (int)item!["status"]!));
        Assert.Equal(pointer, (string?)lenient.Body["items"]![1]!["problem"]!["errors"]![0]!["pointer"]);
        Assert.Equal([$"{pointer} invalid_text"], (await coordinator.Post(Path, body)).Expect(HttpStatusCode.BadRequest).Faults);
    }

    [Fact]
    public async Task Lenient_batches_that_race_for_the_same_ids_register_each_once()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var ids = Enumerable.Range(0, 40).Select(i => $"{i}").ToArray();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => coordinator.Post(
            Path, Batch([.. (i % 2 == 0 ? ids : ids.Reverse()).Select(id => Named(id))]), Lenient)));

        Assert.All(answers, answer => answer.Expect((HttpStatusCode)207));
        Assert.Equal(
            [.. Enumerable.Repeat(201, 40), .. Enumerable.Repeat(409, 120)],
            answers.SelectMany(answer => answer.Body["items"]!.AsArray()).Select(item => (int)item!["status"]!).Order());
        Assert.Equal(40L, await api.Database.Look<long>("select count(*) from venues where tenant_id = $1", organisation.Id));
    }

    [Fact]
    public async Task A_batch_sent_twice_with_one_key_is_applied_once()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var body = Batch(Named("1"), Named("1")).ToJsonString();

        var first = await coordinator.Post(Path, body, Lenient, ("Idempotency-Key", "batch"));
        var second = await coordinator.Post(Path, body, Lenient, ("Idempotency-Key", "batch"));

        Assert.Equal("true", second.Headers["Idempotency-Replayed"]);
        Assert.Equal(WithoutTrace(first), WithoutTrace(second));
        Assert.Single((await coordinator.Get("/v1/venues")).Data);

        static string WithoutTrace(Answer answer)
        {
            var body = answer.Expect((HttpStatusCode)207).Body;
            body["items"]![1]!["problem"]!.AsObject().Remove("trace_id");
            return body.ToJsonString();
        }
    }

    [Fact]
    public async Task Items_that_may_be_the_same_venue_are_named_to_each_other()
    {
        var coordinator = await (await api.Organisation()).Coordinator();

        var answer = await coordinator.Post(Path, Batch(
            Organisation.VenueBody("Highlands Coffee", 21, 105), Organisation.VenueBody("Highland Coffee", 21.0001, 105),
            Organisation.VenueBody("Highlands Coffee", 21.1, 105)));

        var venues = answer.Expect(HttpStatusCode.Created).Body["items"]!.AsArray().Select(item => item!["venue"]!).ToList();
        Assert.Equal((string?)venues[1]["id"], (string?)venues[0]["possible_duplicates"]![0]!["id"]);
        Assert.Equal((string?)venues[0]["id"], (string?)venues[1]["possible_duplicates"]![0]!["id"]);
        Assert.Null(venues[2]["possible_duplicates"]);
    }

    [Fact]
    public async Task An_organisation_that_is_full_takes_in_no_more()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        await api.Database.Look<int>("update organisations set venues_max = 2 where tenant_id = $1", organisation.Id);
        await using var fresh = await RunningApi.Start(api.Database);
        var caller = new Actor(fresh.Client, fresh.Token("someone", organisation.Id));
        var member = new Actor(fresh.Client, coordinator.Token);

        var atomic = await member.Post(Path, Batch(Named("1"), Named("2"), Named("3")));
        var lenient = await member.Post(Path, Batch(Named("1"), Named("2"), Named("3")), Lenient);

        Assert.Equal("no_membership", (await caller.Get("/v1/venues")).Code);
        Assert.Equal((HttpStatusCode.Conflict, "limit_reached"), (atomic.Status, atomic.Code));
        Assert.Equal(["/items/2 too_many"], atomic.Faults);
        Assert.Equal([201, 201, 409], lenient.Body["items"]!.AsArray().Select(item => (int)item!["status"]!));
    }

    [Theory]
    [InlineData("""{"items":[]}""", "/items too_few")]
    [InlineData("""{"items":7}""", "/items wrong_type")]
    [InlineData("""{"items":null}""", "/items wrong_type")]
    [InlineData("""{}""", "/items required")]
    [InlineData("""null""", " wrong_type")]
    [InlineData("""{"items":[null]}""", "/items/0 wrong_type")]
    [InlineData("""{"items":[{"name":{"en":"a","en":"b"},"category":"cafe"}]}""", "/items/0/name/en duplicate_member")]
    public async Task What_is_no_batch_is_refused(string body, string fault)
    {
        var coordinator = await (await api.Organisation()).Coordinator();

        var refused = await coordinator.Post(Path, body);

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal([fault], refused.Faults);
    }

    [Fact]
    public async Task A_hundred_and_one_are_too_many()
    {
        var coordinator = await (await api.Organisation()).Coordinator();

        Assert.Equal(["/items too_many"],
            (await coordinator.Post(Path, Batch([.. Enumerable.Range(0, 101).Select(_ => Organisation.VenueBody())]))).Faults);
    }

    private static JsonObject Batch(params JsonNode[] items) => new() { ["items"] = new JsonArray(items) };

    private static JsonObject Named(string id)
    {
        var body = Organisation.VenueBody($"Venue {id}");
        body["external_ids"] = new JsonObject { ["osm"] = id };
        return body;
    }
}

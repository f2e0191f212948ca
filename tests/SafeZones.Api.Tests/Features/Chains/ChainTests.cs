using System.Net;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Chains;

public sealed class ChainTests(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task A_volunteer_registers_a_chain_and_its_venues_are_found_by_it()
    {
        var organisation = await api.Organisation();
        var volunteer = await organisation.Volunteer();

        var chain = (await volunteer.Post("/v1/chains", new { Name = " Example Coffee " })).Expect(HttpStatusCode.Created);
        var venue = Organisation.VenueBody("One of many");
        venue["chain_id"] = chain.Id;
        (await volunteer.Post("/v1/venues", venue)).Expect(HttpStatusCode.Created);

        Assert.Equal($"/v1/chains/{chain.Id}", chain.Headers["Location"]);
        Assert.Equal("Example Coffee", (string?)chain.Body["name"]);
        Assert.Equal(chain.Text, (await volunteer.Get($"/v1/chains/{chain.Id}")).Text);
        Assert.Single((await volunteer.Get($"/v1/venues?chain_id={chain.Id}")).Data);
        Assert.Equal(["register_chain chain(name)"], await organisation.TrailOf(chain.Id));
    }

    [Fact]
    public async Task Two_chains_of_one_organisation_do_not_share_a_name()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var first = await Register(coordinator, "Example Coffee");
        var second = await Register(coordinator, "Example Tea");

        Assert.Equal("chain_name_taken", (await coordinator.Post("/v1/chains", new { Name = "Example Coffee" })).Code);
        Assert.Equal("chain_name_taken", (await coordinator.Patch($"/v1/chains/{second.Id}", new { Name = "Example Coffee" }, second.ETag)).Code);
        Assert.NotEqual(first.Id, (await Register(await (await api.Organisation()).Coordinator(), "Example Coffee")).Id);
    }

    [Theory]
    [InlineData("""{"name":"   "}""", "/name too_short")]
    [InlineData("""{"name":"two\nlines"}""", "/name invalid_text")]
    [InlineData("""{"name":"turned\u202Eround"}""", "/name invalid_text")]
    [InlineData("""{"name":null}""", "/name wrong_type")]
    [InlineData("{}", "/name required")]
    [InlineData("""{"name":"x","contact":{"name":"y"}}""", "/contact unknown_member")]
    public async Task A_wrong_chain_is_refused_by_member(string body, string fault) =>
        Assert.Equal([fault], (await (await (await api.Organisation()).Coordinator()).Post("/v1/chains", body)).Faults);

    [Fact]
    public async Task A_change_needs_the_version_that_was_read_and_leaves_an_entry_only_when_it_changes_something()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var chain = await Register(coordinator, "Before");
        var path = $"/v1/chains/{chain.Id}";

        Assert.Equal("precondition_required", (await coordinator.Patch(path, new { Name = "After" }, etag: null)).Code);
        var same = (await coordinator.Patch(path, new { Name = "Before" }, chain.ETag)).Expect(HttpStatusCode.OK);
        var changed = (await coordinator.Patch(path, new { Name = "After" }, chain.ETag)).Expect(HttpStatusCode.OK);
        var stale = await coordinator.Patch(path, new { Name = "Later" }, chain.ETag);

        Assert.Equal(chain.ETag, same.ETag);
        Assert.Equal("After", (string?)changed.Body["name"]);
        Assert.Equal("precondition_failed", stale.Code);
        Assert.Equal(changed.ETag, stale.ETag);
        Assert.Equal(["register_chain chain(name)", "patch_chain chain(name)"], await organisation.TrailOf(chain.Id));
    }

    [Fact]
    public async Task A_chain_is_deleted_once_no_venue_belongs_to_it_not_even_a_deleted_one()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var chain = await Register(coordinator, "Example Coffee");
        var path = $"/v1/chains/{chain.Id}";
        var body = Organisation.VenueBody();
        body["chain_id"] = chain.Id;
        var venue = (await coordinator.Post("/v1/venues", body)).Expect(HttpStatusCode.Created);

        Assert.Equal("chain_in_use", (await coordinator.Delete(path, chain.ETag)).Code);
        (await coordinator.Delete($"/v1/venues/{venue.Id}", venue.ETag)).Expect(HttpStatusCode.NoContent);
        Assert.Equal("chain_in_use", (await coordinator.Delete(path, chain.ETag)).Code);
        var restored = (await coordinator.Post($"/v1/venues/{venue.Id}/restoration", null, ("If-Match", "*"))).Expect(HttpStatusCode.OK);
        (await coordinator.Patch($"/v1/venues/{venue.Id}", """{"chain_id":null}""", restored.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("forbidden", (await (await organisation.Volunteer()).Delete(path, chain.ETag)).Code);
        Assert.Equal("precondition_failed", (await coordinator.Delete(path, "\"9\"")).Code);
        (await coordinator.Delete(path, chain.ETag)).Expect(HttpStatusCode.NoContent);

        Assert.Equal("not_found", (await coordinator.Get(path)).Code);
        Assert.Equal("not_found", (await coordinator.Delete(path, chain.ETag)).Code);
        Assert.Equal(["register_chain chain(name)", "delete_chain chain(name, contact)"], await organisation.TrailOf(chain.Id));
    }

    [Fact]
    public async Task A_venue_that_arrives_while_the_chain_is_deleted_never_belongs_to_nothing()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();

        for (var round = 0; round < 10; round++)
        {
            var chain = await Register(coordinator, $"Chain {round}");
            var body = Organisation.VenueBody($"Venue {round}");
            body["chain_id"] = chain.Id;
            var answers = await Task.WhenAll(
                coordinator.Delete($"/v1/chains/{chain.Id}", chain.ETag), coordinator.Post("/v1/venues", body));

            Assert.Contains(
                (answers[0].Code ?? "deleted", answers[1].Code ?? "registered"),
                new[] { ("deleted", "chain_missing"), ("chain_in_use", "registered") });
        }
    }

    [Theory]
    [InlineData("name", "An, Bún, Cơm, Đá, Ếch")]
    [InlineData("-name", "Ếch, Đá, Cơm, Bún, An")]
    [InlineData("created_at", "Đá, An, Ếch, Bún, Cơm")]
    [InlineData("-created_at", "Cơm, Bún, Ếch, An, Đá")]
    public async Task Pages_of_any_order_hold_each_chain_once_and_in_order(string sort, string expected)
    {
        var coordinator = await (await api.Organisation()).Coordinator();
        foreach (var name in new[] { "Đá", "An", "Ếch", "Bún", "Cơm" })
        {
            await Register(coordinator, name);
            // Two ids of one millisecond have no order between them.
            await Task.Delay(2, TestContext.Current.CancellationToken);
        }

        var paged = new List<string>();
        var next = $"/v1/chains?sort={sort}&limit=2&include=total";
        while (next is not null)
        {
            var page = (await coordinator.Get(next)).Expect(HttpStatusCode.OK);
            Assert.Equal(5, (int)page.Body["page"]!["total"]!);
            paged.AddRange(page.Data.Select(chain => (string)chain["name"]!));
            next = page.Headers.GetValueOrDefault("Link")?.Split('<', '>')[1];
        }

        Assert.Equal(expected, string.Join(", ", paged));
    }

    [Theory]
    [InlineData("hilands", "Highlands Coffee")]
    [InlineData("مقهي", "مقهى الأمل")]
    [InlineData("茶", "一茶一座")]
    [InlineData("nothing-like-it", "")]
    public async Task A_chain_is_found_in_any_script_with_typing_errors(string typed, string found)
    {
        var coordinator = await (await api.Organisation()).Coordinator();
        foreach (var name in new[] { "Highlands Coffee", "مقهى الأمل", "一茶一座" })
        {
            await Register(coordinator, name);
        }

        var answer = await coordinator.Get($"/v1/chains?q={Uri.EscapeDataString(typed)}");

        Assert.Equal(found, string.Join(", ", answer.Data.Select(chain => (string)chain["name"]!)));
    }

    [Fact]
    public async Task Another_organisations_chain_does_not_exist()
    {
        var chain = await Register(await (await api.Organisation()).Coordinator(), "Example Coffee");
        var stranger = await (await api.Organisation()).Coordinator();
        var venue = Organisation.VenueBody();
        venue["chain_id"] = chain.Id;

        Assert.Equal("not_found", (await stranger.Get($"/v1/chains/{chain.Id}")).Code);
        Assert.Equal("not_found", (await stranger.Patch($"/v1/chains/{chain.Id}", new { Name = "Mine" }, chain.ETag)).Code);
        Assert.Equal("not_found", (await stranger.Delete($"/v1/chains/{chain.Id}", chain.ETag)).Code);
        Assert.Equal("chain_missing", (await stranger.Post("/v1/venues", venue)).Code);
        Assert.Empty((await stranger.Get("/v1/chains")).Data);
    }

    [Fact]
    public async Task An_organisation_has_at_most_two_thousand_chains()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        await api.Database.Look<int>(
            """
            insert into chains (tenant_id, id, name, search_text, created_at, updated_at, version)
            select $1, gen_random_uuid(), 'Chain ' || n, 'chain ' || n, now(), now(), 1 from generate_series(1, 1999) n returning 1
            """,
            organisation.Id);

        var last = await Register(coordinator, "The last one");
        var refused = (await coordinator.Post("/v1/chains", new { Name = "One too many" })).Expect(HttpStatusCode.Conflict);

        Assert.Equal(("limit_reached", "At most 2000."), (refused.Code, (string?)refused.Body["errors"]![0]!["detail"]));
        Assert.Empty((await coordinator.Get("/v1/chains?q=too%20many")).Data);
        (await coordinator.Delete($"/v1/chains/{last.Id}", last.ETag)).Expect(HttpStatusCode.NoContent);
        await Register(coordinator, "One too many");
    }

    private static async Task<Answer> Register(Actor actor, string name) =>
        (await actor.Post("/v1/chains", new { Name = name })).Expect(HttpStatusCode.Created);
}

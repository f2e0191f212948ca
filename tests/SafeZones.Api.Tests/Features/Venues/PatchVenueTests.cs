using System.Net;
using System.Text.Json.Nodes;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Venues;

public sealed class PatchVenueTests(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task What_is_there_replaces_null_clears_and_what_is_absent_stays()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var venue = await organisation.Venue("Before");

        var patched = (await coordinator.Patch(
            $"/v1/venues/{venue.Id}", """{"name":{"vi":"Sau","en":null},"point":null,"offers":["water"]}""", venue.ETag)).Expect(HttpStatusCode.OK);

        Assert.Equal("""{"vi":"Sau"}""", patched.Body["name"]!.ToJsonString());
        Assert.Null(patched.Body["point"]);
        Assert.Equal("cafe", (string?)patched.Body["category"]);
        Assert.Equal("\"2\"", patched.ETag);
        Assert.Equal(patched.Text, (await coordinator.Get($"/v1/venues/{venue.Id}")).Text);
    }

    [Fact]
    public async Task Of_two_changes_to_the_same_version_one_wins_and_the_other_is_told()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var venue = await organisation.Venue();

        var answers = await Task.WhenAll(
            coordinator.Patch($"/v1/venues/{venue.Id}", new { Offers = new[] { "water" } }, venue.ETag),
            coordinator.Patch($"/v1/venues/{venue.Id}", new { Offers = new[] { "taxi_call" } }, venue.ETag));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.PreconditionFailed], answers.Select(answer => answer.Status).Order());
        Assert.All(answers, answer => Assert.Equal("\"2\"", answer.ETag));
    }

    [Fact]
    public async Task A_change_without_a_version_or_with_a_wrong_member_changes_nothing()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var venue = await organisation.Venue();
        var path = $"/v1/venues/{venue.Id}";

        Assert.Equal("precondition_required", (await coordinator.Patch(path, new { Offers = Array.Empty<string>() }, etag: null)).Code);
        Assert.Equal(["/id unknown_member"], (await coordinator.Patch(path, new { Id = Guid.NewGuid() }, venue.ETag)).Faults);
        Assert.Equal(["/name required"], (await coordinator.Patch(path, """{"name":null}""", venue.ETag)).Faults);
        Assert.Equal("unsupported_media_type", (await coordinator.Send(HttpMethod.Patch, path, "{}", [("If-Match", venue.ETag!)])).Code);
        Assert.Equal(venue.ETag, (await coordinator.Get(path)).ETag);
    }

    [Fact]
    public async Task A_client_that_has_the_version_is_told_so_and_gets_no_body()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var venue = await organisation.Venue();

        var again = await coordinator.Get($"/v1/venues/{venue.Id}", ("If-None-Match", venue.ETag!));

        Assert.Equal(HttpStatusCode.NotModified, again.Status);
        Assert.Equal("", again.Text);
    }

    [Fact]
    public async Task A_deleted_venue_leaves_the_list_and_comes_back_as_it_was()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var venue = await organisation.Venue();
        var path = $"/v1/venues/{venue.Id}";

        (await coordinator.Delete(path, venue.ETag)).Expect(HttpStatusCode.NoContent);
        var deleted = await coordinator.Get(path);
        Assert.Empty((await coordinator.Get("/v1/venues")).Data);
        Assert.Single((await coordinator.Get("/v1/venues?status=deleted")).Data);
        var restored = (await coordinator.Post($"{path}/restoration", null, ("If-Match", deleted.ETag!))).Expect(HttpStatusCode.OK);

        Assert.NotNull(deleted.Body["deleted_at"]);
        Assert.Null(restored.Body["deleted_at"]);
        Assert.Single((await coordinator.Get("/v1/venues")).Data);
        Assert.Equal("move_refused", (await coordinator.Post($"{path}/restoration", null, ("If-Match", restored.ETag!))).Code);
    }

    [Fact]
    public async Task A_deleted_venue_does_not_come_back_where_there_is_no_room()
    {
        var organisation = await api.Organisation();
        await api.Database.Look<int>("update organisations set venues_max = 1 where tenant_id = $1", organisation.Id);
        var coordinator = await organisation.Coordinator();
        var venue = await organisation.Venue("The first");
        var path = $"/v1/venues/{venue.Id}";
        (await coordinator.Delete(path, venue.ETag)).Expect(HttpStatusCode.NoContent);
        await organisation.Venue("The second");

        var refused = (await coordinator.Post($"{path}/restoration", null, ("If-Match", "*"))).Expect(HttpStatusCode.Conflict);

        Assert.Equal(("limit_reached", "At most 1."), (refused.Code, (string?)refused.Body["errors"]![0]!["detail"]));
        Assert.Single((await coordinator.Get("/v1/venues")).Data);
    }

    [Fact]
    public async Task A_volunteer_may_not_delete()
    {
        var organisation = await api.Organisation();
        var venue = await organisation.Venue();

        var refused = await (await organisation.Volunteer()).Delete($"/v1/venues/{venue.Id}", venue.ETag);

        Assert.Equal("forbidden", refused.Code);
    }

    [Fact]
    public async Task Another_organisations_venue_does_not_exist()
    {
        var venue = await (await api.Organisation()).Venue();
        var stranger = await (await api.Organisation()).Coordinator();

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get($"/v1/venues/{venue.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Patch($"/v1/venues/{venue.Id}", new JsonObject(), venue.ETag)).Status);
    }
}

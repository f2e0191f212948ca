using System.Net;
using System.Text.Json.Nodes;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Areas;

public sealed class ChangeAreaTests(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task An_area_drawn_anew_lets_go_of_venues_and_takes_others_in()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var area = await organisation.Area("Moving", 0, 0, 1, 1);
        var left = await organisation.Venue("Left", 0.5, 0.5);
        var right = await organisation.Venue("Right", 0.5, 1.5);

        var patched = (await coordinator.Patch(
            $"/v1/areas/{area.Id}", new JsonObject { ["geometry"] = Organisation.Rectangle(1, 0, 2, 1) }, area.ETag)).Expect(HttpStatusCode.OK);

        Assert.Equal("\"2\"", patched.ETag);
        Assert.Equal("[1,0,2,1]", patched.Body["bbox"]!.ToJsonString());
        Assert.Null((await coordinator.Get($"/v1/venues/{left.Id}")).Body["area_id"]);
        Assert.Equal(area.Id, (await coordinator.Get($"/v1/venues/{right.Id}")).Body["area_id"]!.GetValue<Guid>());
    }

    [Fact]
    public async Task Another_name_leaves_the_venues_alone()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var area = await organisation.Area("Before", 0, 0, 1, 1, "A-1");
        var venue = await organisation.Venue("Venue", 0.5, 0.5);

        var patched = (await coordinator.Patch($"/v1/areas/{area.Id}", """{"name":{"en":"After"},"admin_code":null}""", area.ETag)).Expect(HttpStatusCode.OK);

        Assert.Equal("After", (string?)patched.Body["name"]!["en"]);
        Assert.Null(patched.Body["admin_code"]);
        Assert.Equal(venue.ETag, (await coordinator.Get($"/v1/venues/{venue.Id}")).ETag);
        Assert.Equal(patched.ETag, (await coordinator.Patch($"/v1/areas/{area.Id}", """{"name":{"en":"After"}}""", patched.ETag)).ETag);
    }

    [Fact]
    public async Task A_wrong_stale_or_missing_version_changes_nothing()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var area = await organisation.Area("Area", 0, 0, 1, 1);
        var path = $"/v1/areas/{area.Id}";

        Assert.Equal("precondition_required", (await coordinator.Patch(path, "{}", etag: null)).Code);
        Assert.Equal("precondition_required", (await coordinator.Delete(path, etag: null)).Code);
        Assert.Equal("precondition_failed", (await coordinator.Patch(path, "{}", "\"7\"")).Code);
        Assert.Equal("precondition_failed", (await coordinator.Delete(path, "\"7\"")).Code);
        Assert.Equal(
            ["/geometry/coordinates/0 ring_without_area"],
            (await coordinator.Patch(path, """{"geometry":{"coordinates":[[[0,0],[1,1],[2,2],[0,0]]]}}""", area.ETag)).Faults);
        Assert.Equal(area.Text, (await coordinator.Get(path)).Text);
    }

    [Fact]
    public async Task A_deleted_areas_venues_fall_to_the_area_around_it_even_deleted_ones()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var country = await organisation.Area("Country", 0, 0, 10, 10);
        var town = await organisation.Area("Town", 4, 4, 6, 6);
        var venue = await organisation.Venue("Venue", 5, 5);
        var gone = await organisation.Venue("Gone", 5, 5);
        (await coordinator.Delete($"/v1/venues/{gone.Id}", gone.ETag)).Expect(HttpStatusCode.NoContent);

        (await coordinator.Delete($"/v1/areas/{town.Id}", town.ETag)).Expect(HttpStatusCode.NoContent);

        Assert.Equal(HttpStatusCode.NotFound, (await coordinator.Get($"/v1/areas/{town.Id}")).Status);
        Assert.Equal(country.Id, (await coordinator.Get($"/v1/venues/{venue.Id}")).Body["area_id"]!.GetValue<Guid>());
        Assert.Equal(country.Id, (await coordinator.Get($"/v1/venues/{gone.Id}")).Body["area_id"]!.GetValue<Guid>());
    }

    [Fact]
    public async Task Changes_of_areas_and_of_venues_at_once_end_in_the_right_area_without_a_deadlock()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var area = await organisation.Area("Area", 0, 0, 1, 1);
        var venue = await organisation.Venue("Wanderer", 0.5, 0.5);

        for (var round = 1; round <= 10; round++)
        {
            var (east, west) = (round % 2, 1 - (round % 2));
            var answers = await Task.WhenAll(
                coordinator.Patch($"/v1/areas/{area.Id}", new JsonObject { ["geometry"] = Organisation.Rectangle(east, 0, east + 1, 1) }, "*"),
                coordinator.Patch($"/v1/venues/{venue.Id}", new { Point = new { Latitude = 0.5, Longitude = west + 0.5 } }, "*"));
            Assert.All(answers, answer => answer.Expect(HttpStatusCode.OK));
            Assert.Null((await coordinator.Get($"/v1/venues/{venue.Id}")).Body["area_id"]);
        }
    }

    [Fact]
    public async Task Another_organisations_area_does_not_exist()
    {
        var area = await (await api.Organisation()).Area("Area", 0, 0, 1, 1);
        var stranger = await (await api.Organisation()).Coordinator();

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get($"/v1/areas/{area.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Patch($"/v1/areas/{area.Id}", "{}", area.ETag)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Delete($"/v1/areas/{area.Id}", area.ETag)).Status);
    }
}

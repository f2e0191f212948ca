using System.Net;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Venues;

public sealed class ListVenuesTests(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task The_three_nearest_of_826_real_venues_are_the_true_three()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        await Parallel.ForEachAsync(RealVenue.Hanoi, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (venue, _) =>
            (await coordinator.Post("/v1/venues", venue.Body)).Expect(HttpStatusCode.Created));

        var nearest = (await coordinator.Get("/v1/venues?near=21.0285,105.8542&radius_m=500&limit=3")).Expect(HttpStatusCode.OK);

        var truth = RealVenue.Hanoi.OrderBy(venue => venue.MetresTo(21.0285, 105.8542)).Take(3).ToList();
        Assert.Equal(826, RealVenue.Hanoi.Count);
        Assert.Equal(truth.Select(venue => venue.OsmId), nearest.Data.Select(venue => (string)venue["external_ids"]!["osm"]!));
        Assert.All(truth.Zip(nearest.Data), pair =>
            Assert.Equal(pair.First.MetresTo(21.0285, 105.8542), (double)pair.Second["distance_m"]!, tolerance: 0.2));
    }

    [Theory]
    [InlineData("created_at")]
    [InlineData("-created_at")]
    [InlineData("updated_at")]
    [InlineData("-updated_at")]
    [InlineData("name")]
    [InlineData("-name")]
    public async Task Pages_of_any_order_hold_each_venue_once_and_in_order(string sort)
    {
        var organisation = await api.Organisation();
        foreach (var name in new[] { "Bún", "An", "Cơm", "An", "Đá", "Ếch", "Gà" })
        {
            await organisation.Venue(name);
        }

        var coordinator = await organisation.Coordinator();
        var whole = (await coordinator.Get($"/v1/venues?sort={sort}")).Data.Select(venue => (string)venue["id"]!).ToList();
        var paged = new List<string>();
        var next = $"/v1/venues?sort={sort}&limit=2&include=total";
        while (next is not null)
        {
            var page = (await coordinator.Get(next)).Expect(HttpStatusCode.OK);
            Assert.Equal(7, (int)page.Body["page"]!["total"]!);
            paged.AddRange(page.Data.Select(venue => (string)venue["id"]!));
            next = page.Headers.GetValueOrDefault("Link")?.Split('<', '>')[1];
        }

        Assert.Equal(7, whole.Count);
        Assert.Equal(whole, paged);
    }

    [Fact]
    public async Task The_nearest_come_in_pages_too()
    {
        var organisation = await api.Organisation();
        for (var i = 0; i < 5; i++)
        {
            await organisation.Venue($"Quán {i}", 21.0 + (i % 2 == 0 ? i : -i) * 0.001);
        }

        var coordinator = await organisation.Coordinator();
        var first = await coordinator.Get("/v1/venues?near=21.0,105.85&limit=3");
        var second = await coordinator.Get(first.Headers["Link"].Split('<', '>')[1]);

        Assert.Equal(
            ["Quán 0", "Quán 1", "Quán 2", "Quán 3", "Quán 4"],
            first.Data.Concat(second.Data).Select(venue => (string)venue["name"]!["en"]!));
        Assert.False((bool)second.Body["page"]!["has_more"]!);
    }

    [Theory]
    [InlineData("Highlands Coffee", "highland cofee")]
    [InlineData("Quán Cà Phê Đá", "ca phe da")]
    [InlineData("مقهى السلام", "سلام")]
    [InlineData("咖啡时光", "咖啡")]
    [InlineData("Кафе Пушкин", "пушкн")]
    public async Task A_name_in_any_script_is_found_in_spite_of_typing_errors(string name, string asked)
    {
        var organisation = await api.Organisation();
        await organisation.Venue("Nhà Sách Tràng Tiền");
        var venue = await organisation.Venue(name);

        var found = await (await organisation.Coordinator()).Get($"/v1/venues?q={Uri.EscapeDataString(asked)}");

        Assert.Equal([venue.Id], found.Data.Select(item => item["id"]!.GetValue<Guid>()));
    }

    [Fact]
    public async Task A_box_that_crosses_the_antimeridian_holds_both_sides_of_it()
    {
        var organisation = await api.Organisation();
        var west = await organisation.Venue("Suva", -18.1, 178.4);
        var east = await organisation.Venue("Apia", -13.8, -171.8);
        await organisation.Venue("Greenwich", -15, 0);

        var found = await (await organisation.Coordinator()).Get("/v1/venues?bbox=177,-20,-170,-10");

        Assert.Equal([west.Id, east.Id], found.Data.Select(item => item["id"]!.GetValue<Guid>()));
    }

    [Theory]
    [InlineData("colour=red", "colour unknown_parameter")]
    [InlineData("limit=0", "limit out_of_range")]
    [InlineData("limit=201", "limit out_of_range")]
    [InlineData("limit=ten", "limit wrong_format")]
    [InlineData("limit=1&limit=2", "limit duplicate_parameter")]
    [InlineData("category=cafe,castle", "category wrong_format")]
    [InlineData("near=NaN,105", "near wrong_format")]
    [InlineData("near=91,105", "near wrong_format")]
    [InlineData("near=1e999,1", "near wrong_format")]
    [InlineData("bbox=1,2,3", "bbox wrong_format")]
    [InlineData("radius_m=5", "radius_m contradiction")]
    [InlineData("updated_since=yesterday", "updated_since wrong_format")]
    [InlineData("updated_since=1812-01-01T00:00:00Z", "updated_since wrong_format")]
    [InlineData("sort=password", "sort not_one_of")]
    [InlineData("fields=name,secret", "fields not_one_of")]
    [InlineData("cursor=AAAA", "cursor wrong_format")]
    [InlineData("q=%00", "q invalid_text")]
    public async Task A_wrong_parameter_is_refused_by_name(string query, string fault)
    {
        var coordinator = await (await api.Organisation()).Coordinator();

        var refused = await coordinator.Get($"/v1/venues?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal([fault], refused.Faults);
    }

    [Fact]
    public async Task A_cursor_is_good_for_its_own_list_alone()
    {
        var organisation = await api.Organisation();
        await organisation.Venue("A");
        await organisation.Venue("B");
        var coordinator = await organisation.Coordinator();
        var cursor = (string)(await coordinator.Get("/v1/venues?limit=1")).Body["page"]!["next_cursor"]!;
        var stranger = await (await api.Organisation()).Coordinator();

        Assert.Equal(HttpStatusCode.OK, (await coordinator.Get($"/v1/venues?limit=1&cursor={cursor}")).Status);
        Assert.Equal("invalid_cursor", (await coordinator.Get($"/v1/venues?limit=1&category=cafe&cursor={cursor}")).Code);
        Assert.Equal("invalid_cursor", (await coordinator.Get($"/v1/venues?limit=1&cursor={cursor[..^2]}AA")).Code);
        Assert.Equal("invalid_cursor", (await stranger.Get($"/v1/venues?limit=1&cursor={cursor}")).Code);
    }

    [Fact]
    public async Task Only_the_members_asked_for_come_back()
    {
        var organisation = await api.Organisation();
        await organisation.Venue("A");

        var found = await (await organisation.Coordinator()).Get("/v1/venues?fields=name,version");

        Assert.Equal(["id", "name", "version"], found.Data[0].AsObject().Select(member => member.Key));
    }
}

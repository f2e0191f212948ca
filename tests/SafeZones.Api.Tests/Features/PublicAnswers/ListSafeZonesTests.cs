using System.Net;
using SafeZones.Api.Tests.World;
using SafeZones.Domain.Geography;

namespace SafeZones.Api.Tests.Features.PublicAnswers;

/// <summary>Finding a safe zone: near, by language and offer, open at an hour, as GeoJSON.</summary>
public sealed class ListSafeZonesTests(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task The_nearest_come_first_page_by_page()
    {
        var directory = await PublicDirectoryWorld.Create(api);
        foreach (var latitude in new[] { 21.036, 21.031, 21.033, 21.09 })
        {
            await directory.Zone(new { Point = new { latitude, Longitude = 105.85 } });
        }

        var first = (await directory.List("?near=21.03,105.85&radius_m=2000&limit=2")).Expect(HttpStatusCode.OK);
        var rest = await directory.List($"?near=21.03,105.85&radius_m=2000&limit=2&cursor={first.Body["page"]!["next_cursor"]}");

        Assert.Equal([21.031, 21.033, 21.036], first.Data.Concat(rest.Data).Select(zone => (double)zone["latitude"]!));
        Assert.Equal(111.2, (double)first.Data[0]["distance_m"]!, 0.1);
        Assert.False((bool)rest.Body["page"]!["has_more"]!);
        Assert.Equal(4, (await directory.List("?near=21.03,105.85&radius_m=50000")).Data.Count);
        // Without a radius it is a kilometre.
        Assert.Equal(3, (await directory.List("?near=21.03,105.85")).Data.Count);
        Assert.Equal(["radius_m contradiction"], (await directory.List("?radius_m=10")).Faults);
    }

    [Fact]
    public async Task Searching_around_a_position_tells_no_more_than_is_shown()
    {
        var directory = await PublicDirectoryWorld.Create(api);
        await directory.Zone(new { Visibility = "approximate" });
        var shown = Assert.Single((await directory.List()).Data);
        var (latitude, longitude) = ((double)shown["latitude"]!, (double)shown["longitude"]!);

        // Where it is, it is not found; where it is shown, it is, and that is how far it is said to be.
        Assert.Empty((await directory.List("?near=21.03,105.85&radius_m=1")).Data);
        Assert.Single((await directory.List(FormattableString.Invariant($"?near={latitude},{longitude}&radius_m=1"))).Data);
        var distance = (double)Assert.Single((await directory.List("?near=21.03,105.85&radius_m=1000")).Data)["distance_m"]!;
        Assert.Equal(GeoPoint.DistanceMetres(new(21.03, 105.85), new(latitude, longitude)), distance, 0.1);
    }

    [Fact]
    public async Task A_venue_is_found_by_the_languages_of_its_staff_and_by_what_it_offers()
    {
        var directory = await PublicDirectoryWorld.Create(api);
        await directory.Zone(new { Languages = new[] { "vi", "zh-Hans" }, Offers = new[] { "quiet_room" } });
        await directory.Zone(new { Languages = new[] { "en" }, Offers = new[] { "water", "phone_charging" } });

        foreach (var (query, expected) in new[]
        {
            ("languages=vi", 1), ("languages=zh", 1), ("languages=zh-Hant", 0), ("languages=ZH-hans,EN", 2), ("languages=fr", 0),
            ("offers=water", 1), ("offers=water,quiet_room", 2), ("offers=wat", 0), ("languages=vi&offers=water", 0),
        })
        {
            Assert.True(expected == (await directory.List($"?{query}")).Expect(HttpStatusCode.OK).Data.Count, query);
        }

        Assert.Equal(["languages wrong_format"], (await directory.List("?languages=klingonese")).Faults);
        Assert.Equal(["offers wrong_format"], (await directory.List("?offers=Water%20please")).Faults);
    }

    [Fact]
    public async Task Open_at_an_instant_is_by_the_clock_on_the_venues_wall_and_only_where_hours_are_known()
    {
        var directory = await PublicDirectoryWorld.Create(api);
        var day = await directory.Zone(new { OpeningHours = "Mo-Su 07:00-22:00" });
        var night = await directory.Zone(new { OpeningHours = "Mo-Su 20:00-04:00" });
        await directory.Zone(new { OpeningHours = "Mo-Su 18:00+" });
        await directory.Zone(new { OpeningHours = (string?)null });

        // Hà Nội is seven hours ahead of UTC: 21:00, 02:00 and 12:00 there. After 18:00+ nobody knows.
        Assert.Equal(new[] { day, night }.Order(), await Open("2026-11-23T14:00:00Z"));
        Assert.Equal([night], await Open("2026-11-23T19:00:00Z"));
        Assert.Equal([day], await Open("2026-11-23T12:00:00%2B07:00"));

        async Task<IEnumerable<Guid>> Open(string at) => (await directory.List($"?open_at={at}")).Expect(HttpStatusCode.OK).Data
            .Select(zone => zone["id"]!.GetValue<Guid>()).Order();
    }

    [Fact]
    public async Task Pages_of_open_venues_hold_each_of_them_once()
    {
        var directory = await PublicDirectoryWorld.Create(api);
        await directory.Zone();
        // Many more than are looked at for one page; each third is open.
        await directory.Fill([.. Enumerable.Range(1, 1_300).Select(n => (
            $"Venue {n}", 21.03 + (n * 1e-5), 105.85, n % 3 == 0 ? "24/7" : "Mo-Su 01:00-01:05"))]);
        foreach (var order in new[] { "", "near=21.03,105.85&radius_m=50000&" })
        {
            var ids = new List<Guid>();
            var query = $"?{order}open_at=2026-11-23T05:00:00Z&limit=200";
            string? cursor = null;
            do
            {
                var page = (await directory.List(cursor is null ? query : $"{query}&cursor={cursor}")).Expect(HttpStatusCode.OK);
                ids.AddRange(page.Data.Select(zone => zone["id"]!.GetValue<Guid>()));
                cursor = (string?)page.Body["page"]!["next_cursor"];
            }
            while (cursor is not null);

            Assert.Equal((433, 433), (ids.Count, ids.Distinct().Count()));
        }
    }

    [Fact]
    public async Task The_same_directory_is_GeoJSON_for_whoever_accepts_it()
    {
        var directory = await PublicDirectoryWorld.Create(api);
        var exact = await directory.Zone(new { Address = new { Street = "12 Shown Street" } });
        var nowhere = await directory.Zone(new { Point = (object?)null });

        var answer = (await directory.List("", ("Accept", "application/geo+json, application/json;q=0.5"))).Expect(HttpStatusCode.OK);
        var json = (await directory.List("", ("Accept", "application/json, application/geo+json"))).Expect(HttpStatusCode.OK);

        Assert.Equal("application/geo+json", answer.Headers["Content-Type"]);
        Assert.Equal("application/json; charset=utf-8", json.Headers["Content-Type"]);
        Assert.All([answer, json], each => Assert.Equal("Accept", each.Headers["Vary"]));
        Assert.NotEqual(answer.ETag, json.ETag);
        Assert.Equal("FeatureCollection", (string?)answer.Body["type"]);
        var features = answer.Body["features"]!.AsArray().ToDictionary(feature => feature!["id"]!.GetValue<Guid>());
        Assert.Equal("""{"type":"Point","coordinates":[105.85,21.03]}""", features[exact]!["geometry"]!.ToJsonString());
        Assert.Equal("12 Shown Street", (string?)features[exact]!["properties"]!["street"]);
        Assert.True(features[nowhere]!.AsObject().TryGetPropertyValue("geometry", out var none) && none is null);
        var narrowed = (await directory.List("?fields=name", ("Accept", "application/geo+json"))).Expect(HttpStatusCode.OK);
        Assert.Equal(["name"], narrowed.Body["features"]![0]!["properties"]!.AsObject().Select(member => member.Key));
        Assert.Equal(HttpStatusCode.NotModified, (await directory.List("", ("Accept", "application/geo+json"), ("If-None-Match", answer.ETag!))).Status);
    }

    // DOMAIN.md section 6, invariant 13: the place of whoever hides it is in no format.
    [Theory]
    [InlineData("approximate")]
    [InlineData("hotline_only")]
    [InlineData("hidden")]
    public async Task What_a_venue_does_not_show_is_in_no_answer_of_any_format(string visibility)
    {
        var directory = await PublicDirectoryWorld.Create(api);
        await directory.Zone(new
        {
            Visibility = visibility, Point = new { Latitude = 21.0312345, Longitude = 105.8523456 },
            Address = new { Street = "9 Secret Lane", Directions = "behind the red gate", PostalCode = "Z-404" },
        });

        foreach (var answer in new[]
        {
            await directory.List(), await directory.List("", ("Accept", "application/geo+json")), await directory.List("?near=21.0312345,105.8523456"),
            await directory.Get("changes"), await directory.Get("pack"),
        })
        {
            answer.Expect(HttpStatusCode.OK);
            Assert.All(
                ["21.0312345", "105.8523456", "Secret", "red gate", "Z-404"],
                secret => Assert.DoesNotContain(secret, answer.Text, StringComparison.Ordinal));
            Assert.Equal(visibility == "approximate", answer.Text.Contains("Test Café", StringComparison.Ordinal));
        }
    }
}

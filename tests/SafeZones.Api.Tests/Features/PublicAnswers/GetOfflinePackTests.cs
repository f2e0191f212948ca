using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.PublicAnswers;

public sealed class GetOfflinePackTests(SharedApi shared)
{
    private static readonly string[] Hours = ["Mo-Su 07:00-22:30", "Mo-Fr 06:30-21:00; Sa,Su 08:00-23:00", "24/7", "Mo-Th 17:00-01:00; Fr,Sa 17:00-03:00"];

    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task It_holds_the_programme_and_its_venues_as_they_are_shown_and_is_known_again()
    {
        var directory = await PublicDirectoryWorld.Create(api);
        var programme = $"/v1/programmes/{await directory.Organisation.Programme()}";
        (await directory.Organisation.Owner.Patch(programme, new { Codeword = "Angela", CodewordIsPublic = true }, "*")).Expect(HttpStatusCode.OK);
        var zone = await directory.Zone(new { Visibility = "approximate", OpeningHours = "Mo-Su 07:00-22:00" });

        var pack = (await directory.Get("pack")).Expect(HttpStatusCode.OK);

        Assert.Equal(("Safe Zones", "Angela"), ((string?)pack.Body["name"]!["en"], (string?)pack.Body["codeword"]));
        var packed = Assert.Single(pack.Body["venues"]!.AsArray())!.AsObject();
        Assert.Equal(zone, packed["id"]!.GetValue<Guid>());
        Assert.Equal(
            ["id", "name", "category", "latitude", "longitude", "is_approximate", "opening_hours", "time_zone"], packed.Select(member => member.Key));
        var listed = (await directory.List()).Data[0];
        Assert.All(packed, member => Assert.Equal(member.Value!.ToJsonString(), listed[member.Key]!.ToJsonString()));
        Assert.Equal("public, max-age=60", pack.Headers["Cache-Control"]);
        Assert.All((await directory.Get($"changes?updated_since={pack.Body["next_updated_since"]}")).Data, change => Assert.True((bool)change["is_listed"]!));

        (await directory.Organisation.Owner.Post($"{programme}/sunset", null, ("If-Match", "*"))).Expect(HttpStatusCode.OK);
        var over = (await directory.Get("pack", ("If-None-Match", pack.ETag!))).Expect(HttpStatusCode.OK);
        Assert.Null(over.Body["codeword"]);
        Assert.Empty(over.Body["venues"]!.AsArray());
        Assert.Equal("not_found", (await api.Stranger.Get("/v1/public/programmes/no-such-programme/pack")).Code);
    }

    [Fact]
    public async Task A_codeword_that_is_not_published_is_in_no_pack()
    {
        var directory = await PublicDirectoryWorld.Create(api);
        var programme = $"/v1/programmes/{await directory.Organisation.Programme()}";
        (await directory.Organisation.Owner.Patch(programme, new { Codeword = "Angela" }, "*")).Expect(HttpStatusCode.OK);

        Assert.DoesNotContain("Angela", (await directory.Get("pack")).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_thousand_real_venues_travel_in_less_than_200_KB()
    {
        var directory = await PublicDirectoryWorld.Create(api);
        await directory.Zone();
        await directory.Fill([.. RealVenue.Hanoi.Concat(RealVenue.Branches).Take(999).Select((venue, n) => (
            venue.Name, venue.Latitude, venue.Longitude, Hours[n % Hours.Length]))]);
        var whole = (await directory.Get("pack")).Expect(HttpStatusCode.OK);

        using var request = new HttpRequestMessage(HttpMethod.Get, directory.Path("pack"));
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        using var response = await api.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
        Assert.Contains("Accept-Encoding", response.Headers.Vary);
        Assert.InRange(bytes.Length, 1_000, 200_000);
        await using var plain = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        var unpacked = await JsonNode.ParseAsync(plain, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(1_000, unpacked!["venues"]!.AsArray().Count);
        Assert.Equal(whole.Body["venues"]!.ToJsonString(), unpacked["venues"]!.ToJsonString());
        // Nothing else is compressed: what is one caller's own could be guessed from its length.
        Assert.DoesNotContain("Content-Encoding", (await directory.List("", ("Accept-Encoding", "gzip"))).Headers.Keys);
        TestContext.Current.TestOutputHelper?.WriteLine($"{bytes.Length} bytes for 1,000 venues; {whole.Text.Length} characters unpacked.");
    }

    [Fact]
    public async Task An_old_pack_that_is_still_right_is_not_sent_again_and_one_that_would_be_too_large_is_refused()
    {
        var directory = await PublicDirectoryWorld.Create(api);
        await directory.Zone();
        await directory.Settle();
        var pack = (await directory.Get("pack")).Expect(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.NotModified, (await directory.Get("pack", ("If-None-Match", pack.ETag!))).Status);
        Assert.Equal(HttpStatusCode.NotModified, (await directory.Get("pack", ("If-None-Match", $"\"other\", W/{pack.ETag}"))).Status);

        await directory.Fill([.. Enumerable.Range(1, 4_999).Select(n => ($"Venue {n}", 21.03, 105.85, "24/7"))]);
        Assert.Equal(5_000, (await directory.Get("pack")).Body["venues"]!.AsArray().Count);
        await directory.Fill([("One too many", 21.03, 105.85, "24/7")]);
        Assert.Equal((HttpStatusCode.Conflict, "pack_too_large"), ((await directory.Get("pack")).Status, (await directory.Get("pack")).Code));
    }
}

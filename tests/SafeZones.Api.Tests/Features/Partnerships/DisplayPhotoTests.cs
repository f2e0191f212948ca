using System.Diagnostics;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SafeZones.Api.Features.Partnerships;
using SafeZones.Api.Tests.World;
using SkiaSharp;

namespace SafeZones.Api.Tests.Features.Partnerships;

public sealed class DisplayPhotoTests(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task A_venue_sends_a_photo_then_confirms_by_the_same_link_and_a_coordinator_looks_at_it_and_leaves_a_trace()
    {
        var organisation = await api.Organisation();
        var decal = await Issued(organisation);
        var link = await organisation.Link(decal.Partnership, "confirm_display");

        Assert.False((bool)(await api.Stranger.Get(link)).Body["has_photo"]!);
        (await Send(link, Photos.Telling(Photos.Jpeg()))).Expect(HttpStatusCode.NoContent);
        Assert.True((bool)(await api.Stranger.Get(link)).Expect(HttpStatusCode.OK).Body["has_photo"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await Read(organisation, decal.Id)).Status);
        await Confirm(link, decal.Id);
        var read = (await (await organisation.Coordinator()).Get($"/v1/decals/{decal.Id}/display-photo", ("X-Audit-Reason", "monthly look")))
            .Expect(HttpStatusCode.OK);

        Assert.Equal(
            ("image/jpeg", "no-store", "nosniff", $"attachment; filename=decal-{decal.Serial}.jpg; filename*=UTF-8''decal-{decal.Serial}.jpg"),
            (read.Headers["Content-Type"], read.Headers["Cache-Control"], read.Headers["X-Content-Type-Options"], read.Headers["Content-Disposition"]));
        var trace = (await organisation.Owner.Get("/v1/audit?entity=display_photo")).Data[0];
        Assert.Equal(("read_display_photo", "monthly look"), ((string?)trace["action"], (string?)trace["reason"]));
        Assert.Equal(HttpStatusCode.Forbidden, (await (await organisation.Volunteer()).Get($"/v1/decals/{decal.Id}/display-photo")).Status);
        Assert.Equal("not_found", (await Send(link, Photos.Jpeg())).Code);
    }

    [Fact]
    public async Task Where_and_by_which_telephone_it_was_taken_is_not_in_the_bytes_that_are_kept()
    {
        var organisation = await api.Organisation();
        var sent = Photos.Telling(Photos.Jpeg());

        var kept = await Kept(organisation, sent);

        Assert.True(Holds(sent, Photos.Secret) && Holds(sent, "Exif") && Holds(sent, "ICC_PROFILE"));
        Assert.False(Holds(kept, Photos.Secret) || Holds(kept, "Exif") || Holds(kept, "ICC_PROFILE"));
        // No segment but those that a decoder needs: tables, frame, scan and the mark of the format itself.
        Assert.Empty(Segments(kept).Except(new byte[] { 0xE0, 0xDB, 0xC0, 0xC4, 0xDA }));
        using var codec = Opened(kept);
        Assert.Equal((1600, 1200), (codec.Info.Width, codec.Info.Height));
    }

    [Theory]
    [InlineData(1, 1600, 1200, "red", "blue", "red")]
    [InlineData(3, 1600, 1200, "blue", "red", "blue")]
    [InlineData(6, 1200, 1600, "red", "red", "blue")]
    [InlineData(8, 1200, 1600, "blue", "blue", "red")]
    public async Task A_photo_that_was_taken_sideways_is_kept_upright(
        ushort orientation, int width, int height, string topLeft, string topRight, string bottomLeft)
    {
        var kept = await Kept(await api.Organisation(), Photos.Telling(Photos.Jpeg(), orientation));

        using var picture = SKBitmap.Decode(kept);
        Assert.Equal((width, height), (picture.Width, picture.Height));
        Assert.Equal(
            (topLeft, topRight, bottomLeft), (Colour(picture, 20, 20), Colour(picture, width - 20, 20), Colour(picture, 20, height - 20)));
    }

    [Fact]
    public async Task What_hangs_behind_the_end_of_a_photo_is_gone()
    {
        var organisation = await api.Organisation();
        byte[] polyglot = [.. Photos.Jpeg(300, 200), .. "<html><script>alert(1)</script>"u8, .. "PK\u0003\u0004"u8, .. Encoding.ASCII.GetBytes(Photos.Secret)];

        var kept = await Kept(organisation, polyglot);

        Assert.False(Holds(kept, "<script>") || Holds(kept, "PK\u0003\u0004") || Holds(kept, Photos.Secret));
        using var codec = Opened(kept);
        Assert.Equal((300, 200), (codec.Info.Width, codec.Info.Height));
    }

    [Fact]
    public async Task A_PNG_is_kept_as_a_JPEG_without_its_texts_and_on_white()
    {
        var organisation = await api.Organisation();
        var kept = await Kept(organisation, Photos.BlackPng(64, 48, ("tEXt", Encoding.ASCII.GetBytes($"Author\0{Photos.Secret}"))), "image/png");
        using var clear = new SKBitmap(64, 48);
        using var encoded = clear.Encode(SKEncodedImageFormat.Png, 90);

        using var picture = SKBitmap.Decode(await Kept(organisation, encoded.ToArray(), "image/png"));

        Assert.False(Holds(kept, Photos.Secret));
        Assert.Equal(SKEncodedImageFormat.Jpeg, Opened(kept).EncodedFormat);
        Assert.Equal(SKColors.White, picture.GetPixel(30, 20));
    }

    [Fact]
    public async Task What_is_no_photo_is_refused_with_what_is_wrong_and_leaves_nothing_behind()
    {
        var organisation = await api.Organisation();
        var link = await organisation.Link(await organisation.Willing(), "confirm_display");
        var (jpeg, png) = (Photos.Jpeg(), Photos.Png());
        var animated = Photos.BlackPng(64, 48, ("acTL", [0, 0, 0, 2, 0, 0, 0, 0]));

        foreach (var (file, mediaType, fault) in new[]
        {
            (png, "image/jpeg", " not_this_type"), (jpeg, "image/png", " not_this_type"),
            ([.. "<html>"u8, .. jpeg], "image/jpeg", " not_this_type"), ("GIF89a"u8.ToArray(), "image/jpeg", " not_this_type"),
            (jpeg[..(jpeg.Length / 2)], "image/jpeg", " broken_photo"), (jpeg[..30], "image/jpeg", " broken_photo"),
            (png[..(png.Length / 2)], "image/png", " broken_photo"), (png[..20], "image/png", " broken_photo"),
            (animated, "image/png", " animated_photo"),
        })
        {
            var refused = await Send(link, file, mediaType);
            Assert.True(refused.Code == "invalid_request" && refused.Faults.SequenceEqual([fault]), $"{file.Length} bytes of {mediaType}: {refused}");
        }

        Assert.Equal("malformed_body", (await Send(link, [])).Code);
        Assert.Equal("unsupported_media_type", (await Send(link, jpeg, "image/gif")).Code);
        Assert.Equal("unsupported_media_type", (await Send(link, jpeg, "application/json")).Code);
        Assert.Equal("body_too_large", (await Send(link, [.. jpeg, .. new byte[8_000_001 - jpeg.Length]])).Code);
        Assert.False((bool)(await api.Stranger.Get(link)).Body["has_photo"]!);
        (await Send(link, [.. jpeg, .. new byte[8_000_000 - jpeg.Length]])).Expect(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_hundred_megapixels_in_few_bytes_are_refused_before_they_are_unpacked()
    {
        var organisation = await api.Organisation();
        var link = await organisation.Link(await organisation.Willing(), "confirm_display");
        var bomb = Photos.BlackPng(10_000, 10_000);
        (await Send(link, Photos.Png(), "image/png")).Expect(HttpStatusCode.NoContent);
        var (before, watch) = (Process.GetCurrentProcess().WorkingSet64, Stopwatch.StartNew());

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Send(link, bomb, "image/png")));

        Assert.True(bomb.Length < 50_000);
        Assert.All(answers, answer => Assert.Equal([" too_many_pixels"], answer.Faults));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"It took {watch.Elapsed}.");
        // One picture unpacked would be 400 MB.
        Assert.InRange(Process.GetCurrentProcess().WorkingSet64 - before, long.MinValue, 200_000_000);
        Assert.Equal([" too_many_pixels"], (await Send(link, Photos.BlackPng(8_001, 5_000), "image/png")).Faults);
        (await Send(link, Photos.BlackPng(8_000, 5_000), "image/png")).Expect(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task The_decals_next_photo_takes_the_place_of_the_one_before_and_a_confirmation_without_one_keeps_it()
    {
        var organisation = await api.Organisation();
        var decal = await Issued(organisation);
        var first = await organisation.Link(decal.Partnership, "confirm_display");
        (await Send(first, Photos.Jpeg(100, 100))).Expect(HttpStatusCode.NoContent);
        (await Send(first, Photos.Jpeg(200, 100))).Expect(HttpStatusCode.NoContent);
        await Confirm(first, decal.Id);
        Assert.Equal((200, 100), await Size(organisation));

        // A decal that was confirmed is on show: another one of the venue's has a photo of its own.
        var other = await Issued(organisation, decal.Partnership);
        await Confirm(await organisation.Link(decal.Partnership, "confirm_display"), other.Id);
        Assert.Equal(HttpStatusCode.NotFound, (await Read(organisation, other.Id)).Status);
        Assert.Equal((200, 100), await Size(organisation));
        Assert.Equal(1L, await api.Database.Look<long>("select count(*) from display_photos where tenant_id = $1", organisation.Id));
    }

    [Fact]
    public async Task A_photo_is_deleted_after_400_days_and_one_that_was_never_confirmed_with_its_link()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var own = await RunningApi.Start(clock: clock, renewsTokens: true);
        await using var database = own.Database;
        var organisation = await own.Organisation();
        var decal = await Issued(organisation);
        var (confirmed, forgotten) = (
            await organisation.Link(decal.Partnership, "confirm_display"), await organisation.Link(decal.Partnership, "confirm_display"));
        foreach (var link in new[] { confirmed, forgotten })
        {
            (await own.Stranger.Send(HttpMethod.Put, $"{link}/display-photo", Photos.Jpeg(100, 100), [], "image/jpeg")).Expect(HttpStatusCode.NoContent);
        }

        (await own.Stranger.Post($"{confirmed}/display", new { DecalId = decal.Id, PlacedAt = "window" })).Expect(HttpStatusCode.OK);

        Assert.Equal(2L, await After(6));
        Assert.Equal(1L, await After(4));
        Assert.Equal(1L, await After(388));
        Assert.Equal(0L, await After(3));

        async Task<long> After(int days)
        {
            clock.Advance(TimeSpan.FromDays(days));
            await own.Services.GetRequiredService<EvidenceRetention>().Pass(CancellationToken.None);
            return await own.Database.Look<long>("select count(*) from display_photos where tenant_id = $1", organisation.Id);
        }
    }

    private static async Task<(Guid Id, int Serial, Answer Partnership)> Issued(Organisation organisation, Answer? venue = null)
    {
        var partnership = venue ?? await organisation.Active();
        var decal = await organisation.Allocated(partnership);
        (await organisation.MoveDecal(decal, "issue")).Expect(HttpStatusCode.OK);
        return (decal.Id, (int)decal.Body["serial"]!, partnership);
    }

    private Task<Answer> Send(string link, byte[] file, string mediaType = "image/jpeg") =>
        api.Stranger.Send(HttpMethod.Put, $"{link}/display-photo", file, [], mediaType);

    private async Task Confirm(string link, Guid decal) =>
        (await api.Stranger.Post($"{link}/display", new { DecalId = decal, PlacedAt = "window" })).Expect(HttpStatusCode.OK);

    private static async Task<Answer> Read(Organisation organisation, Guid decal) =>
        await (await organisation.Coordinator()).Get($"/v1/decals/{decal}/display-photo");

    // As the database keeps it, and as a coordinator would read it.
    private async Task<byte[]> Kept(Organisation organisation, byte[] sent, string mediaType = "image/jpeg")
    {
        var link = await organisation.Link(await organisation.Willing(), "confirm_display");
        (await Send(link, sent, mediaType)).Expect(HttpStatusCode.NoContent);
        return (await api.Database.Look<byte[]>(
            "select photo from display_photos where tenant_id = $1 order by received_at desc limit 1", organisation.Id))!;
    }

    private async Task<(int Width, int Height)> Size(Organisation organisation)
    {
        using var codec = Opened((await api.Database.Look<byte[]>(
            "select photo from display_photos where tenant_id = $1 and decal_id is not null", organisation.Id))!);
        return (codec.Info.Width, codec.Info.Height);
    }

    private static SKCodec Opened(byte[] file) => SKCodec.Create(SKData.CreateCopy(file));

    private static bool Holds(byte[] file, string text) => file.AsSpan().IndexOf(Encoding.ASCII.GetBytes(text)) >= 0;

    private static string Colour(SKBitmap picture, int x, int y) => picture.GetPixel(x, y).Red > 128 ? "red" : "blue";

    // The markers of a JPEG's segments, to where its pixels begin.
    private static List<byte> Segments(byte[] jpeg)
    {
        var markers = new List<byte>();
        for (var at = 2; jpeg[at] == 0xFF; at += 2 + ((jpeg[at + 2] << 8) | jpeg[at + 3]))
        {
            markers.Add(jpeg[at + 1]);
            if (jpeg[at + 1] == 0xDA)
            {
                break;
            }
        }

        return markers;
    }
}

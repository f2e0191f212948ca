using System.Text.Json;
using System.Text.Json.Nodes;
using SafeZones.Api.Platform.Problems;
using SafeZones.Api.Tests.Features.Certificates;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Pages;

public sealed class StickerInBrowserTests(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task On_a_small_phone_everybody_can_read_it_find_a_place_and_leave_at_once()
    {
        var world = await StickerWorld.Create(api);
        var (_, verified) = await world.Sticker(new { OpeningHours = "24/7" });
        await world.Open("Near", 300);
        await world.Open("Middle", 900);
        await world.Open("Far", 5_200);
        var (paused, notVerified) = await world.Sticker();
        (await world.Organisation.Move(paused, "pause", new { PausedUntil = Organisation.Today.AddDays(9).ToString("yyyy-MM-dd", null) }))
            .Expect(System.Net.HttpStatusCode.OK);
        var (suspended, recalled) = await world.Sticker();
        (await world.Organisation.Move(suspended, "suspension", new { Reason = "refused_help" })).Expect(System.Net.HttpStatusCode.OK);
        var certificate = await CertificateTests.Issue(world.Organisation, await CertificateTests.Trained(world.Organisation));
        var states = new
        {
            verified = $"/s/{verified}", not_verified = $"/s/{notVerified}", recalled = $"/s/{recalled}", unknown = "/s/unknown",
            certificate = $"/c/{certificate.Id}", no_certificate = "/c/unknown",
        };

        var seen = JsonNode.Parse(await NpmTools.Script("sticker",
            ("BASE_URL", api.Client.BaseAddress!.GetLeftPart(UriPartial.Authority)), ("STATES", JsonSerializer.Serialize(states)),
            ("LANGUAGES", string.Join(',', ProblemTexts.Languages)),
            ("SCREENSHOTS", Path.Combine(PostgresCluster.Repository, ".local", "tests"))))!;

        Assert.Equal(6 * ProblemTexts.Languages.Count, (int)seen["pages"]!);
        Assert.All(["violations", "too_wide", "cookies", "elsewhere", "errors"], what => Assert.Equal("[]", seen[what]!.ToJsonString()));
        // The first thing that a keyboard reaches is the way out.
        Assert.Equal("""["x"]""", seen["first_focus"]!.ToJsonString());

        var without = seen["without_script"]!;
        Assert.Equal(("rtl", "fr", false), ((string?)without["direction"], (string?)without["switched"], (bool)without["asks_for_position"]!));
        Assert.Equal("مكان آمن موثَّق", (string?)without["headline"]);
        Assert.Equal(["Near", "Middle", "Far"], Texts(without["places"]));

        var near = seen["near"]!;
        Assert.Equal(0, (int)near["unasked"]!);
        Assert.Equal(["near=21.077%2C105.850"], Texts(near["sent"]));
        Assert.EndsWith(states.verified, (string)near["address"]!, StringComparison.Ordinal);
        Assert.Equal(["Far", "Middle", "Near"], Texts(near["places"]));
        Assert.Empty(near["violations"]!.AsArray());
        Assert.Equal("Your phone gave no position.", (string?)seen["refused"]);
        Assert.Equal(("/health/live", "[null]"), ((string?)seen["exit"]!["back"], seen["exit"]!["referrers"]!.ToJsonString()));
    }

    private static IEnumerable<string> Texts(JsonNode? list) => list!.AsArray().Select(item => (string)item!);
}

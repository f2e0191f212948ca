using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using SafeZones.Api.Pages;
using SafeZones.Api.Platform.Problems;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Pages;

public sealed class LinkInBrowserTests(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task On_a_small_phone_an_owner_does_by_the_link_whatever_it_is_for()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        (await coordinator.Post($"/v1/programmes/{await organisation.Programme()}/pledge-texts", new
        {
            Text = new
            {
                en = "We help whoever asks us, day and night.\nWe know how, and we keep it to ourselves.",
                ar = "نساعد كل من يسألنا، ليلًا ونهارًا.\nنعرف كيف نفعل ذلك ونحفظ السر.",
            },
            RequiredFrom = "2026-01-01",
        })).Expect(HttpStatusCode.Created);
        var partnership = await organisation.Active(new { NarrativeEnabled = true, TrainingThreshold = 0.75, GraceDays = 14 });
        var session = await organisation.HeldSession(body => body["venue_id"] = partnership.Body["venue_id"]!.GetValue<Guid>());
        (await organisation.Attend(session, partnership, 2)).Expect(HttpStatusCode.OK);
        await organisation.Session(TimeSpan.FromDays(3));
        foreach (var _ in Enumerable.Range(0, 2))
        {
            (await organisation.MoveDecal(await organisation.Allocated(partnership), "issue")).Expect(HttpStatusCode.OK);
        }

        (await organisation.Owner.Patch("/v1/organisation", new { Settings = new { BrandColour = "#7a1f6b" } }, "*")).Expect(HttpStatusCode.OK);
        (await organisation.Owner.Put("/v1/organisation/logo", new { SafeZones.Api.Features.Organisations.Logo.Example.Svg }, ("If-Match", "*"))).Expect(HttpStatusCode.OK);

        var purposes = new Dictionary<string, string>();
        foreach (var purpose in LinkWorld.Purposes)
        {
            purposes.Add(purpose, await organisation.Page(partnership, purpose));
        }

        var willing = await organisation.Willing();
        var stories = new
        {
            pledge = await organisation.Page(willing, "accept_pledge"), staff = await organisation.Page(partnership, "declare_staff"),
            intervention = await organisation.Page(partnership, "log_intervention"),
        };

        var seen = JsonNode.Parse(await NpmTools.Script("link",
            ("BASE_URL", api.Client.BaseAddress!.GetLeftPart(UriPartial.Authority)), ("PURPOSES", JsonSerializer.Serialize(purposes)),
            ("STORIES", JsonSerializer.Serialize(stories)), ("LANGUAGES", string.Join(',', ProblemTexts.Languages)),
            ("SCREENSHOTS", Path.Combine(PostgresCluster.Repository, ".local", "tests"))))!;

        Assert.Equal(LinkWorld.Purposes.Length * ProblemTexts.Languages.Count, (int)seen["pages"]!);
        Assert.All(["violations", "too_wide", "cookies", "elsewhere", "errors"], what => Assert.Equal("[]", seen[what]!.ToJsonString()));
        Assert.Equal(("rtl", "ltr"), ((string?)seen["direction"]!["ar"], (string?)seen["direction"]!["fil"]));
        Assert.Equal("""["x","n","managers","BUTTON","en","fr"]""", seen["keyboard"]!["reached"]!.ToJsonString());
        Assert.Equal("""["rgb(122, 31, 107)","rgb(140, 29, 24)",true]""", seen["brand"]!.ToJsonString());
        Assert.Empty(seen["keyboard"]!["hidden"]!.AsArray());

        // Story 4, without scripts and in Arabic.
        var (pledge, arabic) = (seen["pledge"]!, PageSentences.ByLanguage["ar"]);
        Assert.True((bool)pledge["unsaid"]!);
        Assert.Equal((arabic["done_accept_pledge"], arabic["gone_title"]), ((string?)pledge["headline"], (string?)pledge["afterwards"]));
        Assert.True((int)pledge["missing"]! > 0);
        Assert.Equal("pledged", (string?)(await organisation.Owner.Get($"/v1/partnerships/{willing.Id}")).Body["status"]);

        // Story 7, with two quick clicks.
        var staff = seen["staff"]!;
        Assert.Equal("The number is noted", (string?)staff["headline"]);
        Assert.Contains(
            $"stops being a safe place on {Organisation.Today.AddDays(14).ToString("D", CultureInfo.GetCultureInfo("en"))}", (string?)staff["text"], StringComparison.Ordinal);
        Assert.Equal((2, true), ((int)staff["clicks"]!, (bool)staff["same"]!));
        Assert.Equal(1L, await api.Database.Look<long>("select count(*) from staff_counts where tenant_id = $1 and total = 14", organisation.Id));

        // Story 10.
        var (intervention, refused) = (seen["intervention"]!, seen["intervention"]!["refused"]!);
        Assert.True((int)intervention["taps"]! <= 6 && (double)intervention["seconds"]! < 40);
        Assert.StartsWith("Your note holds a long number", (string?)refused["fault"], StringComparison.Ordinal);
        Assert.Equal("Her number is 0900 000 000", (string?)refused["note"]);
        Assert.All(["following_stalking", "gave_safe_place", "called_taxi", "left_by_transport", "inside", "1", "none"],
            value => Assert.Contains(refused["kept"]!.AsArray(), kept => (string?)kept == value));
        Assert.Equal(("Thank you. The report has arrived", "Report that you stepped in"), ((string?)intervention["headline"], (string?)intervention["another"]));
        Assert.Single((await organisation.Owner.Get("/v1/interventions")).Data);

        Assert.All([staff, refused, intervention], page => Assert.Equal("[]", page["violations"]!.ToJsonString()));
        Assert.All([staff, refused], page => Assert.False((bool)page["too_wide"]!));
    }
}

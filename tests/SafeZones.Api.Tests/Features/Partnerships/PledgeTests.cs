using System.Net;
using System.Text.Json.Nodes;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Partnerships;

public sealed class PledgeTests(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task A_pledge_on_paper_makes_a_prospect_a_venue_that_has_pledged_and_the_history_names_the_venue()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();

        var pledged = await organisation.Pledged();

        Assert.Equal("pledged", (string?)pledged.Body["status"]);
        var move = (await coordinator.Get($"/v1/partnerships/{pledged.Id}/moves")).Data[^1];
        Assert.Equal(("pledge", "venue", "folder 3, sheet 12"), ((string?)move["action"], (string?)move["actor"], (string?)move["evidence"]));
    }

    [Fact]
    public async Task Without_somebody_who_answers_for_it_a_venue_does_not_pledge_and_the_answer_says_what_to_do()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var partnership = await organisation.Willing();
        var contacts = $"/v1/venues/{partnership.Body["venue_id"]}/contacts";
        var contact = (await coordinator.Get(contacts)).Data[0];
        (await coordinator.Delete($"{contacts}/{contact["id"]}", "*")).Expect(HttpStatusCode.NoContent);

        var refused = await Pledge(organisation, partnership);

        Assert.Equal("requirements_unmet", refused.Code);
        Assert.Equal(["/requirements/focal_point focal_point_unmet"], refused.Faults);
    }

    [Fact]
    public async Task A_venue_promises_what_was_published_in_a_language_that_it_has_and_once()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Willing();
        var (unknown, elsewhere) = (Organisation.Pledge(7), Organisation.Pledge());
        elsewhere["locale"] = "fr";

        Assert.Equal(["/pledge_version missing"], (await Pledge(organisation, partnership, unknown)).Faults);
        Assert.Equal(["/locale missing"], (await Pledge(organisation, partnership, elsewhere)).Faults);
        (await Pledge(organisation, partnership)).Expect(HttpStatusCode.OK);
        Assert.Equal("pledge_accepted_already", (await Pledge(organisation, partnership)).Code);
    }

    [Fact]
    public async Task A_newer_version_asks_again_from_its_day_on_and_accepting_it_changes_no_status()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var partnership = await organisation.Pledged();
        var programme = await organisation.Programme();
        (await coordinator.Post($"/v1/programmes/{programme}/pledge-texts", new
        {
            Text = new { en = "We help, and we know how." }, RequiredFrom = Organisation.Today.ToString("yyyy-MM-dd", null),
        })).Expect(HttpStatusCode.Created);

        Assert.Contains("pledge_current", await Unmet(coordinator, partnership));
        var renewed = (await Pledge(organisation, partnership, Organisation.Pledge(2))).Expect(HttpStatusCode.OK);
        Assert.Equal("pledged", (string?)renewed.Body["status"]);
        Assert.DoesNotContain("pledge_current", await Unmet(coordinator, partnership));
        var late = await organisation.Willing();
        Assert.Equal([" pledge_outdated"], (await Pledge(organisation, late)).Faults);
    }

    [Fact]
    public async Task A_version_that_is_asked_for_on_the_last_day_that_there_is_breaks_nothing()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Active(new { CheckIntervalDays = (int?)null, TrainingThreshold = 0 });
        (await organisation.Owner.Post($"/v1/programmes/{await organisation.Programme()}/pledge-texts", new
        {
            Text = new { en = "One day" }, RequiredFrom = "9999-12-31",
        })).Expect(HttpStatusCode.Created);

        (await organisation.Owner.Get($"/v1/partnerships/{partnership.Id}/requirements")).Expect(HttpStatusCode.OK);
        (await organisation.Owner.Get($"/v1/partnerships/{partnership.Id}/requirements?on=9999-12-30")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Versions_count_up_and_are_listed_the_newest_first()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var path = $"/v1/programmes/{await organisation.Programme()}/pledge-texts";
        var bodies = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ =>
            coordinator.Post(path, new { Text = new { en = "One\nTwo" }, RequiredFrom = "2026-01-01" })));

        Assert.All(bodies, body => Assert.Equal(HttpStatusCode.Created, body.Status));
        Assert.Equal([5, 4, 3, 2, 1], (await coordinator.Get(path)).Data.Select(text => (int)text["pledge_version"]!));
    }

    private static async Task<Answer> Pledge(Organisation organisation, Answer partnership, JsonObject? body = null) =>
        await (await organisation.Coordinator()).Post(
            $"/v1/partnerships/{partnership.Id}/pledge", body ?? Organisation.Pledge(), ("If-Match", "*"));

    internal static async Task<IEnumerable<string>> Unmet(Actor actor, Answer partnership) =>
        (await actor.Get($"/v1/partnerships/{partnership.Id}/requirements")).Expect(HttpStatusCode.OK).Body["requirements"]!.AsArray()
            .Where(one => !(bool)one!["met"]!).Select(one => (string)one!["name"]!);
}

using System.Net;
using System.Text.Json.Nodes;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Interventions;

public sealed class InterventionTests(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task A_volunteer_tells_what_staff_did_and_a_coordinator_reads_it()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Willing();

        var told = (await (await organisation.Volunteer()).Tell(partnership)).Expect(HttpStatusCode.Created);

        var read = (await (await organisation.Coordinator()).Get(told.Headers["Location"])).Expect(HttpStatusCode.OK);
        Assert.Equal(told.Text, read.Text);
        Assert.Equal("submitted", (string?)read.Body["review_status"]);
        Assert.Equal(Organisation.Today.AddMonths(24).ToString("yyyy-MM-dd", null), (string?)read.Body["retention_until"]);
        Assert.Equal(["gave_safe_place", "called_taxi"], read.Body["report"]!["actions"]!.AsArray().Select(word => (string?)word));
    }

    [Fact]
    public async Task A_telephone_without_reception_sends_it_twice_and_it_happened_once()
    {
        var organisation = await api.Organisation();
        var volunteer = await organisation.Volunteer();
        var partnership = await organisation.Willing();

        var first = (await volunteer.Tell(partnership, key: "phone-7-0012")).Expect(HttpStatusCode.Created);
        var second = (await volunteer.Tell(partnership, key: "phone-7-0012")).Expect(HttpStatusCode.Created);

        Assert.Equal(first.Text, second.Text);
        Assert.Equal("true", second.Headers["Idempotency-Replayed"]);
        Assert.Single((await (await organisation.Coordinator()).Get("/v1/interventions")).Data);
    }

    [Fact]
    public async Task The_id_does_not_tell_when_somebody_asked_for_help()
    {
        var organisation = await api.Organisation();

        var told = await (await organisation.Volunteer()).Tell(await organisation.Willing());

        Assert.Equal(4, told.Id.Version);
    }

    [Fact]
    public async Task What_tells_who_somebody_is_is_refused_with_an_explanation_and_nothing_is_kept()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Willing(new { NarrativeEnabled = true });
        var volunteer = await organisation.Volunteer();

        async Task<IEnumerable<string>> Faults(string narrative) =>
            (await volunteer.Tell(partnership, narrative: narrative)).Expect(HttpStatusCode.BadRequest).Faults;

        Assert.Equal(["/narrative holds_phone_number"], await Faults("Her number is ٠٩١٢ ٣٤٥ ٦٧٨"));
        Assert.Equal(["/narrative holds_email_or_handle"], await Faults("write to a@b.example"));
        Assert.Equal(["/narrative holds_web_address"], await Faults("he is on https://a.example"));
        Assert.Equal(["/narrative holds_document_number"], await Faults("plate 30A-12345"));
        Assert.Equal(["/narrative too_long"], await Faults(new string('a', 501)));
        Assert.Empty((await (await organisation.Coordinator()).Get("/v1/interventions")).Data);
    }

    [Fact]
    public async Task A_programme_that_did_not_enable_narratives_takes_none()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Willing();

        var refused = await (await organisation.Volunteer()).Tell(partnership, narrative: "We stayed with her.");

        Assert.Equal(("intervention_impossible", "/narrative narrative_not_enabled"), (refused.Code, refused.Faults.Single()));
    }

    [Fact]
    public async Task Of_a_child_only_that_it_was_one_and_when_it_was_handed_over_is_kept()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Willing(new { NarrativeEnabled = true });
        var volunteer = await organisation.Volunteer();
        var child = Telling.Report();
        child["age_group"] = "child";
        child["child_handed_over_in"] = "night";
        var more = child.DeepClone().AsObject();
        more["gender"] = "other";

        Assert.Equal(["/report/gender too_much_of_a_child"], (await volunteer.Tell(partnership, more)).Faults);
        Assert.Equal(["/narrative too_much_of_a_child"], (await volunteer.Tell(partnership, child.DeepClone().AsObject(), "We stayed.")).Faults);
        (await volunteer.Tell(partnership, child)).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task What_has_not_happened_yet_or_is_older_than_the_organisation_keeps_records_is_refused()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Willing();
        var volunteer = await organisation.Volunteer();

        var old = await volunteer.Tell(partnership, Telling.Report(Organisation.Today.AddMonths(-25)));
        var twice = Telling.Report();
        twice["actions"] = new JsonArray("called_taxi", "called_taxi");

        Assert.Equal(("intervention_impossible", "/report/occurred_on beyond_retention"), (old.Code, old.Faults.Single()));
        Assert.Equal(["/report/actions/1 taken"], (await volunteer.Tell(partnership, twice)).Faults);
        Assert.Equal(["/report/occurred_on date_in_future"], (await volunteer.Tell(partnership, Telling.Report(Organisation.Today.AddDays(3)))).Faults);
    }

    [Fact]
    public async Task It_is_amended_by_appending_what_was_told_before_stays_and_it_is_to_be_reviewed_again()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var told = await coordinator.Tell(await organisation.Willing());
        var path = $"/v1/interventions/{told.Id}";
        var reviewed = (await coordinator.Post($"{path}/review", new { Verdict = "reviewed" }, ("If-Match", told.ETag!))).Expect(HttpStatusCode.OK);
        var better = Telling.Report();
        better["people_helped"] = 2;

        var amended = (await coordinator.Post($"{path}/editions", new { Report = better }, ("If-Match", reviewed.ETag!))).Expect(HttpStatusCode.OK);

        Assert.Equal((2, "submitted", 2), (
            (int)amended.Body["edition"]!, (string?)amended.Body["review_status"], (int)amended.Body["report"]!["people_helped"]!));
        var editions = (await coordinator.Get($"{path}/editions")).Data;
        Assert.Equal([2, 1], editions.Select(edition => (int)edition["report"]!["people_helped"]!));
        Assert.Equal("precondition_failed", (await coordinator.Post($"{path}/editions", new { Report = better }, ("If-Match", told.ETag!))).Code);
    }

    [Fact]
    public async Task Nobody_counts_on_what_nobody_has_looked_at()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var told = await coordinator.Tell(await organisation.Willing());

        Task<Answer> Review(string verdict) =>
            coordinator.Post($"/v1/interventions/{told.Id}/review", new { Verdict = verdict }, ("If-Match", "*"));

        var refused = await Review("approved");
        Assert.Equal(("move_refused", " move_impossible"), (refused.Code, refused.Faults.Single()));
        (await Review("reviewed")).Expect(HttpStatusCode.OK);
        Assert.Equal("approved", (string?)(await Review("approved")).Expect(HttpStatusCode.OK).Body["review_status"]);
        Assert.Equal("move_refused", (await Review("rejected")).Code);
    }

    [Fact]
    public async Task The_list_can_be_narrowed_to_what_is_to_be_done()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var (here, there) = (await organisation.Willing(), await organisation.Willing());
        var quiet = Telling.Report(Organisation.Today.AddDays(-40));
        quiet["follow_up"] = "none";
        var first = await coordinator.Tell(here, quiet);
        var second = await coordinator.Tell(there);

        async Task<IEnumerable<Guid>> Found(string query) =>
            (await coordinator.Get($"/v1/interventions?{query}")).Expect(HttpStatusCode.OK).Data.Select(one => one["id"]!.GetValue<Guid>());

        Assert.Equal([second.Id], await Found("follow_up=call_venue"));
        Assert.Equal([first.Id], await Found($"partnership_id={here.Id}"));
        Assert.Equal([first.Id], await Found($"occurred_until={Organisation.Today.AddDays(-30):yyyy-MM-dd}"));
        Assert.Equal([second.Id], await Found($"occurred_from={Organisation.Today.AddDays(-30):yyyy-MM-dd}"));
        Assert.Equal(2, (await Found("review_status=submitted")).Count());
        var page = await coordinator.Get("/v1/interventions?limit=1");
        var rest = await coordinator.Get($"/v1/interventions?limit=1&cursor={page.Body["page"]!["next_cursor"]}");
        Assert.Equal(new[] { first.Id, second.Id }.Order(), new[] { page, rest }.Select(one => one.Data.Single()["id"]!.GetValue<Guid>()).Order());
    }

    [Fact]
    public async Task Deleting_leaves_that_something_was_there_and_nothing_of_it()
    {
        var organisation = await api.Organisation();
        var safeguarding = await organisation.Member("safeguarding");
        var (partnership, told) = await organisation.WithNarrative("We stayed with her until the taxi came.");
        var path = $"/v1/interventions/{told.Id}";

        Assert.Equal("invalid_header", (await safeguarding.Delete(path, told.ETag)).Code);
        (await safeguarding.Delete(path, told.ETag, ("X-Audit-Reason", "told by mistake"))).Expect(HttpStatusCode.NoContent);

        var left = (await safeguarding.Get(path)).Expect(HttpStatusCode.OK).Body;
        Assert.Equal(Organisation.Today.ToString("yyyy-MM-dd", null), (string?)left["deleted_on"]);
        Assert.Null(left["report"]);
        Assert.Null(left["partnership_id"]);
        Assert.Empty((await safeguarding.Get("/v1/interventions")).Data);
        Assert.Empty((await safeguarding.Get($"{path}/editions")).Data);
        (await safeguarding.ReadNarrative(told)).Expect(HttpStatusCode.NotFound);
        Assert.Equal("intervention_deleted", (await safeguarding.Post($"{path}/review", new { Verdict = "reviewed" }, ("If-Match", "*"))).Code);
        Assert.Equal(["0", "0"], await api.Database.Lines(
            $"""
            select count(*)::text from intervention_editions where intervention_id = '{told.Id}'
            union all select count(*)::text from intervention_narratives where intervention_id = '{told.Id}'
            """));
    }

    [Fact]
    public async Task What_is_on_legal_hold_is_not_deleted_until_it_is_released()
    {
        var organisation = await api.Organisation();
        var safeguarding = await organisation.Member("safeguarding");
        var told = await safeguarding.Tell(await organisation.Willing());
        var path = $"/v1/interventions/{told.Id}";
        var why = ("X-Audit-Reason", "court order of today");

        var held = (await safeguarding.Post($"{path}/legal-hold", null, ("If-Match", told.ETag!), why)).Expect(HttpStatusCode.OK);
        Assert.Equal("intervention_on_hold", (await safeguarding.Delete(path, held.ETag, why)).Code);
        (await safeguarding.Delete($"{path}/legal-hold", held.ETag, why)).Expect(HttpStatusCode.NoContent);
        (await safeguarding.Delete(path, "*", why)).Expect(HttpStatusCode.NoContent);
    }
}

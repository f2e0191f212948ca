using System.Net;
using System.Text.Json.Nodes;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Partnerships;

public sealed class OutreachVisitBatchTests(SharedApi shared)
{
    private const string Path = "/v1/outreach-visits/batch";
    private static readonly (string, string) Lenient = ("Prefer", "handling=lenient");

    private readonly RunningApi api = shared.Api;

    // DOMAIN.md section 10, story 3.
    [Fact]
    public async Task A_volunteer_syncs_twelve_offline_visits_twice_and_exactly_twelve_are_stored()
    {
        var organisation = await api.Organisation();
        var volunteer = await organisation.Volunteer();
        var venues = new[] { await organisation.Prospect(), await organisation.Prospect(), await organisation.Prospect() };
        // A day without signal: twelve visits to three venues wait in the phone.
        var day = Enumerable.Range(0, 12).Select(hour => Visit(venues[hour % 3], "come_back", minute: hour)).ToArray();

        var first = (await volunteer.Post(Path, Batch(day))).Expect(HttpStatusCode.Created);
        // The signal broke off before the answer came, and so the phone sends them again.
        var second = (await volunteer.Post(Path, Batch(day))).Expect(HttpStatusCode.OK);

        Assert.Equal(Enumerable.Repeat(201, 12), Statuses(first));
        Assert.Equal(Enumerable.Repeat(200, 12), Statuses(second));
        Assert.Equal(Visits(first), Visits(second));
        var stored = (await volunteer.Get("/v1/outreach-visits")).Data;
        Assert.Equal(12, stored.Count);
        Assert.Equal(
            day.Select(visit => visit["id"]!.GetValue<Guid>()).Order(), stored.Select(visit => visit["id"]!.GetValue<Guid>()).Order());
        Assert.Equal(12L, await api.Database.Look<long>(
            "select count(*) from audit_entries where tenant_id = $1 and entity = 'outreach_visit'", organisation.Id));
    }

    [Fact]
    public async Task Visits_to_one_venue_move_it_in_their_order_as_if_each_were_sent_alone()
    {
        var organisation = await api.Organisation();
        var volunteer = await organisation.Volunteer();
        var partnership = await organisation.Prospect();
        var last = Visit(partnership, "interested", minute: 2);
        last["next_step_on"] = "2026-06-01";

        (await volunteer.Post(Path, Batch(Visit(partnership, "come_back"), Visit(partnership, "owner_absent", minute: 1), last)))
            .Expect(HttpStatusCode.Created);

        var now = (await volunteer.Get($"/v1/partnerships/{partnership.Id}")).Body;
        Assert.Equal(("interested", "2026-06-01"), ((string?)now["status"], (string?)now["next_step_on"]));
        Assert.Equal(
            ["prospect", "approached", "interested"],
            (await volunteer.Get($"/v1/partnerships/{partnership.Id}/moves")).Data.Select(move => (string?)move["to_status"]));
    }

    [Fact]
    public async Task One_wrong_visit_keeps_all_of_them_out_and_is_named_by_its_pointer()
    {
        var organisation = await api.Organisation();
        var volunteer = await organisation.Volunteer();
        var partnership = await organisation.Prospect();
        var known = Visit(partnership, "come_back");
        (await volunteer.Post("/v1/outreach-visits", known)).Expect(HttpStatusCode.Created);
        var other = known.DeepClone();
        other["outcome"] = "interested";
        var (wrong, orphan) = (Visit(partnership, "delighted"), Visit(partnership, "come_back"));
        orphan["partnership_id"] = Guid.NewGuid();

        var invalid = await volunteer.Post(Path, Batch(Visit(partnership, "come_back"), wrong));
        var missing = await volunteer.Post(Path, Batch(Visit(partnership, "come_back"), orphan));
        var taken = await volunteer.Post(Path, Batch(known.DeepClone(), other));

        Assert.Equal((HttpStatusCode.BadRequest, "/items/1/outcome wrong_type"), (invalid.Status, Assert.Single(invalid.Faults)));
        Assert.Equal(("partnership_missing", "/items/1/partnership_id missing"), (missing.Code, Assert.Single(missing.Faults)));
        Assert.Equal(("visit_id_taken", "/items/1/id taken"), (taken.Code, Assert.Single(taken.Faults)));
        Assert.Single((await volunteer.Get("/v1/outreach-visits")).Data);
    }

    [Fact]
    public async Task A_lenient_batch_stores_what_it_can_and_says_what_became_of_each()
    {
        var organisation = await api.Organisation();
        var volunteer = await organisation.Volunteer();
        var partnership = await organisation.Prospect();
        var (known, twin) = (Visit(partnership, "come_back"), Visit(partnership, "come_back"));
        (await volunteer.Post("/v1/outreach-visits", known)).Expect(HttpStatusCode.Created);
        var other = twin.DeepClone();
        other["outcome"] = "interested";
        var orphan = Visit(partnership, "come_back");
        orphan["partnership_id"] = Guid.NewGuid();

        var answer = await volunteer.Post(
            Path, Batch(known.DeepClone(), Visit(partnership, "delighted"), twin, twin.DeepClone(), other, 7, orphan), Lenient);

        Assert.Equal(
            ["200 ", "400 invalid_request /items/1/outcome", "201 ", "200 ", "409 visit_id_taken /items/4/id",
                "400 invalid_request /items/5", "409 partnership_missing /items/6/partnership_id"],
            answer.Expect((HttpStatusCode)207).Body["items"]!.AsArray().Select(item =>
                $"{item!["status"]} {item["problem"]?["code"]} {item["problem"]?["errors"]?[0]?["pointer"]}".Replace("  ", " ", StringComparison.Ordinal)));
        Assert.Equal("handling=lenient", answer.Headers["Preference-Applied"]);
        Assert.Equal(2, (await volunteer.Get("/v1/outreach-visits")).Data.Count);
    }

    [Fact]
    public async Task Phones_that_send_the_same_visits_at_once_store_each_once()
    {
        var organisation = await api.Organisation();
        var volunteer = await organisation.Volunteer();
        var venues = new[] { await organisation.Prospect(), await organisation.Prospect() };
        var day = Enumerable.Range(0, 40).Select(hour => Visit(venues[hour % 2], "come_back", minute: hour)).ToArray();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(phone => volunteer.Post(
            Path, Batch([.. (phone % 2 == 0 ? day : day.Reverse()).Select(visit => visit.DeepClone())]), Lenient)));

        Assert.Equal([.. Enumerable.Repeat(200, 120), .. Enumerable.Repeat(201, 40)], answers.SelectMany(Statuses).Order());
        Assert.Equal(40, (await volunteer.Get("/v1/outreach-visits?limit=200")).Data.Count);
    }

    [Fact]
    public async Task Of_two_phones_that_give_one_id_to_two_venues_at_once_one_is_refused()
    {
        var organisation = await api.Organisation();
        var volunteer = await organisation.Volunteer();
        var venues = new[] { await organisation.Prospect(), await organisation.Prospect() };
        var ids = Enumerable.Range(0, 20).Select(_ => Guid.NewGuid()).ToArray();

        var answers = await Task.WhenAll(venues.Select(venue => volunteer.Post(
            Path,
            Batch([.. ids.Select(id =>
            {
                var visit = Visit(venue, "come_back");
                visit["id"] = id;
                return visit;
            })]),
            Lenient)));

        Assert.Equal([.. Enumerable.Repeat(201, 20), .. Enumerable.Repeat(409, 20)], answers.SelectMany(Statuses).Order());
    }

    [Fact]
    public async Task A_place_that_a_batch_finds_gone_is_asked_for_its_stickers()
    {
        var organisation = await api.Organisation();
        var volunteer = await organisation.Volunteer();
        var (gone, there) = (await organisation.Active(), await organisation.Prospect());
        var decal = await organisation.Displayed(gone);

        (await volunteer.Post(Path, Batch(Visit(there, "come_back"), Visit(gone, "closed_down")))).Expect(HttpStatusCode.Created);

        Assert.Equal("closed", (string?)(await volunteer.Get($"/v1/partnerships/{gone.Id}")).Body["status"]);
        Assert.Equal("recall_requested", (string?)(await volunteer.Get($"/v1/decals/{decal.Id}")).Body["state"]);
    }

    [Fact]
    public async Task A_venue_that_has_been_visited_too_often_is_named()
    {
        var organisation = await api.Organisation();
        var volunteer = await organisation.Volunteer();
        var partnership = await organisation.Prospect();
        await api.Database.Look<int>(
            """
            insert into outreach_visits (tenant_id, id, partnership_id, visited_at, outcome, objections, materials_left, recorded_at)
            select $1, gen_random_uuid(), $2, now(), 'come_back', '{}', '{}', now() from generate_series(1, 499)
            """,
            organisation.Id, partnership.Id);

        var lenient = await volunteer.Post(Path, Batch(Visit(partnership, "come_back"), Visit(partnership, "come_back")), Lenient);
        var alone = await volunteer.Post("/v1/outreach-visits", Visit(partnership, "come_back"));

        Assert.Equal([201, 409], Statuses(lenient));
        Assert.Equal("/items/1", (string?)lenient.Body["items"]![1]!["problem"]!["errors"]![0]!["pointer"]);
        Assert.Equal(("limit_reached", " too_many"), (alone.Code, Assert.Single(alone.Faults)));
    }

    [Fact]
    public async Task A_batch_sent_twice_with_one_key_is_answered_as_the_first_time()
    {
        var organisation = await api.Organisation();
        var volunteer = await organisation.Volunteer();
        var body = Batch(Visit(await organisation.Prospect(), "come_back")).ToJsonString();

        var first = await volunteer.Post(Path, body, ("Idempotency-Key", "day"));
        var second = await volunteer.Post(Path, body, ("Idempotency-Key", "day"));

        Assert.Equal("true", second.Headers["Idempotency-Replayed"]);
        Assert.Equal(first.Expect(HttpStatusCode.Created).Text, second.Expect(HttpStatusCode.Created).Text);
    }

    [Fact]
    public async Task A_hundred_and_one_are_too_many()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Prospect();

        Assert.Equal(["/items too_many"], (await (await organisation.Volunteer()).Post(
            Path, Batch([.. Enumerable.Range(0, 101).Select(_ => Visit(partnership, "come_back"))]))).Faults);
    }

    private static JsonObject Batch(params JsonNode[] items) => new() { ["items"] = new JsonArray([.. items.Select(item => item.DeepClone())]) };

    private static IEnumerable<int> Statuses(Answer answer) => answer.Body["items"]!.AsArray().Select(item => (int)item!["status"]!);

    private static IEnumerable<string> Visits(Answer answer) =>
        answer.Body["items"]!.AsArray().Select(item => item!["visit"]!.ToJsonString());

    private static JsonObject Visit(Answer partnership, string outcome, int minute = 0) => new()
    {
        ["id"] = Guid.NewGuid(),
        ["partnership_id"] = partnership.Id,
        ["visited_at"] = new DateTimeOffset(2026, 5, 4, 3, minute, 0, TimeSpan.Zero).ToString("yyyy-MM-dd'T'HH:mm:ssZ", null),
        ["outcome"] = outcome,
        ["objections"] = new JsonArray("no_time"),
        ["materials_left"] = new JsonArray("flyer"),
    };
}

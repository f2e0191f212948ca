using System.Net;
using System.Text.Json.Nodes;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Partnerships;

public sealed class OutreachVisitTests(SharedApi shared)
{
    private const string Path = "/v1/outreach-visits";
    private readonly RunningApi api = shared.Api;

    [Theory]
    [InlineData("interested", "interested", "approach record_interest")]
    [InlineData("pledged_on_spot", "interested", "approach record_interest")]
    [InlineData("come_back", "approached", "approach")]
    [InlineData("owner_absent", "approached", "approach")]
    [InlineData("unsuitable", "approached", "approach")]
    [InlineData("not_now", "declined", "approach record_decline")]
    [InlineData("refused", "declined", "approach record_decline")]
    [InlineData("refused_hostile", "declined", "approach record_decline")]
    [InlineData("closed_down", "closed", "close")]
    public async Task A_visit_moves_the_partnership_as_its_outcome_says_and_the_history_tells_how(string outcome, string status, string moves)
    {
        var organisation = await api.Organisation();
        var volunteer = await organisation.Volunteer();
        var partnership = await organisation.Prospect();

        (await volunteer.Post(Path, Visit(partnership, outcome))).Expect(HttpStatusCode.Created);

        Assert.Equal(status, (string?)(await volunteer.Get($"/v1/partnerships/{partnership.Id}")).Body["status"]);
        var history = (await volunteer.Get($"/v1/partnerships/{partnership.Id}/moves")).Expect(HttpStatusCode.OK).Data;
        Assert.Equal(moves, string.Join(' ', history.Select(move => (string?)move["action"]).OfType<string>()));
        Assert.All(history.Skip(1), move => Assert.Equal("volunteer", (string?)move["actor"]));
    }

    [Fact]
    public async Task Whoever_comes_by_too_early_does_not_end_the_peace_of_a_venue_that_said_no()
    {
        var organisation = await api.Organisation();
        var (volunteer, coordinator) = (await organisation.Volunteer(), await organisation.Coordinator());
        var partnership = await organisation.Prospect();
        (await volunteer.Post(Path, Visit(partnership, "refused", new DateTimeOffset(2026, 1, 10, 3, 0, 0, TimeSpan.Zero)))).Expect(HttpStatusCode.Created);

        (await volunteer.Post(Path, Visit(partnership, "come_back", new DateTimeOffset(2026, 2, 1, 3, 0, 0, TimeSpan.Zero)))).Expect(HttpStatusCode.Created);

        Assert.Equal("2026-07-10", (string?)(await coordinator.Get($"/v1/partnerships/{partnership.Id}")).Body["recontact_after"]);
        (await coordinator.Post(Path, Visit(partnership, "interested", new DateTimeOffset(2026, 7, 9, 3, 0, 0, TimeSpan.Zero)))).Expect(HttpStatusCode.Created);
        Assert.Equal("declined", (string?)(await coordinator.Get($"/v1/partnerships/{partnership.Id}")).Body["status"]);
    }

    [Fact]
    public async Task Twelve_visits_sent_twice_one_by_one_are_twelve()
    {
        var organisation = await api.Organisation();
        var volunteer = await organisation.Volunteer();
        var partnership = await organisation.Prospect();
        var visits = Enumerable.Range(0, 12).Select(_ => Visit(partnership, "come_back")).ToList();

        var first = new List<Answer>();
        foreach (var visit in visits)
        {
            first.Add((await volunteer.Post(Path, visit)).Expect(HttpStatusCode.Created));
        }

        for (var i = 0; i < visits.Count; i++)
        {
            Assert.Equal(first[i].Text, (await volunteer.Post(Path, visits[i])).Expect(HttpStatusCode.OK).Text);
        }

        Assert.Equal(12, (await volunteer.Get($"{Path}?partnership_id={partnership.Id}")).Data.Count);
        Assert.Equal(12L, await api.Database.Look<long>(
            "select count(*) from audit_entries where tenant_id = $1 and entity = 'outreach_visit'", organisation.Id));
    }

    [Fact]
    public async Task The_same_visit_sent_twice_at_once_is_stored_once()
    {
        var organisation = await api.Organisation();
        var volunteer = await organisation.Volunteer();
        var visit = Visit(await organisation.Prospect(), "interested");

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => volunteer.Post(Path, visit.DeepClone())));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.All(answers, answer => Assert.Equal(answers[0].Text, answer.Text));
    }

    [Fact]
    public async Task Another_visit_may_not_have_its_id()
    {
        var organisation = await api.Organisation();
        var volunteer = await organisation.Volunteer();
        var visit = Visit(await organisation.Prospect(), "come_back");
        (await volunteer.Post(Path, visit)).Expect(HttpStatusCode.Created);
        var elsewhere = Visit(await organisation.Prospect(), "come_back");
        elsewhere["id"] = visit["id"]!.DeepClone();
        visit["outcome"] = "interested";

        Assert.Equal("visit_id_taken", (await volunteer.Post(Path, visit)).Code);
        Assert.Equal("visit_id_taken", (await volunteer.Post(Path, elsewhere)).Code);
    }

    [Fact]
    public async Task A_venue_that_said_no_is_left_in_peace_until_its_day_and_then_only_a_coordinator_asks_again()
    {
        var organisation = await api.Organisation();
        var (volunteer, coordinator) = (await organisation.Volunteer(), await organisation.Coordinator());
        var partnership = await organisation.Prospect();
        var refused = Visit(partnership, "refused", new DateTimeOffset(2026, 1, 10, 3, 0, 0, TimeSpan.Zero));
        Assert.Equal("2026-07-10", (string?)(await volunteer.Post(Path, refused)).Body["recontact_after"]);

        (await coordinator.Post(Path, Visit(partnership, "interested", new DateTimeOffset(2026, 7, 9, 3, 0, 0, TimeSpan.Zero)))).Expect(HttpStatusCode.Created);
        Assert.Equal("declined", (string?)(await coordinator.Get($"/v1/partnerships/{partnership.Id}")).Body["status"]);
    }

    [Fact]
    public async Task On_that_day_a_coordinator_may_and_a_volunteer_may_not()
    {
        var organisation = await api.Organisation();
        var (volunteer, coordinator) = (await organisation.Volunteer(), await organisation.Coordinator());
        var partnership = await organisation.Prospect();
        var refused = Visit(partnership, "not_now", new DateTimeOffset(2026, 1, 10, 3, 0, 0, TimeSpan.Zero));
        refused["recontact_after"] = "2026-02-01";
        (await volunteer.Post(Path, refused)).Expect(HttpStatusCode.Created);
        var thatDay = new DateTimeOffset(2026, 1, 31, 17, 30, 0, TimeSpan.Zero);

        (await volunteer.Post(Path, Visit(partnership, "interested", thatDay))).Expect(HttpStatusCode.Created);
        Assert.Equal("declined", (string?)(await coordinator.Get($"/v1/partnerships/{partnership.Id}")).Body["status"]);
        // 00:30 on 1 February by the clock on the venue's wall.
        (await coordinator.Post(Path, Visit(partnership, "interested", thatDay))).Expect(HttpStatusCode.Created);
        Assert.Equal("interested", (string?)(await coordinator.Get($"/v1/partnerships/{partnership.Id}")).Body["status"]);
    }

    [Fact]
    public async Task What_is_due_by_a_day_is_found()
    {
        var organisation = await api.Organisation();
        var volunteer = await organisation.Volunteer();
        var (early, late) = (await organisation.Prospect(), await organisation.Prospect());
        foreach (var (partnership, day) in new[] { (early, "2026-12-01"), (late, "2026-12-05") })
        {
            var visit = Visit(partnership, "come_back");
            visit["next_step_on"] = day;
            (await volunteer.Post(Path, visit)).Expect(HttpStatusCode.Created);
        }

        Assert.Equal([early.Id], (await volunteer.Get("/v1/partnerships?due_by=2026-12-04")).Data.Select(item => item["id"]!.GetValue<Guid>()));
    }

    [Fact]
    public async Task A_visit_needs_a_partnership_a_past_and_a_known_outcome()
    {
        var organisation = await api.Organisation();
        var volunteer = await organisation.Volunteer();
        var partnership = await organisation.Prospect();
        var orphan = Visit(partnership, "come_back");
        orphan["partnership_id"] = Guid.NewGuid();

        Assert.Equal("partnership_missing", (await volunteer.Post(Path, orphan)).Code);
        Assert.Equal(
            ["/visited_at date_in_future"],
            (await volunteer.Post(Path, Visit(partnership, "come_back", DateTimeOffset.UtcNow.AddDays(1)))).Faults);
        Assert.Equal(["/outcome wrong_type"], (await volunteer.Post(Path, Visit(partnership, "delighted"))).Faults);
    }

    [Fact]
    public async Task Visits_are_listed_latest_first_page_by_page()
    {
        var organisation = await api.Organisation();
        var volunteer = await organisation.Volunteer();
        var partnership = await organisation.Prospect();
        for (var day = 1; day <= 3; day++)
        {
            (await volunteer.Post(Path, Visit(partnership, "come_back", new DateTimeOffset(2026, 3, day, 3, 0, 0, TimeSpan.Zero)))).Expect(HttpStatusCode.Created);
        }

        var first = await volunteer.Get($"{Path}?partnership_id={partnership.Id}&limit=2");
        var rest = await volunteer.Get($"{Path}?partnership_id={partnership.Id}&limit=2&cursor={(string)first.Body["page"]!["next_cursor"]!}");

        Assert.Equal(
            ["2026-03-03T03:00:00Z", "2026-03-02T03:00:00Z", "2026-03-01T03:00:00Z"],
            first.Data.Concat(rest.Data).Select(visit => (string?)visit["visited_at"]));
    }

    private static JsonObject Visit(Answer partnership, string outcome, DateTimeOffset? at = null) => new()
    {
        ["id"] = Guid.NewGuid(),
        ["partnership_id"] = partnership.Id,
        ["visited_at"] = (at ?? new DateTimeOffset(2026, 5, 4, 3, 0, 0, TimeSpan.Zero)).ToString("yyyy-MM-dd'T'HH:mm:ssZ", null),
        ["outcome"] = outcome,
        ["objections"] = new JsonArray("no_time"),
        ["materials_left"] = new JsonArray("flyer"),
    };
}

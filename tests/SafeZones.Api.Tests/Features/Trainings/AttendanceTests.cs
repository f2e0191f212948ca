using System.Net;
using System.Text.Json.Nodes;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Trainings;

public sealed class AttendanceTests(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task Each_group_becomes_a_record_and_each_label_one_that_counts_as_long_as_the_curriculum_says()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Pledged();
        var session = await organisation.HeldSession();

        var attendance = (await organisation.Attend(
            session, partnership, Heads("staff", 5), Heads("security", 1), Labels("manager", "M-01", "M-02"))).Expect(HttpStatusCode.OK).Body;

        Assert.Equal((8, "\"3\""), ((int)attendance["session"]!["attended"]!, $"\"{attendance["session"]!["version"]}\""));
        Assert.Equal(
            ["staff  5", "security  1", "manager M-01 1", "manager M-02 1"],
            attendance["records"]!.AsArray().Select(one => $"{one!["staff_role"]} {one["person_ref"]} {one["headcount"]}"));
        Assert.All(attendance["records"]!.AsArray(), one =>
        {
            Assert.Equal(session.Id, one!["training_session_id"]!.GetValue<Guid>());
            Assert.Equal(Day(Organisation.Today), (string?)one["completed_on"]);
            Assert.Equal(Day(Organisation.Today.AddMonths(12)), (string?)one["valid_until"]);
        });
        Assert.Equal(4, (await organisation.Owner.Get($"/v1/training-records?training_session_id={session.Id}")).Data.Count);
        Assert.Equal((8, 12), await Trained(organisation, partnership));
    }

    [Fact]
    public async Task A_workshop_trains_the_people_of_several_venues_up_to_its_capacity()
    {
        var organisation = await api.Organisation();
        var (first, second) = (await organisation.Pledged(), await organisation.Pledged());
        var session = await organisation.HeldSession(body => body["capacity"] = 10);

        (await organisation.Attend(session, first, 7)).Expect(HttpStatusCode.OK);
        var refused = await organisation.Attend(session, second, Heads("staff", 2), Labels("manager", "M-01", "M-02"));
        Assert.Equal(("training_impossible", "/people more_than_capacity"), (refused.Code, Assert.Single(refused.Faults)));
        Assert.Contains("3 of 10 places are left", refused.Text, StringComparison.Ordinal);
        Assert.Equal((0, 12), await Trained(organisation, second));
        (await organisation.Attend(session, second, Heads("staff", 1), Labels("manager", "M-01", "M-02"))).Expect(HttpStatusCode.OK);
        Assert.Equal((3, 12), await Trained(organisation, second));
    }

    // Two trainers send their lists at the same moment.
    [Fact]
    public async Task Lists_that_arrive_at_once_never_exceed_the_capacity_together()
    {
        var organisation = await api.Organisation();
        var partnerships = new List<Answer>();
        for (var i = 0; i < 4; i++)
        {
            partnerships.Add(await organisation.Pledged());
        }

        var session = await organisation.HeldSession(body => body["capacity"] = 15);
        await organisation.Member("trainer");

        var answers = await Task.WhenAll(partnerships.Select(partnership => organisation.Attend(session, partnership, 7)));

        Assert.Equal(2, answers.Count(answer => answer.Status == HttpStatusCode.OK));
        Assert.Equal(14, (int)(await organisation.Owner.Get($"/v1/training-sessions/{session.Id}")).Body["attended"]!);
    }

    [Fact]
    public async Task A_list_that_is_sent_twice_trains_nobody_twice()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Pledged();
        var session = await organisation.HeldSession();
        (await organisation.Attend(session, partnership, 4)).Expect(HttpStatusCode.OK);
        (await organisation.Attend(session, partnership, Labels("manager", "M-01"))).Expect(HttpStatusCode.OK);

        Assert.Equal("attendance_taken", (await organisation.Attend(session, partnership, 4)).Code);
        Assert.Equal("attendance_taken", (await organisation.Attend(session, partnership, Labels("manager", "M-01"))).Code);
        Assert.Equal(5, (int)(await organisation.Owner.Get($"/v1/training-sessions/{session.Id}")).Body["attended"]!);
    }

    [Fact]
    public async Task A_count_is_corrected_by_a_later_record_of_the_same_day()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Pledged();
        var session = await organisation.HeldSession();
        (await organisation.Attend(session, partnership, 9)).Expect(HttpStatusCode.OK);

        (await organisation.Train(partnership, 6)).Expect(HttpStatusCode.Created);

        Assert.Equal((6, 12), await Trained(organisation, partnership));
    }

    [Fact]
    public async Task Attendance_is_held_to_the_rules_of_every_training()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Pledged();
        var session = await organisation.HeldSession(body => body["capacity"] = 100);

        // Ten of the twelve are no managers, whichever of the two they are.
        Assert.Equal(["/people/1/headcount more_than_staff"], (await organisation.Attend(session, partnership, Heads("staff", 8), Heads("security", 3))).Faults);
        Assert.Equal(["/people/0/headcount more_than_staff"], (await organisation.Attend(session, partnership, 3, "manager")).Faults);
        Assert.Equal(["/people/0/person_refs/1 name_instead_of_label"], (await organisation.Attend(session, partnership, Labels("staff", "S-01", "Maria"))).Faults);
        Assert.Equal(["/people/1/person_refs/0 taken"], (await organisation.Attend(session, partnership, Labels("staff", "S-01"), Labels("manager", "S-01"))).Faults);
        Assert.Equal(["/people/1/staff_role contradiction"], (await organisation.Attend(session, partnership, Heads("staff", 1), Heads("staff", 2))).Faults);
        Assert.Equal(["/people/0/headcount contradiction"], (await organisation.Attend(session, partnership, new JsonObject { ["staff_role"] = "staff", ["result"] = "passed" })).Faults);
        var before = await organisation.HeldSession(body =>
        {
            body["starts_at"] = "2026-01-05T08:00:00Z";
            body["ends_at"] = "2026-01-05T10:00:00Z";
        });
        Assert.Equal(["/venue_id before_it_joined"], (await organisation.Attend(before, partnership, 1)).Faults);
        Assert.Empty((await organisation.Owner.Get("/v1/training-records")).Data);
    }

    [Fact]
    public async Task A_session_that_was_for_one_venue_trains_the_people_of_no_other()
    {
        var (organisation, elsewhere) = (await api.Organisation(), await api.Organisation());
        var (partnership, other, foreign) = (await organisation.Pledged(), await organisation.Pledged(), await elsewhere.Pledged());
        var session = await organisation.HeldSession(body => body["venue_id"] = partnership.Body["venue_id"]!.GetValue<Guid>());
        var open = await organisation.HeldSession();

        Assert.Equal(["/venue_id session_of_another_venue"], (await organisation.Attend(session, other, 1)).Faults);
        Assert.Equal(["/venue_id missing"], (await organisation.Attend(open, foreign, 1)).Faults);
        Assert.Equal(["/venue_id missing"], (await organisation.Attend(session, foreign, 1)).Faults);
        (await organisation.Attend(session, partnership, 1)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Nobody_is_present_at_what_was_not_held_yet()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Pledged();
        var session = await organisation.Session(TimeSpan.FromDays(1));

        var refused = await organisation.Attend(session, partnership, 1);

        Assert.Equal(("move_refused", " move_impossible"), (refused.Code, Assert.Single(refused.Faults)));
        Assert.Contains("holding", refused.Text, StringComparison.Ordinal);
    }

    private static JsonObject Heads(string role, int headcount) =>
        new() { ["staff_role"] = role, ["headcount"] = headcount, ["result"] = "attended" };

    private static JsonObject Labels(string role, params string[] labels) =>
        new() { ["staff_role"] = role, ["person_refs"] = new JsonArray([.. labels]), ["result"] = "passed" };

    private static async Task<(int, int)> Trained(Organisation organisation, Answer partnership)
    {
        var trained = (await organisation.Owner.Get($"/v1/partnerships/{partnership.Id}/requirements")).Body["trained"]!;
        return ((int)trained["count"]!, (int)trained["staff"]!);
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", null);
}

using System.Net;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Trainings;

public sealed class ConfirmAttendanceTests(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task Of_a_workshop_for_several_venues_each_confirms_its_own_people_and_sees_nobody_elses()
    {
        var organisation = await api.Organisation();
        var (one, other) = (await organisation.Willing(), await organisation.Willing());
        var workshop = await organisation.HeldSession();
        (await organisation.Attend(workshop, one, 7)).Expect(HttpStatusCode.OK);
        (await organisation.Attend(workshop, one, 1, "manager")).Expect(HttpStatusCode.OK);
        (await organisation.Attend(workshop, other, 5)).Expect(HttpStatusCode.OK);
        var (ofOne, ofOther) = (await organisation.Link(one, "confirm_attendance"), await organisation.Link(other, "confirm_attendance"));
        var before = (await organisation.Owner.Get($"/v1/training-sessions/{workshop.Id}")).Body;

        var shown = (await api.Stranger.Get(ofOne)).Expect(HttpStatusCode.OK).Body["sessions"]!.AsArray().Single()!;
        var confirmed = (await api.Stranger.Post($"{ofOne}/attendance", new { TrainingSessionId = workshop.Id })).Expect(HttpStatusCode.OK).Body;
        var after = (await organisation.Owner.Get($"/v1/training-sessions/{workshop.Id}")).Body;

        Assert.Equal((workshop.Id, 8), ((Guid)shown["id"]!, (int)shown["attended"]!));
        Assert.Equal((workshop.Id, 8), ((Guid)confirmed["training_session_id"]!, (int)confirmed["attended"]!));
        Assert.Equal(("held", 13, 2, 0), Standing(before));
        Assert.Equal(("held", 13, 2, 1), Standing(after));
        Assert.NotEqual((int)before["version"]!, (int)after["version"]!);
        var records = (await organisation.Owner.Get($"/v1/training-records?training_session_id={workshop.Id}")).Data;
        Assert.All(records, record => Assert.Equal(
            $"{record["venue_id"]}" == $"{one.Body["venue_id"]}", record["confirmed_by_venue_at"] is not null));
        Assert.Equal(5, (int)(await api.Stranger.Get(ofOther)).Body["sessions"]!.AsArray().Single()!["attended"]!);
        (await api.Stranger.Post($"{ofOther}/attendance", new { TrainingSessionId = workshop.Id })).Expect(HttpStatusCode.OK);
        Assert.Equal(("held", 13, 2, 2), Standing((await organisation.Owner.Get($"/v1/training-sessions/{workshop.Id}")).Body));
    }

    [Fact]
    public async Task What_a_venue_has_confirmed_no_longer_changes_for_it_and_still_does_for_the_others()
    {
        var organisation = await api.Organisation();
        var (one, other) = (await organisation.Willing(), await organisation.Willing());
        var workshop = await organisation.HeldSession();
        (await organisation.Attend(workshop, one, 7)).Expect(HttpStatusCode.OK);
        var (link, again) = (await organisation.Link(one, "confirm_attendance"), await organisation.Link(one, "confirm_attendance"));
        (await api.Stranger.Post($"{link}/attendance", new { TrainingSessionId = workshop.Id })).Expect(HttpStatusCode.OK);

        Assert.Equal(["/venue_id attendance_confirmed"], (await organisation.Attend(workshop, one, 1, "manager")).Faults);
        (await organisation.Attend(workshop, other, 2)).Expect(HttpStatusCode.OK);
        Assert.Empty((await api.Stranger.Get(again)).Body["sessions"]!.AsArray());
        Assert.Equal([" attendance_confirmed"], (await api.Stranger.Post($"{again}/attendance", new { TrainingSessionId = workshop.Id })).Faults);
    }

    [Fact]
    public async Task A_coordinator_confirms_a_workshop_as_a_whole_and_what_a_venue_said_before_keeps_its_own_time()
    {
        var organisation = await api.Organisation();
        var (one, other) = (await organisation.Willing(), await organisation.Willing());
        var workshop = await organisation.HeldSession();
        (await organisation.Attend(workshop, one, 7)).Expect(HttpStatusCode.OK);
        (await organisation.Attend(workshop, other, 2)).Expect(HttpStatusCode.OK);
        var (link, late) = (await organisation.Link(one, "confirm_attendance"), await organisation.Link(other, "confirm_attendance"));
        var confirmed = (await api.Stranger.Post($"{link}/attendance", new { TrainingSessionId = workshop.Id })).Expect(HttpStatusCode.OK).Body;

        var whole = (await organisation.MoveSession(workshop, "confirmation", await organisation.Coordinator())).Expect(HttpStatusCode.OK).Body;

        Assert.Equal(("confirmed", 9, 2, 2), Standing(whole));
        var records = (await organisation.Owner.Get($"/v1/training-records?training_session_id={workshop.Id}")).Data
            .ToDictionary(record => $"{record["venue_id"]}", record => DateTimeOffset.Parse((string)record["confirmed_by_venue_at"]!, null));
        Assert.Equal(
            DateTimeOffset.Parse((string)confirmed["confirmed_by_venue_at"]!, null), records[$"{one.Body["venue_id"]}"], TimeSpan.FromMilliseconds(1));
        Assert.True(records[$"{other.Body["venue_id"]}"] > records[$"{one.Body["venue_id"]}"]);
        Assert.Equal([" move_impossible"], (await api.Stranger.Post($"{late}/attendance", new { TrainingSessionId = workshop.Id })).Faults);
    }

    [Fact]
    public async Task A_workshop_at_which_none_of_its_people_were_is_none_that_a_venue_could_name()
    {
        var organisation = await api.Organisation();
        var (one, other) = (await organisation.Willing(), await organisation.Willing());
        var workshop = await organisation.HeldSession();
        (await organisation.Attend(workshop, other, 2)).Expect(HttpStatusCode.OK);
        var link = await organisation.Link(one, "confirm_attendance");

        Assert.Empty((await api.Stranger.Get(link)).Body["sessions"]!.AsArray());
        var named = await api.Stranger.Post($"{link}/attendance", new { TrainingSessionId = workshop.Id });
        var madeUp = await api.Stranger.Post($"{link}/attendance", new { TrainingSessionId = Guid.NewGuid() });

        Assert.Equal(("session_missing", "session_missing"), (named.Code, madeUp.Code));
    }

    [Fact]
    public async Task Of_two_links_that_confirm_the_same_people_at_once_one_does()
    {
        var organisation = await api.Organisation();
        var one = await organisation.Willing();
        var workshop = await organisation.HeldSession();
        (await organisation.Attend(workshop, one, 7)).Expect(HttpStatusCode.OK);
        var links = new[] { await organisation.Link(one, "confirm_attendance"), await organisation.Link(one, "confirm_attendance") };

        var answers = await Task.WhenAll(links.Select(link => api.Stranger.Post($"{link}/attendance", new { TrainingSessionId = workshop.Id })));

        Assert.Equal(1, answers.Count(answer => answer.Status == HttpStatusCode.OK));
        Assert.Equal(1, answers.Count(answer => answer.Faults is [" attendance_confirmed"]));
    }

    private static (string Status, int Attended, int Venues, int Confirmed) Standing(System.Text.Json.Nodes.JsonNode session) => (
        (string)session["status"]!, (int)session["attended"]!, (int)session["venues"]!, (int)session["venues_confirmed"]!);
}

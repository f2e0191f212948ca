using System.Net;
using System.Text.Json.Nodes;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Trainings;

public sealed class TrainingSessionTests(SharedApi shared)
{
    private static readonly TimeSpan Tomorrow = TimeSpan.FromDays(1);

    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task A_trainer_plans_a_training_at_a_venue_and_everybody_who_works_with_venues_sees_it()
    {
        var organisation = await api.Organisation();
        var venue = await organisation.Venue();
        var trainer = await organisation.Member("trainer");
        var trainerId = await MemberId(trainer);

        var planned = await organisation.Session(Tomorrow, body =>
        {
            body["venue_id"] = venue.Id;
            body["format"] = "in_venue";
            body["trainer_id"] = trainerId;
        });

        var read = (await (await organisation.Volunteer()).Get($"/v1/training-sessions/{planned.Id}")).Expect(HttpStatusCode.OK);
        Assert.Equal(planned.Text, read.Text);
        Assert.Equal(
            ("planned", "Asia/Ho_Chi_Minh", 0, trainerId, "\"1\""),
            ((string)read.Body["status"]!, (string)read.Body["time_zone"]!, (int)read.Body["attended"]!, read.Body["trainer_id"]!.GetValue<Guid>(), read.ETag));
        Assert.Equal(
            HttpStatusCode.NotModified,
            (await trainer.Get($"/v1/training-sessions/{planned.Id}", ("If-None-Match", read.ETag!))).Status);
    }

    // In Berlin the clock goes forward at 02:00 on 28 March 2027, in Cairo at midnight of 30 April 2027.
    [Theory]
    [InlineData("Europe/Berlin", "2027-03-27T18:00:00Z", "2027-03-27T19:00:00", "2027-03-27T20:00:00Z", "2027-03-27T21:00:00")]
    [InlineData("Europe/Berlin", "2027-03-28T17:00:00Z", "2027-03-28T19:00:00", "2027-03-28T19:00:00Z", "2027-03-28T21:00:00")]
    [InlineData("Europe/Berlin", "2027-03-27T23:30:00Z", "2027-03-28T00:30:00", "2027-03-28T01:30:00Z", "2027-03-28T03:30:00")]
    [InlineData("Europe/Berlin", "2027-10-31T00:30:00Z", "2027-10-31T02:30:00", "2027-10-31T01:30:00Z", "2027-10-31T02:30:00")]
    [InlineData("Africa/Cairo", "2027-04-29T20:00:00Z", "2027-04-29T22:00:00", "2027-04-29T22:30:00Z", "2027-04-30T01:30:00")]
    public async Task The_clock_on_the_wall_is_right_on_either_side_of_a_change(
        string zone, string startsAt, string startsLocal, string endsAt, string endsLocal)
    {
        var organisation = await api.Organisation();

        var planned = await organisation.Session(Tomorrow, body =>
        {
            body["time_zone"] = zone;
            body["starts_at"] = startsAt;
            body["ends_at"] = endsAt;
        });

        Assert.Equal(
            (startsAt, startsLocal, endsAt, endsLocal, zone),
            ((string?)planned.Body["starts_at"], (string?)planned.Body["starts_local"], (string?)planned.Body["ends_at"],
                (string?)planned.Body["ends_local"], (string?)planned.Body["time_zone"]));
    }

    [Fact]
    public async Task A_time_with_an_offset_is_the_same_instant_in_utc()
    {
        var planned = await (await api.Organisation()).Session(Tomorrow, body =>
        {
            body["starts_at"] = "2027-03-28T19:00:00+02:00";
            body["ends_at"] = "2027-03-28T21:00:00+02:00";
        });

        Assert.Equal(
            ("2027-03-28T17:00:00Z", "2027-03-29T00:00:00"), ((string?)planned.Body["starts_at"], (string?)planned.Body["starts_local"]));
    }

    [Fact]
    public async Task While_it_is_planned_it_moves_to_another_day_and_what_is_cleared_goes_back_to_the_venues()
    {
        var organisation = await api.Organisation();
        var trainer = await organisation.Member("trainer");
        var planned = await organisation.Session(Tomorrow, body => body["time_zone"] = "Europe/Berlin");
        var path = $"/v1/training-sessions/{planned.Id}";

        Assert.Equal(HttpStatusCode.PreconditionRequired, (await trainer.Patch(path, new { Capacity = 5 }, etag: null)).Status);
        var changed = (await trainer.Patch(path, new { Capacity = 5, TimeZone = (string?)null, Place = (string?)null }, planned.ETag))
            .Expect(HttpStatusCode.OK);

        Assert.Equal((5, "Asia/Ho_Chi_Minh", "\"2\""), ((int)changed.Body["capacity"]!, (string?)changed.Body["time_zone"], changed.ETag));
        Assert.Null(changed.Body["place"]);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await trainer.Patch(path, new { Capacity = 6 }, planned.ETag)).Status);
        Assert.Equal(changed.Text, (await trainer.Patch(path, new { Capacity = 5 }, changed.ETag)).Expect(HttpStatusCode.OK).Text);
        Assert.Equal(["/ends_at dates_reversed"], (await trainer.Patch(path, new { EndsAt = "2026-01-01T00:00:00Z" }, "*")).Faults);
    }

    [Fact]
    public async Task It_is_planned_then_held_then_confirmed_and_nothing_else()
    {
        var organisation = await api.Organisation();
        var (coordinator, trainer) = (await organisation.Coordinator(), await organisation.Member("trainer"));
        var partnership = await organisation.Pledged();
        var session = await organisation.Session(-TimeSpan.FromHours(2));

        Assert.Equal([" move_impossible"], (await organisation.MoveSession(session, "confirmation", coordinator)).Faults);
        var held = (await organisation.MoveSession(session, "holding")).Expect(HttpStatusCode.OK);
        Assert.Equal(("held", "\"2\""), ((string?)held.Body["status"], held.ETag));
        foreach (var move in new[] { "holding", "cancellation" })
        {
            var refused = await organisation.MoveSession(session, move);
            Assert.Equal(("move_refused", true), (refused.Code, refused.Text.Contains("confirmation", StringComparison.Ordinal)));
        }

        Assert.Equal("move_refused", (await trainer.Patch($"/v1/training-sessions/{session.Id}", new { Capacity = 5 }, "*")).Code);
        Assert.Equal([" attendance_missing"], (await organisation.MoveSession(session, "confirmation", coordinator)).Faults);
        (await organisation.Attend(session, partnership, 3)).Expect(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Forbidden, (await organisation.MoveSession(session, "confirmation", trainer)).Status);
        var confirmed = (await organisation.MoveSession(session, "confirmation", coordinator)).Expect(HttpStatusCode.OK);
        Assert.Equal(("confirmed", 3), ((string?)confirmed.Body["status"], (int)confirmed.Body["attended"]!));
        Assert.NotNull(confirmed.Body["confirmed_by_venue_at"]);
        Assert.Equal(
            (string?)confirmed.Body["confirmed_by_venue_at"],
            (string?)Assert.Single((await trainer.Get($"/v1/training-records?training_session_id={session.Id}")).Data)["confirmed_by_venue_at"]);
        Assert.Equal("move_refused", (await organisation.Attend(session, partnership, 1)).Code);
    }

    [Fact]
    public async Task What_is_called_off_stays_called_off_and_nothing_is_held_before_it_begins()
    {
        var organisation = await api.Organisation();
        var session = await organisation.Session(Tomorrow);

        Assert.Equal([" training_session_not_begun"], (await organisation.MoveSession(session, "holding")).Faults);
        var stale = await (await organisation.Member("trainer")).Post(
            $"/v1/training-sessions/{session.Id}/cancellation", null, ("If-Match", "\"9\""));
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.Status);
        Assert.Equal("cancelled", (string?)(await organisation.MoveSession(session, "cancellation")).Body["status"]);
        Assert.Equal("move_refused", (await organisation.MoveSession(session, "holding")).Code);
    }

    [Fact]
    public async Task What_is_to_come_is_listed_in_the_order_in_which_it_begins()
    {
        var organisation = await api.Organisation();
        var volunteer = await organisation.Volunteer();
        var venue = await organisation.Venue();
        var later = await organisation.Session(Tomorrow * 3);
        var sooner = await organisation.Session(Tomorrow, body => body["venue_id"] = venue.Id);
        var between = await organisation.Session(Tomorrow * 2);
        var past = await organisation.Session(-Tomorrow);
        (await organisation.MoveSession(between, "cancellation")).Expect(HttpStatusCode.OK);
        var now = Uri.EscapeDataString(DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null));

        Assert.Equal([sooner.Id, later.Id], await List($"?status=planned&from={now}"));
        Assert.Equal([past.Id], await List($"?until={now}"));
        Assert.Equal([sooner.Id], await List($"?venue_id={venue.Id}"));
        var page = await volunteer.Get("/v1/training-sessions?limit=3");
        var rest = await volunteer.Get($"/v1/training-sessions?limit=3&cursor={(string)page.Body["page"]!["next_cursor"]!}");
        Assert.Equal(
            [past.Id, sooner.Id, between.Id, later.Id],
            page.Data.Concat(rest.Data).Select(one => one["id"]!.GetValue<Guid>()));

        async Task<IEnumerable<Guid>> List(string query) =>
            (await volunteer.Get($"/v1/training-sessions{query}")).Expect(HttpStatusCode.OK).Data.Select(one => one["id"]!.GetValue<Guid>());
    }

    [Fact]
    public async Task What_it_goes_by_must_exist_in_ones_own_organisation()
    {
        var (organisation, foreign) = (await api.Organisation(), await api.Organisation());
        var trainer = await organisation.Member("trainer");
        var volunteer = await MemberId(await organisation.Volunteer());
        var deleted = await organisation.Venue();
        (await organisation.Owner.Delete($"/v1/venues/{deleted.Id}", deleted.ETag)).Expect(HttpStatusCode.NoContent);

        await Refused("curriculum_id", await foreign.Curriculum(), "curriculum_missing");
        await Refused("venue_id", (await foreign.Venue()).Id, "venue_missing");
        await Refused("venue_id", deleted.Id, "venue_missing");
        await Refused("trainer_id", await MemberId(await foreign.Member("trainer")), "trainer_missing");
        await Refused("trainer_id", volunteer, "trainer_missing");

        async Task Refused(string member, Guid id, string code)
        {
            var body = Organisation.SessionBody(await organisation.Curriculum(), DateTimeOffset.UtcNow + Tomorrow);
            body[member] = id;
            var refused = await trainer.Post("/v1/training-sessions", body);
            Assert.Equal((code, $"/{member} missing"), (refused.Code, Assert.Single(refused.Faults)));
        }
    }

    [Theory]
    [InlineData("ends_at", "2020-01-01T00:00:00Z", "/ends_at dates_reversed")]
    [InlineData("ends_at", "2150-01-01T00:00:00Z", "/ends_at contradiction")]
    [InlineData("ends_at", "9999-12-31T23:59:59Z", "/ends_at out_of_range")]
    [InlineData("format", "in_venue", "/venue_id contradiction")]
    [InlineData("time_zone", "Mars/Olympus", "/time_zone unknown_time_zone")]
    [InlineData("capacity", "0", "/capacity wrong_type")]
    public async Task What_cannot_be_is_refused_by_its_name(string member, string value, string fault)
    {
        var organisation = await api.Organisation();
        var body = Organisation.SessionBody(await organisation.Curriculum(), DateTimeOffset.UtcNow + Tomorrow);
        body[member] = JsonValue.Create(value);

        Assert.Equal([fault], (await organisation.Owner.Post("/v1/training-sessions", body)).Faults);
    }

    internal static async Task<Guid> MemberId(Actor actor) => (await actor.Get("/v1/me")).Body["id"]!.GetValue<Guid>();
}

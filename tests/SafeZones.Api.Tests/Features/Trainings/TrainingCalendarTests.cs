using System.Net;
using Ical.Net;
using Ical.Net.CalendarComponents;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Trainings;

public sealed class TrainingCalendarTests(SharedApi shared)
{
    private static readonly TimeSpan Tomorrow = TimeSpan.FromDays(1);

    private readonly RunningApi api = shared.Api;

    // The clock in Berlin goes forward between the two; whoever looks there sees 19:00 on both evenings.
    [Theory]
    [InlineData("2027-03-27T18:00:00Z")]
    [InlineData("2027-03-28T17:00:00Z")]
    public async Task A_calendar_shows_the_hour_that_the_clock_on_the_wall_shows(string startsAt)
    {
        var organisation = await api.Organisation();
        var session = await organisation.Session(Tomorrow, body =>
        {
            body["time_zone"] = "Europe/Berlin";
            body["starts_at"] = startsAt;
            body["ends_at"] = startsAt.Replace(":00:00Z", ":30:00Z", StringComparison.Ordinal);
        });

        var file = (await organisation.Owner.Get($"/v1/training-sessions/{session.Id}/calendar")).Expect(HttpStatusCode.OK);

        Assert.Equal(("text/calendar; charset=utf-8", "no-cache, private"), (file.Headers["Content-Type"], file.Headers["Cache-Control"]));
        var shown = Only(file);
        Assert.Equal(startsAt, shown.Start!.AsUtc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal((19, 0), (shown.Start.ToTimeZone("Europe/Berlin").Hour, shown.Start.ToTimeZone("Europe/Berlin").Minute));
        Assert.Equal(TimeSpan.FromMinutes(30), shown.End!.AsUtc - shown.Start.AsUtc);
        Assert.Contains($"DTSTART:{startsAt.Replace("-", "", StringComparison.Ordinal).Replace(":", "", StringComparison.Ordinal)}", file.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_calendar_knows_the_event_again_and_learns_that_it_was_moved_and_called_off()
    {
        var organisation = await api.Organisation();
        var trainer = await organisation.Member("trainer");
        var session = await organisation.Session(Tomorrow, body => body["place"] = "Hall; second floor, left\nof the stairs".Replace('\n', ' '));
        var path = $"/v1/training-sessions/{session.Id}";

        var planned = Only(await trainer.Get($"{path}/calendar"));
        (await trainer.Patch(path, new { Place = "Library" }, "*")).Expect(HttpStatusCode.OK);
        var moved = Only(await trainer.Get($"{path}/calendar"));
        (await organisation.MoveSession(session, "cancellation")).Expect(HttpStatusCode.OK);
        var cancelled = Only(await trainer.Get($"{path}/calendar"));

        Assert.All([planned, moved, cancelled], shown => Assert.Equal(session.Id.ToString(), shown.Uid));
        Assert.Equal(
            [(0, "CONFIRMED", "Hall; second floor, left of the stairs"), (1, "CONFIRMED", "Library"), (2, "CANCELLED", "Library")],
            new[] { planned, moved, cancelled }.Select(shown => (shown.Sequence, shown.Status, shown.Location)));
        Assert.Equal(("Safe nights: see, ask, help", "safe-nights v1"), (planned.Summary, planned.Description));
    }

    [Fact]
    public async Task A_calendar_names_no_venue_that_does_not_want_to_be_found_and_nobody_at_all()
    {
        var organisation = await api.Organisation();
        var trainer = await organisation.Member("trainer");
        var trainerId = await TrainingSessionTests.MemberId(trainer);
        var (shown, hidden) = (await Venue("Open Café", "public"), await Venue("Refuge", "hidden"));
        var feed = await Feed(trainer);
        var (atShown, atHidden) = (await Session(shown), await Session(hidden));

        Assert.Equal("Community hall, Open Café", Only(await trainer.Get($"/v1/training-sessions/{atShown}/calendar")).Location);
        Assert.Equal("Community hall", Only(await trainer.Get($"/v1/training-sessions/{atHidden}/calendar")).Location);
        var read = (await api.Stranger.Get(feed)).Expect(HttpStatusCode.OK);
        Assert.Contains("Open Café", read.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Refuge", read.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(trainerId.ToString(), read.Text, StringComparison.Ordinal);

        async Task<Guid> Venue(string name, string visibility)
        {
            var body = Organisation.VenueBody(name);
            body["visibility"] = visibility;
            return (await organisation.Owner.Post("/v1/venues", body)).Expect(HttpStatusCode.Created).Id;
        }

        async Task<Guid> Session(Guid venue) => (await organisation.Session(Tomorrow, body =>
        {
            body["venue_id"] = venue;
            body["trainer_id"] = trainerId;
        })).Id;
    }

    [Fact]
    public async Task A_secret_address_follows_the_sessions_of_its_organisation_and_no_other()
    {
        var (organisation, foreign) = (await api.Organisation(), await api.Organisation());
        var feed = await Feed(await organisation.Volunteer());
        var (sooner, recent) = (await organisation.Session(Tomorrow), await organisation.Session(-Tomorrow * 29));
        var old = await organisation.Session(-Tomorrow * 31);
        await foreign.Session(Tomorrow);
        var off = await organisation.Session(Tomorrow * 2);
        (await organisation.MoveSession(off, "cancellation")).Expect(HttpStatusCode.OK);

        var read = (await api.Stranger.Get(feed)).Expect(HttpStatusCode.OK);

        Assert.Equal(
            [(recent.Id.ToString(), "CONFIRMED"), (sooner.Id.ToString(), "CONFIRMED"), (off.Id.ToString(), "CANCELLED")],
            Calendar.Load(read.Text)!.Events.Select(one => (one.Uid, one.Status)));
        Assert.DoesNotContain(old.Id.ToString(), read.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotModified, (await api.Stranger.Get(feed, ("If-None-Match", read.ETag!))).Status);
        Assert.Equal("no-cache, private", read.Headers["Cache-Control"]);
        (await organisation.MoveSession(sooner, "cancellation")).Expect(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.OK, (await api.Stranger.Get(feed, ("If-None-Match", read.ETag!))).Status);
    }

    [Fact]
    public async Task A_secret_that_never_was_one_that_was_revoked_and_one_whose_member_is_gone_are_the_same_404()
    {
        var organisation = await api.Organisation();
        var (volunteer, trainer, analyst) = (await organisation.Volunteer(), await organisation.Member("trainer"), await organisation.Member("safeguarding"));
        var (revoked, disabled, demoted) = (await Feed(volunteer), await Feed(trainer), await Feed(analyst));
        await organisation.Session(Tomorrow);

        var listed = Assert.Single((await volunteer.Get("/v1/calendar-feeds")).Expect(HttpStatusCode.OK).Data);
        Assert.Null(listed["url"]);
        Assert.Equal("My telephone", (string?)listed["name"]);
        var path = $"/v1/calendar-feeds/{listed["id"]}";
        Assert.Equal("not_found", (await trainer.Delete(path, "*")).Code);
        Assert.Equal("not_found", (await organisation.Owner.Delete(path, "*")).Code);
        Assert.Equal(HttpStatusCode.PreconditionRequired, (await volunteer.Delete(path, etag: null)).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await volunteer.Delete(path, "\"7\"")).Status);
        (await volunteer.Delete(path, "\"1\"")).Expect(HttpStatusCode.NoContent);
        Assert.Equal("not_found", (await volunteer.Delete(path, "*")).Code);
        Assert.Empty((await volunteer.Get("/v1/calendar-feeds")).Data);
        var (trainerId, analystId) = (await TrainingSessionTests.MemberId(trainer), await TrainingSessionTests.MemberId(analyst));
        (await organisation.Owner.Post($"/v1/members/{trainerId}/disablement", null, ("If-Match", "*"))).Expect(HttpStatusCode.OK);
        (await organisation.Owner.Patch($"/v1/members/{analystId}", new { Role = "analyst" }, "*")).Expect(HttpStatusCode.OK);

        var never = await Refused($"/v1/public/calendar-feeds/{new string('x', 43)}");
        foreach (var address in new[] { revoked, disabled, demoted })
        {
            Assert.Equal(never, await Refused(address));
        }

        async Task<string> Refused(string address)
        {
            var answer = (await api.Stranger.Get(address)).Expect(HttpStatusCode.NotFound);
            var body = answer.Body.AsObject();
            body.Remove("trace_id");
            body.Remove("instance");
            return body.ToJsonString() + string.Join(';', answer.Headers.Keys.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task A_feed_of_an_organisation_that_is_suspended_is_gone_until_it_resumes()
    {
        var organisation = await api.Organisation();
        var feed = await Feed(organisation.Owner);
        var platform = await api.Operator();
        var path = $"/v1/admin/organisations/{organisation.Id}";

        (await platform.Post($"{path}/suspension", null, ("If-Match", "*"), ("X-Audit-Reason", "A test"))).Expect(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.NotFound, (await api.Stranger.Get(feed)).Status);
        (await platform.Post($"{path}/resumption", null, ("If-Match", "*"), ("X-Audit-Reason", "A test"))).Expect(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.OK, (await api.Stranger.Get(feed)).Status);
    }

    [Fact]
    public async Task The_secret_is_told_once_and_only_its_hash_is_kept()
    {
        var organisation = await api.Organisation();
        var trainer = await organisation.Member("trainer");
        var made = (await trainer.Post("/v1/calendar-feeds", new { Name = "My telephone" })).Expect(HttpStatusCode.Created);
        var token = ((string)made.Body["url"]!).Split('/')[^1];

        Assert.Equal(("no-store", "\"1\"", 43), (made.Headers["Cache-Control"], made.ETag, token.Length));
        Assert.Equal(1L, await api.Database.Look<long>(
            "select count(*) from calendar_feed_tokens where organisation_id = $1 and token_hash = sha256(convert_to($2, 'UTF8'))",
            organisation.Id, token));
        Assert.DoesNotContain("url", (await trainer.Get("/v1/calendar-feeds")).Text, StringComparison.Ordinal);
        for (var i = 0; i < 9; i++)
        {
            await Feed(trainer);
        }

        Assert.Equal("limit_reached", (await trainer.Post("/v1/calendar-feeds", new { Name = "One more" })).Code);
    }

    private static CalendarEvent Only(Answer file) => Assert.Single(Calendar.Load(file.Expect(HttpStatusCode.OK).Text)!.Events);

    private static async Task<string> Feed(Actor member)
    {
        var made = (await member.Post("/v1/calendar-feeds", new { Name = "My telephone" })).Expect(HttpStatusCode.Created);
        return new Uri((string)made.Body["url"]!).AbsolutePath;
    }
}

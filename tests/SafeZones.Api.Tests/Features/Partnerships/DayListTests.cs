using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SafeZones.Api.Features.Partnerships;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Partnerships;

public sealed class DayListTests : IAsyncLifetime
{
    private const string Path = "/v1/day-list";
    private readonly FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
    private RunningApi api = null!;

    public async ValueTask InitializeAsync() => api = await RunningApi.Start(clock: clock, renewsTokens: true);

    public async ValueTask DisposeAsync()
    {
        await api.DisposeAsync();
        await api.Database.DisposeAsync();
    }

    [Fact]
    public async Task A_volunteer_finds_what_is_due_today_and_nothing_else_and_why()
    {
        var organisation = await api.Organisation();
        var volunteer = await organisation.Volunteer();
        var fresh = await organisation.Prospect();
        var (today, tomorrow, open, done) =
            (await organisation.Prospect(), await organisation.Prospect(), await organisation.Prospect(), await organisation.Prospect());
        await Visit(volunteer, today, "come_back", nextStepOn: Day(0));
        await Visit(volunteer, tomorrow, "interested", nextStepOn: Day(1));
        await Visit(volunteer, open, "come_back");
        await Visit(volunteer, done, "closed_down");
        await organisation.Pledged();

        Assert.Equal(
            Sorted((fresh, "visit never_visited", Day(0)), (today, "visit next_step", Day(0))), await Entries(volunteer));
        await DaysLater(3);
        Assert.Equal(
            Sorted((fresh, "visit never_visited", Day(-3)), (today, "visit next_step", Day(-3)), (tomorrow, "visit next_step", Day(-2))),
            await Entries(volunteer));
    }

    [Fact]
    public async Task A_venue_that_said_no_is_not_on_it_before_its_day_and_then_only_for_those_who_may_ask_again()
    {
        var organisation = await api.Organisation();
        var (volunteer, coordinator) = (await organisation.Volunteer(), await organisation.Coordinator());
        var partnership = await organisation.Prospect();
        // Whatever next step somebody planned, the venue's own wish counts.
        await Visit(volunteer, partnership, "not_now", nextStepOn: Day(2), recontactAfter: Day(10));

        foreach (var _ in Enumerable.Range(0, 10))
        {
            Assert.Empty(await Entries(coordinator));
            await DaysLater(1);
        }

        Assert.Equal(Sorted((partnership, "visit recontact", Day(0))), await Entries(coordinator));
        Assert.Empty(await Entries(volunteer));
    }

    [Fact]
    public async Task A_venue_that_a_coordinator_has_asked_again_is_on_everybodys_list_again()
    {
        var organisation = await api.Organisation();
        var (volunteer, coordinator) = (await organisation.Volunteer(), await organisation.Coordinator());
        var partnership = await organisation.Prospect();
        await Visit(volunteer, partnership, "refused", recontactAfter: Day(-1));
        Assert.Empty(await Entries(volunteer));

        await Visit(coordinator, partnership, "interested", nextStepOn: Day(0));

        Assert.Equal(Sorted((partnership, "visit next_step", Day(0))), await Entries(volunteer));
    }

    [Fact]
    public async Task A_safe_zone_is_on_it_when_its_check_is_due_and_off_it_once_it_was_checked()
    {
        var organisation = await api.Organisation();
        var volunteer = await organisation.Volunteer();
        var (due, early, suspended) = (
            await organisation.Active(new { CheckIntervalDays = 30 }), await organisation.Active(), await organisation.Active());
        (await organisation.Move(suspended, "suspension", new { Reason = "legal" })).Expect(HttpStatusCode.OK);
        await Check(volunteer, due, Day(-30));
        await Check(volunteer, early, Day(-29));
        await Check(volunteer, suspended, Day(-30));

        Assert.Equal(Sorted((due, "check_in check", Day(0))), await Entries(volunteer));
        await Check(volunteer, due, Day(0));
        Assert.Empty(await Entries(volunteer));
    }

    [Fact]
    public async Task The_nearest_come_first_page_by_page_and_those_without_a_position_last()
    {
        var organisation = await api.Organisation();
        var volunteer = await organisation.Volunteer();
        var (far, near, nowhere, middle) = (
            await Prospect(organisation, "Far", 21.10), await Prospect(organisation, "Near", 21.031),
            await Prospect(organisation, "Nowhere", null), await Prospect(organisation, "Middle", 21.05));

        var whole = (await volunteer.Get($"{Path}?near=21.03,105.85")).Expect(HttpStatusCode.OK).Data;
        var first = await volunteer.Get($"{Path}?near=21.03,105.85&limit=3");
        var rest = await volunteer.Get($"{Path}?near=21.03,105.85&limit=3&cursor={(string)first.Body["page"]!["next_cursor"]!}");

        Assert.Equal(["Near", "Middle", "Far", "Nowhere"], whole.Select(entry => (string?)entry["venue"]!["name"]!["en"]));
        Assert.Equal([near.Id, middle.Id, far.Id, nowhere.Id], whole.Select(entry => entry["partnership_id"]!.GetValue<Guid>()));
        Assert.Equal(111.2, (double)whole[0]["distance_m"]!);
        Assert.Null(whole[3]["distance_m"]);
        Assert.Equal(
            ("Near Street 1", "Hà Nội", 21.031),
            ((string?)whole[0]["venue"]!["address"]!["street"], (string?)whole[0]["venue"]!["address"]!["locality"],
                (double)whole[0]["venue"]!["point"]!["latitude"]!));
        Assert.Equal(whole.Select(entry => entry.ToJsonString()), first.Data.Concat(rest.Data).Select(entry => entry.ToJsonString()));
        Assert.Equal(["near wrong_format"], (await volunteer.Get($"{Path}?near=here")).Faults);
        Assert.Equal(["limit out_of_range"], (await volunteer.Get($"{Path}?limit=201")).Faults);
    }

    [Fact]
    public async Task Without_a_position_what_has_been_due_the_longest_comes_first()
    {
        var organisation = await api.Organisation();
        var volunteer = await organisation.Volunteer();
        var (second, first) = (await organisation.Prospect(), await organisation.Prospect());
        await Visit(volunteer, second, "come_back", nextStepOn: Day(2));
        await Visit(volunteer, first, "come_back", nextStepOn: Day(1));
        await DaysLater(5);
        var third = await organisation.Prospect();

        var pages = new List<JsonNode>();
        for (var cursor = ""; ;)
        {
            var page = await volunteer.Get($"{Path}?limit=1{cursor}");
            pages.AddRange(page.Data);
            if (page.Body["page"]!["next_cursor"] is not { } next)
            {
                break;
            }

            cursor = $"&cursor={(string)next!}";
        }

        Assert.Equal([first.Id, second.Id, third.Id], pages.Select(entry => entry["partnership_id"]!.GetValue<Guid>()));
        Assert.Empty((await volunteer.Get($"{Path}?programme_id={Guid.NewGuid()}")).Data);
    }

    [Fact]
    public async Task A_member_who_looks_after_areas_sees_those_alone_with_the_quarters_in_them()
    {
        var organisation = await api.Organisation();
        var volunteer = await organisation.Volunteer();
        var district = await organisation.Area("District", 105.8, 21.0, 105.9, 21.1);
        await organisation.Area("Quarter", 105.84, 21.02, 105.86, 21.04);
        var (inQuarter, elsewhere, nowhere) = (
            await Prospect(organisation, "Quarter Café", 21.03), await Prospect(organisation, "Elsewhere", 22.0),
            await Prospect(organisation, "Nowhere", null));
        Assert.Equal(3, (await Entries(volunteer)).Count);
        var me = (await volunteer.Get("/v1/me")).Id;

        (await organisation.Owner.Patch($"/v1/members/{me}", new { AreaIds = new[] { district.Id } }, "*")).Expect(HttpStatusCode.OK);

        Assert.Equal(Sorted((inQuarter, "visit never_visited", Day(0))), await Entries(volunteer));
        Assert.Equal(
            new[] { inQuarter.Id, elsewhere.Id, nowhere.Id }.Order(),
            (await (await organisation.Coordinator()).Get(Path)).Data.Select(entry => entry["partnership_id"]!.GetValue<Guid>()).Order());
    }

    [Fact]
    public async Task Today_is_what_the_calendar_says_at_the_venue()
    {
        var organisation = await api.Organisation();
        var volunteer = await organisation.Volunteer();
        // Noon in Greenwich: it is tomorrow already on Kiritimati and still today in Hawaii.
        clock.Advance(clock.GetUtcNow().Date.AddDays(1).AddHours(12) - clock.GetUtcNow().UtcDateTime);
        var tomorrow = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(1);
        var (kiritimati, hawaii) = (
            await Prospect(organisation, "K", 1.87, "Pacific/Kiritimati"), await Prospect(organisation, "H", 21.3, "Pacific/Honolulu"));
        await Visit(volunteer, kiritimati, "come_back", nextStepOn: tomorrow);
        await Visit(volunteer, hawaii, "come_back", nextStepOn: tomorrow);

        Assert.Equal(Sorted((kiritimati, "visit next_step", tomorrow)), await Entries(volunteer));
    }

    [Fact]
    public async Task Nobody_is_sent_anywhere_for_a_programme_that_is_closing()
    {
        var organisation = await api.Organisation();
        var volunteer = await organisation.Volunteer();
        var partnership = await organisation.Prospect();
        Assert.Equal(Sorted((partnership, "visit never_visited", Day(0))), await Entries(volunteer));

        (await organisation.Owner.Post($"/v1/programmes/{await organisation.Programme()}/sunset", null, ("If-Match", "*")))
            .Expect(HttpStatusCode.OK);

        Assert.Empty(await Entries(volunteer));
    }

    private DateOnly Day(int fromToday) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(
        clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Asia/Ho_Chi_Minh")).DateTime).AddDays(fromToday);

    private async Task DaysLater(int days)
    {
        clock.Advance(TimeSpan.FromDays(days));
        await api.Services.GetRequiredService<PartnershipScheduler>().Pass(CancellationToken.None);
    }

    private async Task Check(Actor volunteer, Answer partnership, DateOnly on)
    {
        (await volunteer.Post("/v1/check-ins", new
        {
            PartnershipId = partnership.Id, Kind = "visit", CheckedOn = $"{on:yyyy-MM-dd}", DecalVisible = true,
        })).Expect(HttpStatusCode.Created);
        await DaysLater(0);
    }

    private static async Task Visit(
        Actor actor, Answer partnership, string outcome, DateOnly? nextStepOn = null, DateOnly? recontactAfter = null)
    {
        var body = new JsonObject
        {
            ["id"] = Guid.NewGuid(),
            ["partnership_id"] = partnership.Id,
            // Visits are held against the clock of the machine; the outcome counts, whenever it was.
            ["visited_at"] = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ssZ", null),
            ["outcome"] = outcome,
        };
        if (nextStepOn is { } next)
        {
            body["next_step_on"] = $"{next:yyyy-MM-dd}";
        }

        if (recontactAfter is { } recontact)
        {
            body["recontact_after"] = $"{recontact:yyyy-MM-dd}";
        }

        (await actor.Post("/v1/outreach-visits", body)).Expect(HttpStatusCode.Created);
    }

    private static async Task<Answer> Prospect(Organisation organisation, string name, double? latitude, string? timeZone = null)
    {
        var coordinator = await organisation.Coordinator();
        var body = Organisation.VenueBody(name, latitude ?? 0);
        body["address"] = new JsonObject { ["street"] = $"{name} Street 1", ["locality"] = "Hà Nội" };
        if (latitude is null)
        {
            body.Remove("point");
        }

        if (timeZone is not null)
        {
            body["time_zone"] = timeZone;
        }

        var venue = (await coordinator.Post("/v1/venues", body)).Expect(HttpStatusCode.Created);
        return (await coordinator.Post("/v1/partnerships", new { VenueId = venue.Id, ProgrammeId = await organisation.Programme() }))
            .Expect(HttpStatusCode.Created);
    }

    private static List<string> Sorted(params (Answer Partnership, string What, DateOnly DueOn)[] entries) =>
        [.. entries.Select(entry => $"{entry.Partnership.Id} {entry.What} {entry.DueOn:yyyy-MM-dd}").Order(StringComparer.Ordinal)];

    private static async Task<List<string>> Entries(Actor actor) =>
        [.. (await actor.Get(Path)).Expect(HttpStatusCode.OK).Data
            .Select(entry => $"{entry["partnership_id"]} {entry["task"]} {entry["reason"]} {entry["due_on"]}").Order(StringComparer.Ordinal)];
}

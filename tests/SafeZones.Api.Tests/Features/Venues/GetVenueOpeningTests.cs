using System.Net;
using Microsoft.Extensions.Time.Testing;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Venues;

public sealed class GetVenueOpeningTests(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    [Theory]
    // 2026-11-23 is a Monday; Hanoi is seven hours ahead of UTC.
    [InlineData("Mo-Su 07:00-22:30", "2026-11-23T06:00:00Z", "open", "2026-11-23T13:00:00", "2026-11-23T15:30:00Z")]
    [InlineData("Mo-Su 07:00-22:30", "2026-11-22T23:59:59Z", "closed", "2026-11-23T06:59:59", "2026-11-23T00:00:00Z")]
    [InlineData("Mo-Th 20:00-02:00", "2026-11-24T02:30:00%2B09:00", "open", "2026-11-24T00:30:00", "2026-11-23T19:00:00Z")]
    [InlineData("24/7", "2026-11-23T06:00:00Z", "open", "2026-11-23T13:00:00", null)]
    [InlineData("18:00+", "2026-11-23T12:00:00Z", "unknown", "2026-11-23T19:00:00", "2026-11-23T21:00:00Z")]
    [InlineData(null, "2026-11-23T06:00:00Z", "unknown", "2026-11-23T13:00:00", null)]
    public async Task A_venue_is_open_by_the_clock_on_its_wall(string? hours, string at, string state, string localTime, string? nextChange)
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var body = Organisation.VenueBody();
        body["opening_hours"] = hours;
        if (hours is null)
        {
            body.Remove("opening_hours");
        }

        var venue = (await coordinator.Post("/v1/venues", body)).Expect(HttpStatusCode.Created);

        var opening = (await coordinator.Get($"/v1/venues/{venue.Id}/opening?at={at}")).Expect(HttpStatusCode.OK).Body;

        Assert.Equal((state, localTime, nextChange, "Asia/Ho_Chi_Minh"),
            ((string?)opening["state"], (string?)opening["local_time"], (string?)opening["next_change_at"], (string?)opening["time_zone"]));
    }

    [Fact]
    public async Task The_night_on_which_the_clocks_go_back_is_an_hour_longer()
    {
        var organisation = await api.Organisation("Europe/London", "GB");
        var coordinator = await organisation.Coordinator();
        var body = Organisation.VenueBody();
        body["opening_hours"] = "Sa 22:00-03:00";
        var venue = (await coordinator.Post("/v1/venues", body)).Expect(HttpStatusCode.Created);

        var opening = (await coordinator.Get($"/v1/venues/{venue.Id}/opening?at=2026-10-24T21:00:00Z")).Body;

        Assert.Equal(("open", "2026-10-25T03:00:00Z"), ((string?)opening["state"], (string?)opening["next_change_at"]));
    }

    [Fact]
    public async Task Without_an_instant_it_is_now()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var later = await RunningApi.Start(api.Database, clock: clock);
        var organisation = await api.Organisation();
        var venue = await organisation.Venue();
        var coordinator = new Actor(later.Client, (await organisation.Coordinator()).Token);

        var opening = (await coordinator.Get($"/v1/venues/{venue.Id}/opening")).Expect(HttpStatusCode.OK);

        Assert.Equal(clock.GetUtcNow(), opening.Body["at"]!.GetValue<DateTimeOffset>());
    }

    [Fact]
    public async Task A_wrong_instant_and_a_foreign_venue_are_refused()
    {
        var organisation = await api.Organisation();
        var venue = await organisation.Venue();
        var stranger = await (await api.Organisation()).Coordinator();

        Assert.Equal(["at wrong_format"], (await (await organisation.Coordinator()).Get($"/v1/venues/{venue.Id}/opening?at=noon")).Faults);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get($"/v1/venues/{venue.Id}/opening")).Status);
    }
}

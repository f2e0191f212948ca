using System.Globalization;
using CsCheck;
using SafeZones.Domain.Messages;
using Xunit;

namespace SafeZones.Domain.Tests.Messages;

public sealed class QuietHoursTests
{
    [Theory]
    [InlineData("2026-11-28T14:00Z", "Africa/Cairo", "2026-11-28T14:00Z")]
    [InlineData("2026-11-28T20:00Z", "Africa/Cairo", "2026-11-29T07:00Z")]
    [InlineData("2026-11-28T03:00Z", "Africa/Cairo", "2026-11-28T07:00Z")]
    [InlineData("2026-11-28T19:00Z", "Africa/Cairo", "2026-11-29T07:00Z")]
    [InlineData("2026-11-28T07:00Z", "Africa/Cairo", "2026-11-28T07:00Z")]
    // The clocks go forward in the night between.
    [InlineData("2026-03-28T22:00Z", "Europe/Madrid", "2026-03-29T07:00Z")]
    // Another day than in Greenwich.
    [InlineData("2026-11-28T12:00Z", "Pacific/Auckland", "2026-11-28T20:00Z")]
    public void What_would_come_at_night_waits_for_the_morning_where_the_venue_is(string now, string zone, string expected) =>
        Assert.Equal(At(expected), QuietHours.Over(At(now), zone));

    [Fact]
    public void Nobody_waits_for_longer_than_a_night_and_whenever_it_is_over_it_is_day() =>
        Gen.Select(Gen.Long[0, 60 * 24 * 730], Gen.Int[0, Zones.Length - 1])
            .Sample((minute, place) =>
            {
                var zone = Zones[place];
                var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minute);
                var over = QuietHours.Over(now, zone);
                var local = TimeZoneInfo.ConvertTime(over, TimeZoneInfo.FindSystemTimeZoneById(zone));
                return over >= now && over - now <= TimeSpan.FromHours(13) && local.Hour is >= 9 and < 21 && QuietHours.Over(over, zone) == over;
            });

    private static readonly string[] Zones = ["Africa/Cairo", "Europe/Madrid", "Australia/Sydney", "Asia/Manila", "America/Bogota"];

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}

using System.Globalization;
using CsCheck;
using SafeZones.Domain.OpeningTimes;
using Xunit;

namespace SafeZones.Domain.Tests.OpeningTimes;

/// <summary>Berlin turns its clocks on 29 March 2026 (two is three) and 25 October (three is two).</summary>
public sealed class NextChangeTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("Mo-Fr 08:00-18:00", "2026-03-06T12:00+01:00", "2026-03-06T18:00+01:00")]
    [InlineData("Mo-Fr 08:00-18:00", "2026-03-06T18:00+01:00", "2026-03-09T08:00+01:00")]
    [InlineData("22:00-02:00", "2026-03-06T23:00+01:00", "2026-03-07T02:00+01:00")]
    [InlineData("Mo-Su 00:00-24:00; We 12:00-13:00 off", "2026-03-06T12:00+01:00", "2026-03-11T12:00+01:00")]
    [InlineData("24/7", "2026-03-06T12:00+01:00", null)]
    [InlineData("Jun-Sep 10:00-20:00", "2026-03-06T12:00+01:00", null)]
    [InlineData("24/7; Mar 20 off", "2026-03-06T12:00+01:00", "2026-03-20T00:00+01:00")]
    public void The_next_change_is_found(string hours, string from, string? change) =>
        Assert.Equal(Instant(change), Next(hours, from));

    [Theory]
    [InlineData("22:00-02:30", "2026-03-28T23:00+01:00", "2026-03-29T03:00+02:00")]
    [InlineData("02:30-06:00", "2026-03-29T01:00+01:00", "2026-03-29T03:00+02:00")]
    [InlineData("22:00-04:00", "2026-03-28T23:00+01:00", "2026-03-29T04:00+02:00")]
    public void In_the_night_without_two_o_clock_the_wall_clock_rules(
        string hours, string from, string change) =>
        Assert.Equal(Instant(change), Next(hours, from));

    [Theory]
    [InlineData("22:00-02:30", "2026-10-24T23:00+02:00", "2026-10-25T02:30+02:00")]
    [InlineData("22:00-02:30", "2026-10-25T02:30+02:00", "2026-10-25T02:00+01:00")]
    [InlineData("22:00-02:30", "2026-10-25T02:00+01:00", "2026-10-25T02:30+01:00")]
    [InlineData("22:00-04:00", "2026-10-24T23:00+02:00", "2026-10-25T04:00+01:00")]
    public void In_the_night_with_two_o_clock_twice_the_wall_clock_rules(
        string hours, string from, string change) =>
        Assert.Equal(Instant(change), Next(hours, from));

    [Fact]
    public void The_answer_has_the_offset_of_the_place() =>
        Assert.Equal(TimeSpan.FromHours(2), Next("08:00-18:00", "2026-03-29T00:30+01:00")?.Offset);

    [Theory]
    [InlineData("0001-01-01T00:00+00:00")]
    [InlineData("9999-12-31T23:59+00:00")]
    public void At_the_ends_of_the_calendar_nothing_changes(string instant)
    {
        Assert.Null(Next("22:00-02:00", instant));
        Assert.Equal(OpeningState.Open, Parsed("24/7").At(Instant(instant)!.Value, Berlin));
    }

    [Fact]
    public void Until_the_change_nothing_changes_and_at_the_change_something_does() =>
        Gen.Select(
                Hours,
                Gen.Int[0, 3 * 24 * 60],
                Gen.OneOf("2026-03-27T12:00+01:00", "2026-10-23T12:00+02:00"))
            .Sample(
                (hours, minutes, start) =>
                {
                    var parsed = Parsed(hours);
                    var from = Instant(start)!.Value.AddMinutes(minutes);
                    var end = from + OpeningHours.LookAheadMax;
                    var state = parsed.At(from, Berlin);
                    var scanned = from;
                    do
                    {
                        scanned = scanned.AddMinutes(1);
                    }
                    while (scanned <= end && parsed.At(scanned, Berlin) == state);
                    Assert.Equal(scanned <= end ? scanned : null, parsed.NextChange(from, Berlin));
                },
                iter: 200);

    private static Gen<string> Hours { get; } =
        Gen.Select(
            Gen.OneOf("", "Mo-Fr ", "Fr-Su ", "Mar 29 ", "Oct 24-26 "),
            Gen.Int[0, 23],
            Gen.OneOf("00", "30"),
            Gen.Int[0, 30],
            Gen.OneOf("", "; Su off", "; Su 02:00-05:00", "; 01:00-02:30 off", ", Sa 20:00+", "; PH off"))
        .Select((days, from, minute, to, more) =>
            string.Create(CultureInfo.InvariantCulture, $"{days}{from:00}:{minute}-{to:00}:15{more}"));

    private static DateTimeOffset? Next(string hours, string from) =>
        Parsed(hours).NextChange(Instant(from)!.Value, Berlin);

    private static DateTimeOffset? Instant(string? text) =>
        text is null ? null : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static OpeningHours Parsed(string hours) =>
        OpeningHours.ParseOrDefault(hours, out _) ?? throw new ArgumentException(hours);
}

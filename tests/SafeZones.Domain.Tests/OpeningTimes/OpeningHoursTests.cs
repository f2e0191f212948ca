using System.Globalization;
using SafeZones.Domain.OpeningTimes;
using Xunit;

namespace SafeZones.Domain.Tests.OpeningTimes;

/// <summary>The days are those of March 2026, which began on a Sunday.</summary>
public sealed class OpeningHoursTests
{
    private static readonly TimeZoneInfo Hanoi = TimeZoneInfo.FindSystemTimeZoneById("Asia/Ho_Chi_Minh");

    [Theory]
    [InlineData("24/7", "03-06 03:00", OpeningState.Open)]
    [InlineData("Mo-Fr 08:00-18:00", "03-06 08:00", OpeningState.Open)]
    [InlineData("Mo-Fr 08:00-18:00", "03-06 07:59", OpeningState.Closed)]
    [InlineData("Mo-Fr 08:00-18:00", "03-06 18:00", OpeningState.Closed)]
    [InlineData("Mo-Fr 08:00-18:00", "03-07 12:00", OpeningState.Closed)]
    [InlineData("Fr-Mo 8:00-18:00", "03-08 12:00", OpeningState.Open)]
    [InlineData("Fr-Mo 8:00-18:00", "03-04 12:00", OpeningState.Closed)]
    [InlineData("Mo,We-Fr 11:00-14:00, 17:00-22:00", "03-05 18:00", OpeningState.Open)]
    [InlineData("Mo,We-Fr 11:00-14:00, 17:00-22:00", "03-05 15:00", OpeningState.Closed)]
    [InlineData("Mo,We-Fr 11:00-14:00, 17:00-22:00", "03-03 18:00", OpeningState.Closed)]
    [InlineData("15:00 - 20:00", "03-06 19:59", OpeningState.Open)]
    [InlineData("00:00-24:00", "03-06 00:00", OpeningState.Open)]
    [InlineData("10:00-10:00", "03-06 09:00", OpeningState.Open)]
    [InlineData("Mo-Fr", "03-06 03:00", OpeningState.Open)]
    [InlineData("off", "03-06 03:00", OpeningState.Closed)]
    public void Plain_hours_say_what_they_say(string hours, string local, OpeningState state) =>
        Assert.Equal(state, At(hours, local));

    [Theory]
    [InlineData("Fr 22:00-02:00", "03-07 01:00", OpeningState.Open)]
    [InlineData("Fr 22:00-02:00", "03-07 02:00", OpeningState.Closed)]
    [InlineData("Fr 22:00-02:00", "03-06 01:00", OpeningState.Closed)]
    [InlineData("Fr 18:00-26:00", "03-07 01:59", OpeningState.Open)]
    [InlineData("Sa 18:00-26:00", "03-08 01:00", OpeningState.Open)]
    [InlineData("Su-Th 17:00-02:00; Fr-Sa 17:00-03:00", "03-06 01:30", OpeningState.Open)]
    [InlineData("Su-Th 17:00-02:00; Fr-Sa 17:00-03:00", "03-06 02:30", OpeningState.Closed)]
    [InlineData("Su-Th 17:00-02:00; Fr-Sa 17:00-03:00", "03-07 02:30", OpeningState.Open)]
    [InlineData("Mo-Su 18:00-02:00; Fr off", "03-06 01:00", OpeningState.Open)]
    [InlineData("Mo-Su 18:00-02:00; Fr off", "03-06 19:00", OpeningState.Closed)]
    [InlineData("Mo-Su 18:00-02:00; Fr off", "03-07 01:00", OpeningState.Closed)]
    [InlineData("18:00-02:00; 00:00-01:00 off", "03-06 00:30", OpeningState.Closed)]
    [InlineData("18:00-02:00; 00:00-01:00 off", "03-06 01:30", OpeningState.Open)]
    public void A_venue_that_closes_after_midnight_is_open_at_one(
        string hours, string local, OpeningState state) => Assert.Equal(state, At(hours, local));

    [Theory]
    [InlineData("Mo-Fr 08:00-18:00; We 10:00-12:00", "03-04 09:00", OpeningState.Closed)]
    [InlineData("Mo-Fr 08:00-18:00, We 19:00-20:00", "03-04 09:00", OpeningState.Open)]
    [InlineData("Mo-Fr 08:00-18:00, We 19:00-20:00", "03-04 19:00", OpeningState.Open)]
    [InlineData("Mo-Fr 08:00-18:00; We off", "03-04 09:00", OpeningState.Closed)]
    [InlineData("Mo-Fr 08:00-18:00; We closed \"market\"", "03-04 09:00", OpeningState.Closed)]
    [InlineData("Mo-Fr 08:00-18:00; 12:00-14:00 off", "03-04 13:00", OpeningState.Closed)]
    [InlineData("Mo-Fr 08:00-18:00; 12:00-14:00 off", "03-04 15:00", OpeningState.Open)]
    [InlineData("Mo-Su 10:00-14:00; 17:00-22:00", "03-04 11:00", OpeningState.Open)]
    [InlineData("We off; Mo-Su 08:00-18:00", "03-04 09:00", OpeningState.Open)]
    public void A_later_rule_replaces_its_days_unless_it_follows_a_comma(
        string hours, string local, OpeningState state) => Assert.Equal(state, At(hours, local));

    [Theory]
    [InlineData("Jun-Sep 10:00-20:00", "06-01 11:00", OpeningState.Open)]
    [InlineData("Jun-Sep 10:00-20:00", "09-30 11:00", OpeningState.Open)]
    [InlineData("Jun-Sep 10:00-20:00", "10-01 11:00", OpeningState.Closed)]
    [InlineData("Nov-Feb Mo-Fr 10:00-20:00", "01-05 11:00", OpeningState.Open)]
    [InlineData("24/7; Dec 24-26 off", "12-26 11:00", OpeningState.Closed)]
    [InlineData("24/7; Dec 24-26 off", "12-27 11:00", OpeningState.Open)]
    [InlineData("24/7; Dec 24-Jan 02,Mar 4,6 off", "01-02 11:00", OpeningState.Closed)]
    [InlineData("24/7; Dec 24-Jan 02,Mar 4,6 off", "03-06 11:00", OpeningState.Closed)]
    [InlineData("24/7; Dec 24-Jan 02,Mar 4,6 off", "03-05 11:00", OpeningState.Open)]
    [InlineData("Dec 25: 10:00-12:00", "12-25 11:00", OpeningState.Open)]
    [InlineData("Dec 10:00-12:00", "12-25 11:00", OpeningState.Open)]
    public void Months_and_days_of_the_year_limit_a_rule(string hours, string local, OpeningState state) =>
        Assert.Equal(state, At(hours, local));

    [Theory]
    [InlineData("18:00+", "03-06 17:59", OpeningState.Closed)]
    [InlineData("18:00+", "03-06 18:00", OpeningState.Unknown)]
    [InlineData("18:00+", "03-07 03:59", OpeningState.Unknown)]
    [InlineData("18:00+", "03-07 04:00", OpeningState.Closed)]
    [InlineData("07:00+", "03-07 00:00", OpeningState.Closed)]
    [InlineData("18:00-22:00+", "03-06 19:00", OpeningState.Open)]
    [InlineData("18:00-22:00+", "03-06 23:00", OpeningState.Unknown)]
    [InlineData("\"by appointment\"", "03-06 12:00", OpeningState.Unknown)]
    [InlineData("Mo-Fr 08:00-12:00 \"ring\"", "03-06 09:00", OpeningState.Unknown)]
    [InlineData("Mo-Fr 08:00-12:00 open \"ring\"", "03-06 09:00", OpeningState.Open)]
    [InlineData("Mo-Fr 08:00-12:00; Fr unknown", "03-06 20:00", OpeningState.Unknown)]
    [InlineData("Th 22:00-03:00; Fr unknown", "03-06 01:00", OpeningState.Open)]
    public void What_the_hours_leave_open_is_unknown(string hours, string local, OpeningState state) =>
        Assert.Equal(state, At(hours, local));

    [Theory]
    [InlineData("08:00-18:00; PH off", OpeningState.Closed)]
    [InlineData("PH 08:00-18:00", OpeningState.Open)]
    [InlineData("Mo,PH 08:00-18:00", OpeningState.Open)]
    [InlineData("PH,Mo 08:00-18:00", OpeningState.Open)]
    [InlineData("PH Mo 08:00-18:00", OpeningState.Closed)]
    [InlineData("PH Fr 08:00-18:00", OpeningState.Open)]
    [InlineData("SH 08:00-18:00", OpeningState.Closed)]
    public void Holidays_are_those_that_the_caller_names(string hours, OpeningState state)
    {
        var friday = new DateOnly(2026, 3, 6);
        var holidays = Holidays.None with { IsPublicHoliday = day => day == friday };
        Assert.Equal(state, Parsed(hours).At(Local("03-06 12:00"), Hanoi, holidays));
    }

    [Fact]
    public void Without_a_calendar_no_day_is_a_holiday()
    {
        Assert.Equal(OpeningState.Open, At("08:00-18:00; PH off; SH off", "03-06 12:00"));
        Assert.Equal(OpeningState.Closed, At("PH,SH 08:00-18:00", "03-06 12:00"));
    }

    [Theory]
    [InlineData("", 0, "a month")]
    [InlineData("   ", 3, "a month")]
    [InlineData("always", 0, "a month")]
    [InlineData("Monday 10:00-12:00", 2, "';'")]
    [InlineData("mo-fr 10:00-12:00", 0, "a month")]
    [InlineData("Mo-fr 10:00-12:00", 3, "last weekday")]
    [InlineData("Mo, 10:00-12:00", 4, "a weekday")]
    [InlineData("Mo[1] 10:00-12:00", 2, "';'")]
    [InlineData("Mo 10:00", 8, "'-' or '+'")]
    [InlineData("Mo 10:00-", 9, "a time from 00:00 to 48:00")]
    [InlineData("Mo 24:00-26:00", 3, "a time from 00:00 to 23:59")]
    [InlineData("Mo 10:60-12:00", 3, "a time")]
    [InlineData("Mo 10:00-48:01", 9, "a time")]
    [InlineData("Mo 9-17", 3, "a time")]
    [InlineData("Mo 10:000-12:00", 3, "a time")]
    [InlineData("Mo 100:00-12:00", 3, "a time")]
    [InlineData("Mo 10:00–12:00", 8, "'-'")]
    [InlineData("Mo 10:00-12:00,", 15, "a month")]
    [InlineData("Mo 10:00-12:00 || Tu off", 15, "';'")]
    [InlineData("sunrise-sunset", 0, "a month")]
    [InlineData("10:00-sunset", 6, "a time")]
    [InlineData("2026 Dec 24 off", 0, "a time")]
    [InlineData("week 1-10 off", 0, "a month")]
    [InlineData("easter off", 0, "a month")]
    [InlineData("Feb 30 off", 4, "a day of Feb from 1 to 29")]
    [InlineData("Dec 26-24 off", 7, "a day of Dec from 26 to 31")]
    [InlineData("Dec 24-Foo off", 7, "the last day")]
    [InlineData("Jun- off", 5, "the last month")]
    [InlineData("Jun-Sep 15 off", 8, "not a mixture")]
    [InlineData("Jun,Mo off", 4, "a month")]
    [InlineData("Mo off \"no end", 14, "the closing quote")]
    [InlineData("Mo off\0", 6, "';'")]
    public void What_is_not_understood_is_refused_at_its_place(string hours, int position, string expected)
    {
        Assert.Null(OpeningHours.ParseOrDefault(hours, out var fault));
        Assert.NotNull(fault);
        Assert.Equal(position, fault.Position);
        Assert.Contains(expected, fault.Expected, StringComparison.Ordinal);
        Assert.StartsWith($"At character {position + 1} ", fault.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Hours_have_at_most_255_characters()
    {
        var longest = "off \"" + new string('x', 249) + "\"";
        Assert.NotNull(OpeningHours.ParseOrDefault(longest, out _));
        Assert.Null(OpeningHours.ParseOrDefault(longest + " ", out var fault));
        Assert.Equal(255, fault?.Position);
    }

    [Theory]
    [InlineData(" Mo off; ", "Mo off;")]
    [InlineData("24/7", "24/7")]
    public void The_text_is_kept_as_written(string hours, string text) =>
        Assert.Equal(text, Parsed(hours).Text);

    private static OpeningState At(string hours, string local) => Parsed(hours).At(Local(local), Hanoi);

    private static DateTimeOffset Local(string local) =>
        DateTimeOffset.ParseExact($"2026-{local} +07", "yyyy-MM-dd HH:mm zz", CultureInfo.InvariantCulture);

    private static OpeningHours Parsed(string hours)
    {
        var parsed = OpeningHours.ParseOrDefault(hours, out var fault);
        Assert.Null(fault);
        return Assert.IsType<OpeningHours>(parsed);
    }
}

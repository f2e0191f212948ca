using CsCheck;
using Xunit;

namespace SafeZones.Domain.Tests;

public sealed class WorkingDaysTests
{
    // 2026-11-27 is a Friday.
    [Theory]
    [InlineData("2026-11-26", 1, "2026-11-27")]
    [InlineData("2026-11-27", 1, "2026-11-30")]
    [InlineData("2026-11-28", 1, "2026-11-30")]
    [InlineData("2026-11-29", 1, "2026-11-30")]
    [InlineData("2026-11-27", 10, "2026-12-11")]
    [InlineData("2026-11-28", 10, "2026-12-11")]
    [InlineData("2026-11-24", 20, "2026-12-22")]
    public void Saturdays_and_Sundays_do_not_count_and_neither_does_the_day_itself(string day, int count, string last) =>
        Assert.Equal(DateOnly.Parse(last, null), WorkingDays.After(DateOnly.Parse(day, null), count));

    [Fact]
    public void However_many_they_are_the_last_is_a_working_day_and_so_many_lie_between() =>
        Gen.Select(Gen.Int[0, 3000], Gen.Int[1, 60]).Sample((offset, count) =>
        {
            var day = new DateOnly(2026, 1, 1).AddDays(offset);
            var last = WorkingDays.After(day, count);
            var between = Enumerable.Range(1, last.DayNumber - day.DayNumber).Select(day.AddDays)
                .Count(one => one.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));
            return between == count && last.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
        });

    [Fact]
    public void None_is_no_number_of_working_days() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => WorkingDays.After(new DateOnly(2026, 11, 24), 0));
}

using SafeZones.Domain.Interventions;
using Xunit;

namespace SafeZones.Domain.Tests.Interventions;

public sealed class PartsOfDayTests
{
    [Theory]
    [InlineData("2026-11-28T01:30", "2026-11-27", PartOfDay.Night)]
    [InlineData("2026-11-28T05:59", "2026-11-27", PartOfDay.Night)]
    [InlineData("2026-11-28T06:00", "2026-11-28", PartOfDay.Morning)]
    [InlineData("2026-11-28T12:00", "2026-11-28", PartOfDay.Afternoon)]
    [InlineData("2026-11-28T18:00", "2026-11-28", PartOfDay.Evening)]
    [InlineData("2026-11-28T22:00", "2026-11-28", PartOfDay.Night)]
    public void A_night_belongs_to_the_day_on_which_it_began(string time, string day, PartOfDay part) =>
        Assert.Equal((DateOnly.Parse(day, null), part), PartsOfDay.At(DateTime.Parse(time, null)));
}

namespace SafeZones.Domain;

/// <summary>Days on which people work: Monday to Friday. Which days are holidays nobody can say for every country.</summary>
public static class WorkingDays
{
    /// <summary>The last of so many working days that follow a day, which itself does not count.</summary>
    /// <param name="day">The day.</param>
    /// <param name="count">How many, at least one.</param>
    public static DateOnly After(DateOnly day, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        for (var left = count; left > 0; left -= IsOne(day) ? 1 : 0)
        {
            day = day.AddDays(1);
        }

        return day;
    }

    private static bool IsOne(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
}

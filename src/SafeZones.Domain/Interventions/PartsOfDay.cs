namespace SafeZones.Domain.Interventions;

/// <summary>In which part of which day it is.</summary>
public static class PartsOfDay
{
    /// <summary>The day and its part; a night belongs to the day on which it began.</summary>
    /// <param name="local">The time where it happens.</param>
    public static (DateOnly Day, PartOfDay Part) At(DateTime local)
    {
        var today = DateOnly.FromDateTime(local);
        return local.Hour switch
        {
            < 6 => (today.AddDays(-1), PartOfDay.Night),
            < 12 => (today, PartOfDay.Morning),
            < 18 => (today, PartOfDay.Afternoon),
            < 22 => (today, PartOfDay.Evening),
            _ => (today, PartOfDay.Night),
        };
    }
}

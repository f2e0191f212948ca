namespace SafeZones.Domain.OpeningTimes;

/// <summary>One rule: on these days, at these times, this state.</summary>
/// <param name="IsAdditional">Whether it stands after a comma and leaves earlier rules in force.</param>
/// <param name="Dates">Empty for the whole year.</param>
/// <param name="Days">Null for every day of the week.</param>
/// <param name="Times">Empty for the whole day.</param>
/// <param name="State">What the place is then.</param>
internal sealed record OpeningRule(
    bool IsAdditional,
    IReadOnlyList<DateRange> Dates,
    DaySelector? Days,
    IReadOnlyList<TimeRange> Times,
    OpeningState State)
{
    internal bool NamesDays => Dates.Count > 0 || Days is not null;

    internal bool AppliesOn(DateOnly day, Holidays holidays) =>
        (Dates.Count == 0 || Dates.Any(range => range.Holds(day)))
        && (Days is null || Days.Holds(day, holidays));

    /// <summary>What it says of a day, in minutes since the midnight at which the day began.</summary>
    internal IEnumerable<StateSpan> Spans() =>
        Times.Count == 0
            ? [new StateSpan(0, TimeRange.MinutesOfDay, State)]
            : Times.SelectMany(time => time.Spans(State));
}

/// <summary>Days of the year with both ends; past December if the end comes first.</summary>
internal readonly record struct DateRange(MonthDay From, MonthDay To)
{
    internal bool Holds(DateOnly day)
    {
        var order = new MonthDay(day.Month, day.Day).Order;
        return From.Order <= To.Order
            ? From.Order <= order && order <= To.Order
            : From.Order <= order || order <= To.Order;
    }
}

/// <summary>A day of any year.</summary>
internal readonly record struct MonthDay(int Month, int Day)
{
    internal int Order => (Month * 32) + Day;
}

/// <summary>Weekdays and holidays.</summary>
/// <param name="Weekdays">Seven answers, from Sunday.</param>
/// <param name="OnPublicHolidays">Whether <c>PH</c> was named.</param>
/// <param name="OnSchoolHolidays">Whether <c>SH</c> was named.</param>
/// <param name="NeedsBoth">Whether it must be a holiday and one of the weekdays: <c>SH Mo-Fr</c>.</param>
internal sealed record DaySelector(
    IReadOnlyList<bool> Weekdays,
    bool OnPublicHolidays,
    bool OnSchoolHolidays,
    bool NeedsBoth)
{
    internal bool Holds(DateOnly day, Holidays holidays)
    {
        var isWeekday = Weekdays[(int)day.DayOfWeek];
        var isHoliday = (OnPublicHolidays && holidays.IsPublicHoliday(day))
            || (OnSchoolHolidays && holidays.IsSchoolHoliday(day));
        return NeedsBoth ? isWeekday && isHoliday : isWeekday || isHoliday;
    }
}

/// <summary>Times of a day in minutes since midnight; the end may lie on the next day.</summary>
internal readonly record struct TimeRange(int From, int To, bool HasOpenEnd)
{
    internal const int MinutesOfDay = 24 * 60;

    private const int Evening = 17 * 60;
    private const int LateEvening = 22 * 60;

    internal IEnumerable<StateSpan> Spans(OpeningState state)
    {
        if (To > From)
        {
            yield return new StateSpan(From, To, state);
        }
        if (HasOpenEnd)
        {
            yield return new StateSpan(To, OpenEnd(To), OpeningState.Unknown);
        }
    }

    /// <summary>How long it stays possible that a place is open: the reading of opening_hours.js.</summary>
    private static int OpenEnd(int from) => from switch
    {
        >= LateEvening => Math.Min(from + (8 * 60), 2 * MinutesOfDay),
        >= Evening => from + (10 * 60),
        _ => MinutesOfDay,
    };
}

/// <summary>A state from one minute up to another, without the latter.</summary>
internal readonly record struct StateSpan(int From, int To, OpeningState State)
{
    internal bool Holds(int minute) => From <= minute && minute < To;
}

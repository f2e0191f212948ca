namespace SafeZones.Domain.OpeningTimes;

/// <summary>
/// From text to rules, from left to right. What is read after a fault has no meaning and is thrown away.
/// </summary>
internal sealed class OpeningHoursParser(OpeningHoursReader reader)
{
    private const string Rule =
        "a month, a weekday, PH, SH, a time such as 08:00, 24/7, open, off, unknown or a comment";

    private static readonly string[] Weekdays = ["Su", "Mo", "Tu", "We", "Th", "Fr", "Sa"];
    private static readonly string[] WeekdaysAndHolidays = [.. Weekdays, "PH", "SH"];

    internal List<OpeningRule>? RulesOrDefault()
    {
        var rules = new List<OpeningRule>();
        var isAdditional = false;
        do
        {
            if (RuleOrDefault(isAdditional) is not { } rule)
            {
                return null;
            }
            rules.Add(rule);
            isAdditional = reader.Take(",");
        }
        while (isAdditional || (reader.Take(";") && !reader.IsAtEnd));
        if (!reader.IsAtEnd)
        {
            reader.Expect("';', ',' or the end");
        }
        return reader.Fault is null ? rules : null;
    }

    private OpeningRule? RuleOrDefault(bool isAdditional)
    {
        var start = reader.Mark();
        var dates = new DateRangeParser(reader).Dates();
        if (dates.Count > 0)
        {
            reader.Take(":");
        }
        var days = Days();
        var times = reader.Take("24/7") ? [] : Times();
        var state = State();
        if (reader.Mark() == start)
        {
            reader.Expect(Rule);
        }
        return reader.Fault is null ? new OpeningRule(isAdditional, dates, days, times, state) : null;
    }

    /// <summary>Weekdays and holidays in a list, or holidays before weekdays; null if none is here.</summary>
    private DaySelector? Days()
    {
        if (!reader.IsAtAnyOf(WeekdaysAndHolidays))
        {
            return null;
        }
        var found = new HashSet<int>();
        AddDays(found, WeekdaysAndHolidays);
        var needsBoth = found.All(day => day >= Weekdays.Length) && reader.IsAtAnyOf(Weekdays);
        if (needsBoth)
        {
            AddDays(found, Weekdays);
        }
        return new DaySelector(
            [.. Enumerable.Range(0, Weekdays.Length).Select(found.Contains)],
            OnPublicHolidays: found.Contains(Weekdays.Length),
            OnSchoolHolidays: found.Contains(Weekdays.Length + 1),
            needsBoth);
    }

    private void AddDays(HashSet<int> found, string[] names)
    {
        do
        {
            if (reader.TakeAnyOf(names) is not { } day)
            {
                reader.Expect("a weekday (Mo, Tu, We, Th, Fr, Sa, Su), PH or SH");
                return;
            }
            found.Add(day);
            if (day < Weekdays.Length && reader.Take("-"))
            {
                AddRange(found, day);
            }
        }
        while (reader.Take(","));
    }

    private void AddRange(HashSet<int> found, int first)
    {
        if (reader.TakeAnyOf(Weekdays) is not { } last)
        {
            reader.Expect("the last weekday of the range");
            return;
        }
        for (var day = first; day != last; day = (day + 1) % Weekdays.Length)
        {
            found.Add(day);
        }
        found.Add(last);
    }

    private List<TimeRange> Times()
    {
        var times = new List<TimeRange>();
        if (reader.IsAtDigit)
        {
            do
            {
                times.Add(Time());
            }
            while (reader.Fault is null && reader.TakeCommaBefore(next => next.IsAtDigit));
        }
        return times;
    }

    private TimeRange Time()
    {
        var from = Minutes(TimeRange.MinutesOfDay - 1, "a time from 00:00 to 23:59");
        if (reader.Take("+"))
        {
            return new TimeRange(from, from, HasOpenEnd: true);
        }
        if (!reader.Take("-"))
        {
            reader.Expect("'-' or '+' after the time");
        }
        var to = Minutes(2 * TimeRange.MinutesOfDay, "a time from 00:00 to 48:00");
        return new TimeRange(from, to > from ? to : to + TimeRange.MinutesOfDay, reader.Take("+"));
    }

    private int Minutes(int max, string expected)
    {
        var start = reader.Mark();
        var hour = reader.TakeNumber();
        var minute = reader.TakeTight(':') ? reader.TakeTwoDigits() : null;
        if (hour is null || minute is null or > 59 || (hour * 60) + minute > max)
        {
            reader.ExpectAt(start, expected);
        }
        return ((hour * 60) + minute) ?? 0;
    }

    private OpeningState State()
    {
        OpeningState? state =
            reader.Take("open") ? OpeningState.Open
            : reader.Take("off") || reader.Take("closed") ? OpeningState.Closed
            : reader.Take("unknown") ? OpeningState.Unknown
            : null;
        return reader.TakeComment() ? state ?? OpeningState.Unknown : state ?? OpeningState.Open;
    }
}

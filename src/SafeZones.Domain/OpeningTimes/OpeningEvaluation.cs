namespace SafeZones.Domain.OpeningTimes;

/// <summary>Reads rules by the clock on the wall, which daylight saving time turns back and forth.</summary>
internal sealed class OpeningEvaluation(
    IReadOnlyList<OpeningRule> rules,
    TimeZoneInfo zone,
    Holidays holidays)
{
    internal OpeningState At(DateTimeOffset instant)
    {
        var local = TimeZoneInfo.ConvertTime(instant, zone).DateTime;
        var today = DateOnly.FromDateTime(local);
        var minute = (int)local.TimeOfDay.TotalMinutes;
        var state = StateOrDefault(SpansOf(today), minute);
        if (state is OpeningState.Open or OpeningState.Closed || today == DateOnly.MinValue)
        {
            return state ?? OpeningState.Closed;
        }
        var night = StateOrDefault(SpansOf(today.AddDays(-1)), minute + TimeRange.MinutesOfDay);
        return night is OpeningState.Open ? OpeningState.Open : state ?? night ?? OpeningState.Closed;
    }

    internal DateTimeOffset? NextChange(DateTimeOffset instant, TimeSpan lookAhead)
    {
        // Near the ends of the calendar there are no neighbouring days to compute with.
        if (instant.Year is < 2 or > 9998)
        {
            return null;
        }
        var now = At(instant);
        var end = instant + lookAhead;
        foreach (var candidate in Candidates(instant, end).Where(at => at > instant && at <= end).Order())
        {
            if (At(candidate) != now)
            {
                return TimeZoneInfo.ConvertTime(candidate, zone);
            }
        }
        return null;
    }

    /// <summary>
    /// Every instant at which the state may change, and some at which it does not: each boundary under each
    /// offset in force during the period, which covers hours that occur twice, and the changes of offset
    /// themselves, which cover boundaries in an hour that does not occur.
    /// </summary>
    private IEnumerable<DateTimeOffset> Candidates(DateTimeOffset from, DateTimeOffset to)
    {
        var turns = OffsetChanges(from, to).ToList();
        var offsets = turns.Prepend(from).Select(zone.GetUtcOffset).Distinct().ToList();
        var first = DateOnly.FromDateTime(from.UtcDateTime);
        var last = DateOnly.FromDateTime(to.UtcDateTime);
        // Two days more on the left: the zone's date may be yesterday, and yesterday's night may still go on.
        var days = Enumerable
            .Range(first.DayNumber - 2, last.DayNumber - first.DayNumber + 4)
            .Select(DateOnly.FromDayNumber);
        var boundaries =
            from day in days
            from span in SpansOf(day)
            from minute in new[] { span.From, span.To }
            select day.ToDateTime(TimeOnly.MinValue).AddMinutes(minute);
        return boundaries
            .SelectMany(wall => offsets.Select(offset => new DateTimeOffset(wall, offset)))
            .Concat(turns);
    }

    /// <summary>The instants at which the clocks are turned.</summary>
    private IEnumerable<DateTimeOffset> OffsetChanges(DateTimeOffset from, DateTimeOffset to)
    {
        for (var day = from; day < to; day = day.AddDays(1))
        {
            var (before, after) = (day, day.AddDays(1));
            var old = zone.GetUtcOffset(before);
            if (old == zone.GetUtcOffset(after))
            {
                continue;
            }
            while (after - before > TimeSpan.FromTicks(1))
            {
                var middle = before + ((after - before) / 2);
                (before, after) = zone.GetUtcOffset(middle) == old ? (middle, after) : (before, middle);
            }
            yield return after;
        }
    }

    /// <summary>What the rules say of one day, later spans first in force.</summary>
    private List<StateSpan> SpansOf(DateOnly day)
    {
        var spans = new List<StateSpan>();
        foreach (var rule in rules.Where(rule => rule.AppliesOn(day, holidays)))
        {
            var replaces = rule.State == OpeningState.Closed
                ? rule.Times.Count == 0
                : rule is { IsAdditional: false, NamesDays: true };
            if (replaces)
            {
                spans.Clear();
            }
            // A whole day off leaves the night before alone; hours off are hours off.
            if (rule.State != OpeningState.Closed || rule.Times.Count > 0)
            {
                spans.AddRange(rule.Spans());
            }
        }
        return spans;
    }

    private static OpeningState? StateOrDefault(List<StateSpan> spans, int minute)
    {
        var index = spans.FindLastIndex(span => span.Holds(minute));
        return index < 0 ? null : spans[index].State;
    }
}

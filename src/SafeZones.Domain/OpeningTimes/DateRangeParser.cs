namespace SafeZones.Domain.OpeningTimes;

/// <summary>Months and days of the year: <c>Jun-Sep,Dec 24-26,31</c>.</summary>
internal sealed class DateRangeParser(OpeningHoursReader reader)
{
    private static readonly string[] Months =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    /// <summary>The ranges that stand here; none is the whole year.</summary>
    internal List<DateRange> Dates()
    {
        var ranges = new List<DateRange>();
        if (!reader.IsAtAnyOf(Months))
        {
            return ranges;
        }
        int? monthOfDays = null;
        do
        {
            // After a day the month may be left out: Dec 24,26.
            var month = (reader.IsAtDay ? monthOfDays : null) ?? Month("a month (Jan, Feb, …)");
            monthOfDays = reader.IsAtDay ? month : null;
            ranges.Add(reader.IsAtDay ? DaysFrom(month) : MonthsFrom(month));
        }
        while (reader.Fault is null && reader.Take(","));
        return ranges;
    }

    private DateRange MonthsFrom(int month)
    {
        var last = reader.Take("-") ? Month("the last month of the range") : month;
        if (reader.IsAtDay)
        {
            reader.Expect("a range of months or a range of days, not a mixture");
        }
        return new DateRange(new MonthDay(month, 1), new MonthDay(last, DaysIn(last)));
    }

    private DateRange DaysFrom(int month)
    {
        var from = Day(month, atLeast: 1);
        if (!reader.Take("-"))
        {
            return new DateRange(from, from);
        }
        return reader.IsAtDay
            ? new DateRange(from, Day(month, atLeast: from.Day))
            : new DateRange(from, Day(Month("the last day of the range"), atLeast: 1));
    }

    private MonthDay Day(int month, int atLeast)
    {
        var start = reader.Mark();
        var day = reader.TakeNumber() ?? 0;
        if (day < atLeast || day > DaysIn(month))
        {
            reader.ExpectAt(start, $"a day of {Months[month - 1]} from {atLeast} to {DaysIn(month)}");
        }
        return new MonthDay(month, day);
    }

    private int Month(string expected)
    {
        if (reader.TakeAnyOf(Months) is { } index)
        {
            return index + 1;
        }
        reader.Expect(expected);
        return 1;
    }

    /// <summary>With the 29th of February, which then means nothing in most years.</summary>
    private static int DaysIn(int month) => DateTime.DaysInMonth(2024, month);
}

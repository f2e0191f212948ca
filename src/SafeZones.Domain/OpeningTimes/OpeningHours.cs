namespace SafeZones.Domain.OpeningTimes;

/// <summary>Whether a place is open at an instant, as far as its opening hours tell.</summary>
public enum OpeningState
{
    /// <summary>Open.</summary>
    Open,
    /// <summary>Closed.</summary>
    Closed,
    /// <summary>Perhaps: the hours say <c>unknown</c>, depend on a comment, or have an open end.</summary>
    Unknown,
}

/// <summary>Where opening hours stopped making sense.</summary>
/// <param name="Position">The first character that was not understood, counted from 0.</param>
/// <param name="Expected">What could have stood there.</param>
public sealed record OpeningHoursFault(int Position, string Expected)
{
    /// <summary>One sentence for people.</summary>
    public string Sentence => $"At character {Position + 1} of the opening hours, expected {Expected}.";
}

/// <summary>
/// Opening hours in the OpenStreetMap syntax, of which this is understood:
/// <list type="bullet">
/// <item><c>24/7</c>; times <c>08:00-12:00,14:00-18:00</c>, past midnight <c>22:00-02:00</c> or
/// <c>18:00-26:00</c>, with an open end <c>18:00+</c> or <c>18:00-22:00+</c>;</item>
/// <item>weekdays <c>Mo-Fr,Su</c>, also around the week <c>Fr-Mo</c>; public and school holidays <c>PH</c>,
/// <c>SH</c>, alone, in a list or before weekdays (<c>SH Mo-Fr</c>);</item>
/// <item>months and days <c>Jun-Sep</c>, <c>Dec 24-26</c>, <c>Dec 24,25</c>, <c>Dec 24-Jan 02</c>;</item>
/// <item><c>open</c>, <c>off</c> or <c>closed</c>, <c>unknown</c>, a comment in quotes (alone it means
/// unknown);</item>
/// <item><c>;</c> before a rule that replaces what was said of its days, <c>,</c> before an addition.</item>
/// </list>
/// Years, weeks, <c>Mo[1]</c>, sunrise and sunset, Easter, points in time and <c>||</c> are refused.
/// <para>
/// A night belongs to the evening on which it began: with <c>Mo-Th 20:00-02:00; Fr 10:00-12:00</c> the place
/// is open on Friday at one. A rule without days adds its times even after <c>;</c>, because otherwise
/// everything before it would be meaningless.
/// </para>
/// </summary>
public sealed class OpeningHours
{
    /// <summary>The longest value that OpenStreetMap stores, in characters.</summary>
    public const int LengthMax = 255;

    /// <summary>How far <see cref="NextChange"/> looks ahead.</summary>
    public static readonly TimeSpan LookAheadMax = TimeSpan.FromDays(14);

    private readonly IReadOnlyList<OpeningRule> rules;

    private OpeningHours(string text, IReadOnlyList<OpeningRule> rules)
    {
        Text = text;
        this.rules = rules;
    }

    /// <summary>The hours as they were written, without spaces at the ends.</summary>
    public string Text { get; }

    /// <summary>The hours, or null with the place where they stopped making sense.</summary>
    public static OpeningHours? ParseOrDefault(string text, out OpeningHoursFault? fault)
    {
        if (text.Length > LengthMax)
        {
            fault = new OpeningHoursFault(LengthMax, $"the end: they have at most {LengthMax} characters");
            return null;
        }
        var reader = new OpeningHoursReader(text);
        var rules = new OpeningHoursParser(reader).RulesOrDefault();
        fault = reader.Fault;
        return rules is null ? null : new OpeningHours(text.Trim(), rules);
    }

    /// <summary>The state at an instant, by the clock on the wall in the place's zone.</summary>
    /// <param name="instant">Any instant.</param>
    /// <param name="zone">The zone of the place.</param>
    /// <param name="holidays">The days that <c>PH</c> and <c>SH</c> mean; none by default.</param>
    public OpeningState At(DateTimeOffset instant, TimeZoneInfo zone, Holidays? holidays = null) =>
        new OpeningEvaluation(rules, zone, holidays ?? Holidays.None).At(instant);

    /// <summary>
    /// The first instant after this one at which the state is another; null if there is none within
    /// <see cref="LookAheadMax"/>.
    /// </summary>
    /// <param name="instant">Any instant.</param>
    /// <param name="zone">The zone of the place; the answer has its offset.</param>
    /// <param name="holidays">The days that <c>PH</c> and <c>SH</c> mean; none by default.</param>
    public DateTimeOffset? NextChange(DateTimeOffset instant, TimeZoneInfo zone, Holidays? holidays = null) =>
        new OpeningEvaluation(rules, zone, holidays ?? Holidays.None).NextChange(instant, LookAheadMax);

    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>The days that <c>PH</c> and <c>SH</c> mean where a place is.</summary>
/// <param name="IsPublicHoliday">Whether a day is a public holiday there.</param>
/// <param name="IsSchoolHoliday">Whether a day is a school holiday there.</param>
public sealed record Holidays(Func<DateOnly, bool> IsPublicHoliday, Func<DateOnly, bool> IsSchoolHoliday)
{
    /// <summary>For a place whose holidays are not known: no day is one.</summary>
    public static readonly Holidays None = new(_ => false, _ => false);
}

using SafeZones.Domain.Programmes;
using SafeZones.Domain.Trainings;

namespace SafeZones.Domain.Partnerships;

/// <summary>What a policy asks of a venue, held against the facts on a day.</summary>
public static class Requirements
{
    /// <summary>Every requirement of the policy, with the day on which it breaks or broke.</summary>
    public static IReadOnlyList<Requirement> On(ProgrammePolicy policy, VenueFacts facts, DateOnly today)
    {
        var days = Days(policy, facts);
        var counted = new Dictionary<DateOnly, TrainedStaff>();
        return [.. Asked(policy).Select(name =>
        {
            var (met, actual, required) = Measure(name, policy, facts, today, StaffOn);
            return new Requirement(
                name, met, actual, required,
                BreaksOn: met ? days.Where(day => day > today).Cast<DateOnly?>().FirstOrDefault(day => !IsMet(day!.Value)) : null,
                BrokenSince: met ? null : BrokenSince());

            bool IsMet(DateOnly day) => Measure(name, policy, facts, day, StaffOn).Met;

            // Backwards over the days on which something changed, until one on which it held. When it became a safe zone all of
            // them held, even if what broke one came later on that day.
            DateOnly BrokenSince()
            {
                var since = days.Where(day => day <= today).Reverse().TakeWhile(day => !IsMet(day)).LastOrDefault(today);
                return since < facts.ActiveSince && facts.ActiveSince <= today ? facts.ActiveSince.Value : since;
            }
        })];

        // Three requirements ask for the same count.
        TrainedStaff StaffOn(DateOnly day) => counted.TryGetValue(day, out var known)
            ? known
            : counted[day] = TrainedStaff.On(facts.Trainings, facts.StaffCounts, facts.StaffChanges, policy.NewHireDays, day);
    }

    /// <summary>The day on which the partnership lapses unless something changes; null if no day is known.</summary>
    public static DateOnly? LapsesOn(IReadOnlyCollection<Requirement> requirements, ProgrammePolicy policy) =>
        requirements.Select(one => one.BrokenSince ?? one.BreaksOn).Min() is { } day
            // A pledge may be asked for from the last day that there is.
            ? DateOnly.FromDayNumber(Math.Min(day.DayNumber + policy.GraceDays, DateOnly.MaxValue.DayNumber))
            : null;

    /// <summary>The last day on which the next check is in time; null if no check is asked for or awaited.</summary>
    public static DateOnly? NextCheckOn(ProgrammePolicy policy, VenueFacts facts, DateOnly today) =>
        policy.CheckIntervalDays is { } interval && LastCheck(facts, today) is { } last ? last.On.AddDays(interval) : null;

    // The order in which people read them.
    private static IEnumerable<RequirementName> Asked(ProgrammePolicy policy)
    {
        (RequirementName Name, bool IsAsked)[] all =
        [
            (RequirementName.PledgeCurrent, policy.PledgeRequired),
            (RequirementName.TrainingRatio, policy.TrainingThreshold > 0),
            (RequirementName.ManagersRatio, policy.ManagersThreshold > 0),
            (RequirementName.MinTrained, policy.MinTrained > 0),
            (RequirementName.Vetting, policy.VettingRequired),
            (RequirementName.FocalPoint, true),
            (RequirementName.LocationSet, true),
            (RequirementName.CheckCurrent, policy.CheckIntervalDays is not null),
        ];
        return all.Where(one => one.IsAsked).Select(one => one.Name);
    }

    private static (bool Met, decimal? Actual, decimal Required) Measure(
        RequirementName name, ProgrammePolicy policy, VenueFacts facts, DateOnly on,
        Func<DateOnly, TrainedStaff> staffOn) => name switch
    {
        RequirementName.PledgeCurrent => AtLeast(
            facts.Acceptances.Where(one => one.On <= on).Max(one => (int?)one.Version),
            Math.Max(1, facts.Pledges.Where(one => one.RequiredFrom <= on).Max(one => (int?)one.Version) ?? 1)),
        RequirementName.TrainingRatio => AtLeast(staffOn(on).Ratio, policy.TrainingThreshold),
        RequirementName.ManagersRatio => AtLeast(staffOn(on).ManagersRatio, policy.ManagersThreshold),
        RequirementName.MinTrained => AtLeast(staffOn(on).Trained, policy.MinTrained),
        RequirementName.Vetting => Holds(facts.VettedOn <= on),
        RequirementName.FocalPoint => Holds(!(facts.NoFocalPointSince <= on)),
        RequirementName.LocationSet => Holds(!(facts.NoPositionSince <= on)),
        RequirementName.CheckCurrent => Check(policy.CheckIntervalDays!.Value, LastCheck(facts, on), on),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Nobody knows how to measure this."),
    };

    private static (bool, decimal?, decimal) AtLeast(decimal? actual, decimal required) => (actual >= required, actual, required);

    private static (bool, decimal?, decimal) Holds(bool holds) => (holds, holds ? 1 : 0, 1);

    private static (bool, decimal?, decimal) Check(int interval, CheckFact? last, DateOnly on)
    {
        var since = last is null ? (int?)null : on.DayNumber - last.On.DayNumber;
        return (last is { HasPassed: true } && since <= interval, since, interval);
    }

    // Until the first check, the interval runs from the day of the pledge.
    private static CheckFact? LastCheck(VenueFacts facts, DateOnly on) =>
        facts.Checks.Where(check => check.On <= on).OrderBy(check => check.On).LastOrDefault()
        ?? (facts.ChecksFrom <= on ? new CheckFact(facts.ChecksFrom.Value, true) : null);

    // Between two of these days nothing changes.
    private static List<DateOnly> Days(ProgrammePolicy policy, VenueFacts facts) =>
    [
        .. TrainedStaff.ChangesOn(facts.Trainings, facts.StaffCounts, facts.StaffChanges, policy.NewHireDays)
            .Concat(facts.Pledges.Select(one => one.RequiredFrom))
            .Concat(facts.Acceptances.Select(one => one.On))
            .Concat(facts.Checks.SelectMany(one => new[] { one.On, one.On.AddDays((policy.CheckIntervalDays ?? 0) + 1) }))
            .Concat(new[]
            {
                facts.ChecksFrom, facts.ChecksFrom?.AddDays((policy.CheckIntervalDays ?? 0) + 1), facts.VettedOn,
                facts.NoFocalPointSince, facts.NoPositionSince,
            }.OfType<DateOnly>())
            .Distinct().Order(),
    ];
}

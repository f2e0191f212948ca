using SafeZones.Domain.Partnerships;
using SafeZones.Domain.Trainings;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>What the programme asks of a venue, held against what is known, for a day.</summary>
/// <param name="On">The day.</param>
/// <param name="IsReady">Whether every requirement is met.</param>
/// <param name="Requirements">Each requirement of the programme.</param>
/// <param name="Trained">How many people there hold a valid training.</param>
/// <param name="ExpiresOn">The first day on which a requirement will not be met any more, as far as is known.</param>
/// <param name="LapseForecastOn">The day on which the partnership lapses unless something changes: that and the grace; only while it is active.</param>
/// <param name="NextCheckOn">The last day on which the next check is in time.</param>
public sealed record PartnershipRequirements(
    DateOnly On, bool IsReady, IReadOnlyList<Requirement> Requirements, TrainedCount Trained, DateOnly? ExpiresOn,
    DateOnly? LapseForecastOn, DateOnly? NextCheckOn)
{
    internal static PartnershipRequirements Of(PartnershipStanding standing, DateOnly on)
    {
        var (policy, facts) = (standing.Place.Policy, standing.Facts);
        var requirements = standing.RequirementsOn(on);
        var staff = TrainedStaff.On(facts.Trainings, facts.StaffCounts, facts.StaffChanges, policy.NewHireDays, on);
        return new PartnershipRequirements(
            on, requirements.All(one => one.Met), requirements,
            new TrainedCount(staff.Trained, staff.Total, staff.Ratio, staff.ManagersRatio),
            requirements.Min(one => one.BreaksOn),
            standing.Partnership.Status == PartnershipStatus.Active ? Domain.Partnerships.Requirements.LapsesOn(requirements, policy) : null,
            Domain.Partnerships.Requirements.NextCheckOn(policy, facts, on));
    }

    internal static PartnershipRequirements Example { get; } = new(
        new DateOnly(2026, 11, 24), false,
        [
            new(RequirementName.PledgeCurrent, true, 1, 1, null, null),
            new(RequirementName.TrainingRatio, false, 0.64m, 0.7m, null, new DateOnly(2026, 11, 20)),
        ],
        new TrainedCount(9, 14, 0.64m, 1m), null, new DateOnly(2026, 12, 4), new DateOnly(2027, 2, 21));
}

/// <summary>How many people at a venue hold a valid training.</summary>
/// <param name="Count">How many.</param>
/// <param name="Staff">How many work there.</param>
/// <param name="Ratio">Their share, from 0 to 1, of those who have been there long enough to count.</param>
/// <param name="ManagersRatio">The same among managers.</param>
public sealed record TrainedCount(int Count, int Staff, decimal Ratio, decimal ManagersRatio);

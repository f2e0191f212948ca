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
    /// <summary>The next trainings, three at the most, for people of the venue: its own, and those open to all.</summary>
    public IReadOnlyList<NextSession> NextSessions { get; init; } = [];

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
        new TrainedCount(9, 14, 0.64m, 1m), null, new DateOnly(2026, 12, 4), new DateOnly(2027, 2, 21))
    {
        NextSessions =
        [
            new(
                new Guid("019a0c5e-7c3b-7e21-9f10-000000000012"), new Guid("019a0c5e-7c3b-7e21-9f10-000000000011"), null,
                new DateTimeOffset(2026, 12, 1, 7, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 12, 1, 9, 30, 0, TimeSpan.Zero),
                "Asia/Ho_Chi_Minh", "Community hall", TrainingFormat.Workshop),
        ],
    };
}

/// <summary>A training that is to come.</summary>
/// <param name="Id">The training session.</param>
/// <param name="CurriculumId">The version of the curriculum that is taught.</param>
/// <param name="VenueId">The venue whose people it is for; absent where it is open to all.</param>
/// <param name="StartsAt">When it begins (UTC).</param>
/// <param name="EndsAt">When it ends (UTC).</param>
/// <param name="TimeZone">The time zone of the place (IANA).</param>
/// <param name="Place">Where it is, in words.</param>
/// <param name="Format">How it is given.</param>
public sealed record NextSession(
    Guid Id, Guid CurriculumId, Guid? VenueId, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string TimeZone, string? Place,
    TrainingFormat Format);

/// <summary>How many people at a venue hold a valid training.</summary>
/// <param name="Count">How many.</param>
/// <param name="Staff">How many work there.</param>
/// <param name="Ratio">Their share, from 0 to 1, of those who have been there long enough to count.</param>
/// <param name="ManagersRatio">The same among managers.</param>
public sealed record TrainedCount(int Count, int Staff, decimal Ratio, decimal ManagersRatio);

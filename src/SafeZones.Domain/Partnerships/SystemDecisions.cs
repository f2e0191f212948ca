using SafeZones.Domain.Programmes;

namespace SafeZones.Domain.Partnerships;

/// <summary>
/// What the system does by itself, from the facts of a day: however late and however often it looks, it comes to the same.
/// </summary>
public static class SystemDecisions
{
    /// <summary>The move that a partnership makes by itself; null if it stays.</summary>
    /// <param name="status">Where it stands.</param>
    /// <param name="requirements">Its checklist of today.</param>
    /// <param name="policy">What the programme asks for.</param>
    /// <param name="programme">Where the programme stands.</param>
    /// <param name="today">Today, where the venue is.</param>
    public static PartnershipAction? MoveOrDefault(
        PartnershipStatus status, IReadOnlyCollection<Requirement> requirements, ProgrammePolicy policy,
        ProgrammeStatus programme, DateOnly today) => status switch
    {
        PartnershipStatus.Active when Requirements.LapsesOn(requirements, policy) <= today => PartnershipAction.Lapse,
        PartnershipStatus.Lapsed when requirements.All(one => one.Met) && programme == ProgrammeStatus.Running =>
            PartnershipAction.Repair,
        _ => null,
    };

    /// <summary>The day on which the stickers of a lapsed venue are called back; null while it has not lapsed.</summary>
    /// <param name="status">Where the partnership stands.</param>
    /// <param name="since">Since which day.</param>
    /// <param name="policy">What the programme asks for.</param>
    public static DateOnly? RecallsOn(PartnershipStatus status, DateOnly since, ProgrammePolicy policy) =>
        status == PartnershipStatus.Lapsed ? since.AddDays(policy.SecondGraceDays) : null;
}

using SafeZones.Domain.Programmes;

namespace SafeZones.Domain.Partnerships;

/// <summary>What a move needs beside its line in the table (DOMAIN.md section 4, the column of guards).</summary>
public static class PartnershipGuards
{
    /// <summary>The longest pause, in months.</summary>
    public const int PauseMonthsMax = 6;

    /// <summary>Only a programme that is running has safe zones.</summary>
    public static Refusal? RefuseProgramme(PartnershipAction action, ProgrammeStatus programme) =>
        PartnershipLifecycle.Opening.Contains(action) && programme != ProgrammeStatus.Running
            ? new("programme_not_running", "The programme is not running.")
            : null;

    /// <summary>The requirements that are in the way of a move: whatever makes a safe zone of a venue needs every one.</summary>
    public static IReadOnlyList<Requirement> Unmet(
        PartnershipAction action, ProgrammePolicy policy, VenueFacts facts, DateOnly today) =>
        PartnershipLifecycle.Opening.Contains(action) ? [.. Requirements.On(policy, facts, today).Where(one => !one.Met)] : [];

    /// <summary>Whether a move is only asked for: where two people activate, the first of them does no more.</summary>
    /// <param name="action">The move.</param>
    /// <param name="policy">What the programme asks for.</param>
    /// <param name="askedBy">Who asked for it before; null if nobody has.</param>
    public static bool OnlyAsks(PartnershipAction action, ProgrammePolicy policy, Guid? askedBy) =>
        action == PartnershipAction.Activate && policy.TwoPersonActivation && askedBy is null;

    /// <summary>Where two people are asked for, whoever asked for the activation does not also approve it.</summary>
    /// <param name="askedBy">Who asked for it before; null if nobody has.</param>
    /// <param name="actorId">Who acts now.</param>
    public static Refusal? RefuseOwnApproval(Guid? askedBy, Guid? actorId) =>
        askedBy is not null && askedBy == actorId
            ? new("second_person_needed", "Somebody else must approve what you asked for.")
            : null;

    /// <summary>Whoever suspended does not also review it.</summary>
    public static Refusal? RefuseOwnReview(Guid? suspendedBy, Guid? actorId) =>
        suspendedBy is not null && suspendedBy == actorId
            ? new("reviewer_suspended_it", "Somebody else must review what you suspended.")
            : null;

    /// <summary>A pause has an end, and that is not far away.</summary>
    /// <param name="until">The last day of the pause.</param>
    /// <param name="today">Today, where the venue is.</param>
    public static Refusal? RefusePause(DateOnly until, DateOnly today) =>
        until > today && until <= today.AddMonths(PauseMonthsMax)
            ? null
            : new("pause_too_long", "A pause ends after today and within six months.");

    /// <summary>A venue promises what is asked now, or what will be.</summary>
    /// <param name="version">What it accepted.</param>
    /// <param name="published">Every version that was published.</param>
    /// <param name="today">Today, where the venue is.</param>
    public static Refusal? RefuseOldPledge(int version, IReadOnlyCollection<PledgeVersionFact> published, DateOnly today) =>
        version < published.Where(one => one.RequiredFrom <= today).Max(one => (int?)one.Version)
            ? new("pledge_outdated", "A newer version of the pledge is asked for.")
            : null;
}

namespace SafeZones.Domain.Partnerships;

/// <summary>Where an appeal against a suspension stands.</summary>
public enum AppealStatus
{
    /// <summary>Nobody has decided yet.</summary>
    Open,
    /// <summary>The venue was right, and is a safe zone again.</summary>
    Upheld,
    /// <summary>The suspension stays.</summary>
    Rejected,
    /// <summary>There was nothing left to decide: the venue was reinstated otherwise, or its partnership is over.</summary>
    Closed,
}

/// <summary>What can be done to an appeal.</summary>
public enum AppealAction
{
    /// <summary>Decide for the venue.</summary>
    Uphold,
    /// <summary>Decide against it.</summary>
    Reject,
    /// <summary>Close it because nothing is left to decide.</summary>
    Close,
}

/// <summary>Who does something to an appeal.</summary>
public enum AppealActor
{
    /// <summary>Somebody who took no earlier part.</summary>
    Reviewer,
    /// <summary>The system, from facts.</summary>
    System,
}

/// <summary>A suspended venue's appeal: in which time, and by whom it is decided (DOMAIN.md sections 6 and 8).</summary>
public static class Appeals
{
    /// <summary>For how many working days after its suspension a venue may appeal.</summary>
    public const int DaysToAppeal = 10;

    /// <summary>Within how many working days after that somebody decides.</summary>
    public const int DaysToDecide = 20;

    /// <summary>Its table of moves.</summary>
    public static Lifecycle<AppealStatus, AppealAction, AppealActor> Table { get; } = new(
        "appeal",
        new(AppealStatus.Open, AppealAction.Uphold, AppealStatus.Upheld, [AppealActor.Reviewer]),
        new(AppealStatus.Open, AppealAction.Reject, AppealStatus.Rejected, [AppealActor.Reviewer]),
        new(AppealStatus.Open, AppealAction.Close, AppealStatus.Closed, [AppealActor.System]));

    /// <summary>The last day on which a venue may appeal.</summary>
    /// <param name="suspendedOn">The day of its suspension, where it is.</param>
    public static DateOnly LastDay(DateOnly suspendedOn) => WorkingDays.After(suspendedOn, DaysToAppeal);

    /// <summary>The day by which an appeal is decided.</summary>
    /// <param name="filedOn">The day on which it was made.</param>
    public static DateOnly DueOn(DateOnly filedOn) => WorkingDays.After(filedOn, DaysToDecide);

    /// <summary>What is in the way of an appeal: it is against a suspension, in time, and made once.</summary>
    /// <param name="status">Where the partnership stands.</param>
    /// <param name="statusSince">Since which day.</param>
    /// <param name="hasAppealed">Whether this suspension was appealed against before.</param>
    /// <param name="today">Today, where the venue is.</param>
    public static Refusal? RefuseAppeal(PartnershipStatus status, DateOnly statusSince, bool hasAppealed, DateOnly today)
    {
        if (status != PartnershipStatus.Suspended)
        {
            return new("not_suspended", "Only a venue that is suspended can appeal.");
        }

        if (hasAppealed)
        {
            return new("appealed_already", "This suspension was appealed against already.");
        }

        return today > LastDay(statusSince) ? new("appeal_too_late", "The ten working days for an appeal are over.") : null;
    }

    /// <summary>Whoever took an earlier part does not decide: they suspended it, or found what led to that.</summary>
    /// <param name="earlierParts">Everybody who did.</param>
    /// <param name="reviewerId">Who decides now; a machine or nobody decides nothing.</param>
    public static Refusal? RefuseReviewer(IReadOnlyCollection<Guid> earlierParts, Guid? reviewerId) =>
        reviewerId is { } reviewer && !earlierParts.Contains(reviewer)
            ? null
            : new("reviewer_took_part", "Somebody who took no earlier part must decide.");
}

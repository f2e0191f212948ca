namespace SafeZones.Domain.Interventions;

/// <summary>How far the network has looked at an intervention.</summary>
public enum ReviewStatus
{
    /// <summary>Told, and not looked at.</summary>
    Submitted,
    /// <summary>Looked at.</summary>
    Reviewed,
    /// <summary>Counted on.</summary>
    Approved,
    /// <summary>Not an intervention, a double, a test; it counts nowhere.</summary>
    Rejected,
}

/// <summary>What can be done to it.</summary>
public enum ReviewAction
{
    /// <summary>Look at it.</summary>
    Review,
    /// <summary>Count on it.</summary>
    Approve,
    /// <summary>Count it nowhere.</summary>
    Reject,
    /// <summary>Tell it again, more truly.</summary>
    Amend,
}

/// <summary>Who does something to it.</summary>
public enum ReviewActor
{
    /// <summary>Whoever writes interventions down.</summary>
    Recorder,
    /// <summary>A coordinator, safeguarding lead or owner.</summary>
    Reviewer,
}

/// <summary>The review of an intervention. Whatever is told again is looked at again.</summary>
public static class InterventionReview
{
    private const ReviewActor Recorder = ReviewActor.Recorder;
    private const ReviewActor Reviewer = ReviewActor.Reviewer;

    /// <summary>Its table of moves.</summary>
    public static Lifecycle<ReviewStatus, ReviewAction, ReviewActor> Table { get; } = new(
        "intervention",
        new(ReviewStatus.Submitted, ReviewAction.Review, ReviewStatus.Reviewed, [Reviewer]),
        new(ReviewStatus.Submitted, ReviewAction.Reject, ReviewStatus.Rejected, [Reviewer]),
        new(ReviewStatus.Reviewed, ReviewAction.Approve, ReviewStatus.Approved, [Reviewer]),
        new(ReviewStatus.Reviewed, ReviewAction.Reject, ReviewStatus.Rejected, [Reviewer]),
        new(ReviewStatus.Submitted, ReviewAction.Amend, ReviewStatus.Submitted, [Recorder, Reviewer]),
        new(ReviewStatus.Reviewed, ReviewAction.Amend, ReviewStatus.Submitted, [Reviewer]),
        new(ReviewStatus.Approved, ReviewAction.Amend, ReviewStatus.Submitted, [Reviewer]),
        new(ReviewStatus.Rejected, ReviewAction.Amend, ReviewStatus.Submitted, [Reviewer]));
}

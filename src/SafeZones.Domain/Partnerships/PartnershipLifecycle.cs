namespace SafeZones.Domain.Partnerships;

/// <summary>Where a venue and a programme stand with each other (DOMAIN.md section 4).</summary>
public enum PartnershipStatus
{
    /// <summary>Worth a visit; nobody has been there.</summary>
    Prospect,
    /// <summary>Somebody has been there.</summary>
    Approached,
    /// <summary>The venue wants to hear more.</summary>
    Interested,
    /// <summary>The venue said no; it may be asked again later.</summary>
    Declined,
    /// <summary>The venue has accepted the pledge and is not a safe zone yet.</summary>
    Pledged,
    /// <summary>A safe zone: every requirement of the programme was met when it became one.</summary>
    Active,
    /// <summary>A requirement was broken for longer than the grace: no safe zone until it is repaired.</summary>
    Lapsed,
    /// <summary>Taken out because of what happened there, until somebody else has reviewed it.</summary>
    Suspended,
    /// <summary>Out for a while at the venue's or a coordinator's wish.</summary>
    Paused,
    /// <summary>The venue left. For good.</summary>
    Withdrawn,
    /// <summary>Put out after due process. For good.</summary>
    Removed,
    /// <summary>Closed down, moved, or in other hands. For good: a new owner is a new partnership.</summary>
    Closed,
}

/// <summary>What can be done to a partnership.</summary>
public enum PartnershipAction
{
    /// <summary>Visit the venue.</summary>
    Approach,
    /// <summary>Note that it wants to hear more.</summary>
    RecordInterest,
    /// <summary>Note that it says no.</summary>
    RecordDecline,
    /// <summary>Accept the pledge.</summary>
    Pledge,
    /// <summary>Make it a safe zone.</summary>
    Activate,
    /// <summary>Take it out because a requirement stayed broken.</summary>
    Lapse,
    /// <summary>Bring it back because every requirement is met again.</summary>
    Repair,
    /// <summary>Take it out because of what happened.</summary>
    Suspend,
    /// <summary>Bring it back after a review.</summary>
    Reinstate,
    /// <summary>Put it out for good.</summary>
    Remove,
    /// <summary>Take it out for a while.</summary>
    Pause,
    /// <summary>Bring it back from a pause.</summary>
    Resume,
    /// <summary>Leave.</summary>
    Withdraw,
    /// <summary>Note that the place is no longer there, or no longer theirs.</summary>
    Close,
}

/// <summary>Who does something to a partnership.</summary>
public enum PartnershipActor
{
    /// <summary>The venue itself: by its link, by text message, or on paper that staff transcribe.</summary>
    Venue,
    /// <summary>A volunteer.</summary>
    Volunteer,
    /// <summary>A coordinator.</summary>
    Coordinator,
    /// <summary>Whoever looks after people and confidentiality.</summary>
    Safeguarding,
    /// <summary>An owner of the organisation.</summary>
    Owner,
    /// <summary>The system, from facts.</summary>
    System,
}

/// <summary>The life of a partnership.</summary>
public static class PartnershipLifecycle
{
    private const PartnershipActor Venue = PartnershipActor.Venue;
    private const PartnershipActor Volunteer = PartnershipActor.Volunteer;
    private const PartnershipActor Coordinator = PartnershipActor.Coordinator;
    private const PartnershipActor Safeguarding = PartnershipActor.Safeguarding;
    private const PartnershipActor Owner = PartnershipActor.Owner;
    private const PartnershipActor System = PartnershipActor.System;

    /// <summary>Those that are over for good; every other status is open.</summary>
    public static IReadOnlySet<PartnershipStatus> Terminal { get; } =
        new HashSet<PartnershipStatus> { PartnershipStatus.Withdrawn, PartnershipStatus.Removed, PartnershipStatus.Closed };

    /// <summary>Every status from which a partnership can still become a safe zone.</summary>
    public static IReadOnlyList<PartnershipStatus> Open { get; } =
        [.. Enum.GetValues<PartnershipStatus>().Where(status => !Terminal.Contains(status))];

    /// <summary>Its table of moves.</summary>
    public static Lifecycle<PartnershipStatus, PartnershipAction, PartnershipActor> Table { get; } = new(
        "partnership",
        [
            new(PartnershipStatus.Prospect, PartnershipAction.Approach, PartnershipStatus.Approached, [Volunteer, Coordinator]),
            new(PartnershipStatus.Declined, PartnershipAction.Approach, PartnershipStatus.Approached, [Coordinator]),
            new(PartnershipStatus.Approached, PartnershipAction.RecordInterest, PartnershipStatus.Interested, [Volunteer, Coordinator, Venue]),
            new(PartnershipStatus.Approached, PartnershipAction.RecordDecline, PartnershipStatus.Declined, [Volunteer, Coordinator, Venue]),
            new(PartnershipStatus.Prospect, PartnershipAction.Pledge, PartnershipStatus.Pledged, [Venue]),
            new(PartnershipStatus.Approached, PartnershipAction.Pledge, PartnershipStatus.Pledged, [Venue]),
            new(PartnershipStatus.Interested, PartnershipAction.Pledge, PartnershipStatus.Pledged, [Venue]),
            new(PartnershipStatus.Pledged, PartnershipAction.Activate, PartnershipStatus.Active, [Coordinator]),
            new(PartnershipStatus.Active, PartnershipAction.Lapse, PartnershipStatus.Lapsed, [System]),
            new(PartnershipStatus.Lapsed, PartnershipAction.Repair, PartnershipStatus.Active, [System, Coordinator]),
            new(PartnershipStatus.Pledged, PartnershipAction.Suspend, PartnershipStatus.Suspended, [Coordinator, Safeguarding]),
            new(PartnershipStatus.Active, PartnershipAction.Suspend, PartnershipStatus.Suspended, [Coordinator, Safeguarding]),
            new(PartnershipStatus.Paused, PartnershipAction.Suspend, PartnershipStatus.Suspended, [Coordinator, Safeguarding]),
            new(PartnershipStatus.Lapsed, PartnershipAction.Suspend, PartnershipStatus.Suspended, [Coordinator, Safeguarding]),
            new(PartnershipStatus.Suspended, PartnershipAction.Reinstate, PartnershipStatus.Active, [Coordinator, Safeguarding]),
            new(PartnershipStatus.Suspended, PartnershipAction.Remove, PartnershipStatus.Removed, [Owner]),
            new(PartnershipStatus.Active, PartnershipAction.Pause, PartnershipStatus.Paused, [Venue, Coordinator]),
            new(PartnershipStatus.Paused, PartnershipAction.Resume, PartnershipStatus.Active, [Venue, Coordinator]),
            .. Open.Select(from => new Move<PartnershipStatus, PartnershipAction, PartnershipActor>(
                from, PartnershipAction.Withdraw, PartnershipStatus.Withdrawn, [Venue])),
            .. Open.Select(from => new Move<PartnershipStatus, PartnershipAction, PartnershipActor>(
                from, PartnershipAction.Close, PartnershipStatus.Closed, [Venue, Coordinator, Volunteer])),
        ]);

    /// <summary>What makes a safe zone of a venue: each of these needs all that activation needs.</summary>
    public static IReadOnlySet<PartnershipAction> Opening { get; } =
        Table.Moves.Where(move => move.To == PartnershipStatus.Active).Select(move => move.Action).ToHashSet();
}

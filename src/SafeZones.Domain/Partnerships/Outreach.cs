namespace SafeZones.Domain.Partnerships;

/// <summary>How a visit went (DOMAIN.md section 7, <c>visit_outcome</c>).</summary>
public enum VisitOutcome
{
    /// <summary>The venue wants to hear more.</summary>
    Interested,
    /// <summary>It wanted to pledge at once; the pledge itself is the venue's own act.</summary>
    PledgedOnSpot,
    /// <summary>Somebody should come back.</summary>
    ComeBack,
    /// <summary>Not now.</summary>
    NotNow,
    /// <summary>No.</summary>
    Refused,
    /// <summary>No, and unkindly.</summary>
    RefusedHostile,
    /// <summary>Nobody who decides was there.</summary>
    OwnerAbsent,
    /// <summary>The place is no longer there.</summary>
    ClosedDown,
    /// <summary>It would not make a safe zone; a coordinator decides.</summary>
    Unsuitable,
}

/// <summary>What a visit does to a partnership.</summary>
public static class Outreach
{
    /// <summary>
    /// The moves that follow from a visit, in order: those of the table that are this actor's. A visit that moves nothing
    /// is a fact all the same.
    /// </summary>
    /// <param name="status">Where the partnership stands.</param>
    /// <param name="outcome">How the visit went.</param>
    /// <param name="actor">Who was there.</param>
    /// <param name="mayRecontact">Whether a venue that said no may be asked again.</param>
    public static IReadOnlyList<PartnershipAction> MovesOf(
        PartnershipStatus status, VisitOutcome outcome, PartnershipActor actor, bool mayRecontact)
    {
        var moves = new List<PartnershipAction>();
        foreach (var action in Wanted(outcome))
        {
            var isTooEarly = status == PartnershipStatus.Declined && action == PartnershipAction.Approach && !mayRecontact;
            if (!isTooEarly && PartnershipLifecycle.Table.RefuseMove(status, action, actor) is null)
            {
                moves.Add(action);
                status = PartnershipLifecycle.Table.Next(status, action);
            }
        }

        return moves;
    }

    /// <summary>The statuses in which this actor goes to a venue to win it; it may be that not yet.</summary>
    public static IReadOnlyList<PartnershipStatus> Visited(PartnershipActor actor) =>
    [
        .. PartnershipLifecycle.Table.Before(PartnershipAction.Approach)
            .Where(status => PartnershipLifecycle.Table.RefuseMove(status, PartnershipAction.Approach, actor) is null),
        .. PartnershipLifecycle.Table.Before(PartnershipAction.RecordInterest),
        PartnershipStatus.Interested,
    ];

    /// <summary>The day before which a venue that said no is left in peace, unless it named another.</summary>
    public static DateOnly? RecontactAfter(VisitOutcome outcome, DateOnly visitedOn) => outcome switch
    {
        VisitOutcome.NotNow => visitedOn.AddMonths(3),
        VisitOutcome.Refused => visitedOn.AddMonths(6),
        VisitOutcome.RefusedHostile => visitedOn.AddMonths(12),
        _ => null,
    };

    private static PartnershipAction[] Wanted(VisitOutcome outcome) => outcome switch
    {
        VisitOutcome.Interested or VisitOutcome.PledgedOnSpot => [PartnershipAction.Approach, PartnershipAction.RecordInterest],
        VisitOutcome.NotNow or VisitOutcome.Refused or VisitOutcome.RefusedHostile =>
            [PartnershipAction.Approach, PartnershipAction.RecordDecline],
        VisitOutcome.ClosedDown => [PartnershipAction.Close],
        _ => [PartnershipAction.Approach],
    };
}

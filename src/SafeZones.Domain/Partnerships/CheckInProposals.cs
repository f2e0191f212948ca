namespace SafeZones.Domain.Partnerships;

/// <summary>What a check-in suggests; a person decides.</summary>
public enum CheckInProposal
{
    /// <summary>To suspend the partnership.</summary>
    Suspension,
}

/// <summary>What became of a proposal.</summary>
public enum ProposalStatus
{
    /// <summary>Nobody has decided yet.</summary>
    Open,
    /// <summary>Somebody decided against it.</summary>
    Dismissed,
    /// <summary>The partnership was suspended, or is over.</summary>
    Settled,
}

/// <summary>Why somebody decided against a proposal.</summary>
public enum DismissalReason
{
    /// <summary>It was logged by mistake, or about another venue.</summary>
    Mistaken,
    /// <summary>What was seen does not show enough.</summary>
    Inconclusive,
    /// <summary>The venue could explain it.</summary>
    Explained,
    /// <summary>It has been put right, such as by a training.</summary>
    PutRight,
}

/// <summary>What follows from a check-in beside the requirement that it counts for.</summary>
public static class CheckInProposals
{
    /// <summary>
    /// What a check-in proposes; null for nearly all. A failed mystery visit proposes a suspension wherever one is possible.
    /// </summary>
    /// <param name="kind">How somebody looked.</param>
    /// <param name="result">What came of it.</param>
    /// <param name="status">Where the partnership stands.</param>
    public static CheckInProposal? Of(CheckInKind kind, CheckInResult result, PartnershipStatus status) =>
        kind == CheckInKind.Mystery && result == CheckInResult.Failed
        && PartnershipLifecycle.Table.Before(PartnershipAction.Suspend).Contains(status)
            ? CheckInProposal.Suspension
            : null;

    /// <summary>Whether a status that a partnership has come to leaves nothing to decide.</summary>
    public static bool AreSettledBy(PartnershipStatus status) =>
        status == PartnershipStatus.Suspended || PartnershipLifecycle.Terminal.Contains(status);
}

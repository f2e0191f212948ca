using SafeZones.Domain.Partnerships;

namespace SafeZones.Domain.Materials;

/// <summary>What a partnership's status means for the decals that are on show.</summary>
public enum DecalConsequence
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>Each of them is called back.</summary>
    ComeDown,
    /// <summary>Those that were called back and are still up may stay.</summary>
    MayStay,
}

/// <summary>What a decal and its partnership ask of each other (DOMAIN.md section 6, invariants 1 and 2).</summary>
public static class DecalGuards
{
    /// <summary>Nothing is handed to a venue that is no safe zone.</summary>
    public static bool MayHandOut(DecalAction action, PartnershipStatus? partnership) =>
        action != DecalAction.Issue || partnership == PartnershipStatus.Active;

    /// <summary>A code is printed while it has yet to go up; one that is up, gone or out of use is not brought into the world again.</summary>
    public static bool MayBePrinted(DecalState state) => state is DecalState.InStock or DecalState.Allocated or DecalState.Issued;

    /// <summary>What becomes of the decals of a partnership that has just come to a status.</summary>
    public static DecalConsequence ConsequenceOf(PartnershipStatus status) => status switch
    {
        PartnershipStatus.Active => DecalConsequence.MayStay,
        PartnershipStatus.Suspended or PartnershipStatus.Withdrawn or PartnershipStatus.Removed or PartnershipStatus.Closed =>
            DecalConsequence.ComeDown,
        _ => DecalConsequence.None,
    };

    /// <summary>How the recall of a decal ends when somebody does this to it: it is no longer up, or given up.</summary>
    public static RecallStatus RecallAfter(DecalAction action) =>
        action == DecalAction.WriteOff ? RecallStatus.WrittenOff : RecallStatus.Resolved;
}

using SafeZones.Domain.Materials;
using SafeZones.Domain.Programmes;

namespace SafeZones.Domain.Partnerships;

/// <summary>What a sticker says of itself.</summary>
public enum PublicReason
{
    /// <summary>The place is a safe zone now.</summary>
    Verified,
    /// <summary>It is not verified at the moment.</summary>
    NotVerified,
    /// <summary>The sticker was called back, lost or replaced.</summary>
    Recalled,
    /// <summary>There is no such sticker.</summary>
    Unknown,
}

/// <summary>
/// Whether a place is a safe zone right now: the one rule that the sticker, the directory and the map obey, so that they
/// cannot disagree (DOMAIN.md section 6, invariant 3).
/// </summary>
public static class PublicAnswer
{
    /// <summary>Whether the venue is a safe zone of the programme.</summary>
    public static bool IsSafeZone(PartnershipStatus partnership, ProgrammeStatus programme) =>
        partnership == PartnershipStatus.Active && programme == ProgrammeStatus.Running;

    /// <summary>Whether the sticker tells the truth.</summary>
    public static bool IsValid(DecalState decal, PartnershipStatus partnership, ProgrammeStatus programme) =>
        DecalLifecycle.Live.Contains(decal) && IsSafeZone(partnership, programme);

    /// <summary>Why a sticker is valid or not, in words for a passer-by.</summary>
    public static PublicReason ReasonOf(DecalState decal, PartnershipStatus? partnership, ProgrammeStatus? programme) => decal switch
    {
        // It was never handed out: whoever has it made it up or took it.
        DecalState.InStock or DecalState.Allocated or DecalState.Void => PublicReason.Unknown,
        _ when !DecalLifecycle.Live.Contains(decal) => PublicReason.Recalled,
        _ when partnership is { } status && programme is { } running && IsValid(decal, status, running) => PublicReason.Verified,
        _ => PublicReason.NotVerified,
    };

    /// <summary>Whether the public finds the venue on the map.</summary>
    public static bool IsListed(PartnershipStatus partnership, ProgrammeStatus programme, VenueVisibility visibility) =>
        visibility is VenueVisibility.Public or VenueVisibility.Approximate
        && IsSafeZone(partnership, programme);
}

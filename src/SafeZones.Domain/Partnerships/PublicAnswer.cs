using SafeZones.Domain.Materials;
using SafeZones.Domain.Programmes;

namespace SafeZones.Domain.Partnerships;

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

    /// <summary>Whether the public finds the venue on the map.</summary>
    public static bool IsListed(PartnershipStatus partnership, ProgrammeStatus programme, VenueVisibility visibility) =>
        visibility is VenueVisibility.Public or VenueVisibility.Approximate
        && IsSafeZone(partnership, programme);
}

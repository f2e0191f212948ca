using SafeZones.Domain.Partnerships;
using SafeZones.Domain.Programmes;

namespace SafeZones.Domain;

/// <summary>The closed lists of the field. Each is an enum here, words in JSON and an enum type in SQL.</summary>
public static class Words
{
    /// <summary>Every list that the database knows by name.</summary>
    public static IReadOnlyList<Type> All { get; } =
    [
        typeof(ActorKind), typeof(ContactChannel), typeof(ContactRole), typeof(MemberRole), typeof(OrganisationStatus),
        typeof(PartnershipAction), typeof(PartnershipActor), typeof(PartnershipStatus), typeof(Placement),
        typeof(ProgrammeStatus), typeof(StaffDeclarer), typeof(VenueCategory), typeof(VenueKind), typeof(VenueVisibility),
        typeof(VisitOutcome),
    ];
}

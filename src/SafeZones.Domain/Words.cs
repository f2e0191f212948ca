using SafeZones.Domain.Materials;
using SafeZones.Domain.Partnerships;
using SafeZones.Domain.Programmes;
using SafeZones.Domain.Trainings;

namespace SafeZones.Domain;

/// <summary>The closed lists of the field. Each is an enum here, words in JSON and an enum type in SQL.</summary>
public static class Words
{
    /// <summary>Every list that the database knows by name.</summary>
    public static IReadOnlyList<Type> All { get; } =
    [
        typeof(ActorKind), typeof(CheckInKind), typeof(CheckInResult), typeof(ContactChannel), typeof(ContactRole),
        typeof(DecalPlace), typeof(DecalState), typeof(MaterialKind), typeof(MemberRole), typeof(OrganisationStatus), typeof(PartnershipAction), typeof(PartnershipActor),
        typeof(PartnershipStatus), typeof(Placement), typeof(PledgeMethod), typeof(ProgrammeStatus), typeof(RecallStatus), typeof(SignatoryRole),
        typeof(StaffDeclarer), typeof(StaffRole), typeof(TrainingFormat), typeof(TrainingResult), typeof(TrainingSessionStatus), typeof(VenueCategory), typeof(VenueKind),
        typeof(VenueVisibility), typeof(VisitOutcome),
    ];
}

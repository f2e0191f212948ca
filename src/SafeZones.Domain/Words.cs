using SafeZones.Domain.Interventions;
using SafeZones.Domain.Links;
using SafeZones.Domain.Materials;
using SafeZones.Domain.Messages;
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
        typeof(ActorKind), typeof(AgeGroup), typeof(AppealStatus), typeof(CheckInKind), typeof(CheckInProposal), typeof(CheckInResult),
        typeof(ContactChannel), typeof(ContactRole), typeof(DecalPlace), typeof(DecalState), typeof(DismissalReason),
        typeof(FollowUp), typeof(Gender), typeof(IncidentType), typeof(InterventionAction),
        typeof(InterventionChannel), typeof(InterventionOutcome), typeof(InterventionSetting), typeof(JobKind), typeof(JobStatus),
        typeof(LinkPurpose), typeof(MaterialKind), typeof(MaterialRefusalReason), typeof(MaterialRequestStatus),
        typeof(MemberRole), typeof(MessageChannel), typeof(MessageFailure), typeof(MessageKind), typeof(MessageStatus),
        typeof(OrganisationStatus), typeof(PartOfDay), typeof(PartnershipAction),
        typeof(PartnershipActor), typeof(PartnershipStatus), typeof(Placement), typeof(PledgeMethod),
        typeof(ProgrammeStatus), typeof(ProposalStatus), typeof(RecallStatus), typeof(ReferralType),
        typeof(ReporterRole), typeof(ReviewStatus), typeof(SignatoryRole), typeof(SmsGatewayKind),
        typeof(StaffDeclarer), typeof(StaffRole),
        typeof(StockMovementKind), typeof(TrainingFormat), typeof(TrainingResult), typeof(TrainingSessionStatus),
        typeof(VenueCategory), typeof(VenueKind), typeof(VenueVisibility), typeof(VisitOutcome),
    ];
}

using SafeZones.Domain.Partnerships;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>Somebody looked whether a venue keeps its promise; what was found does not change.</summary>
/// <param name="Id">Never reused, never changes.</param>
/// <param name="PartnershipId">The partnership.</param>
/// <param name="Kind">How. A mystery visit is for the organisation alone: nothing that the venue or the public reads tells of it.</param>
/// <param name="CheckedOn">The day.</param>
/// <param name="DecalVisible">Whether the sticker was on show.</param>
/// <param name="CodewordRecognised">Whether staff knew the codeword.</param>
/// <param name="TrainedOnDuty">Whether somebody trained was there.</param>
/// <param name="ProcedureSheetReachable">Whether the procedure was at hand.</param>
/// <param name="Result">What came of it.</param>
/// <param name="Proposes">What it suggests, which a person decides; absent where it suggests nothing.</param>
/// <param name="ProposalStatus">What became of that.</param>
/// <param name="DismissalReason">Why somebody decided against it.</param>
/// <param name="RecordedBy">The member or service account that recorded it.</param>
/// <param name="RecordedAt">When it was recorded (UTC).</param>
public sealed record CheckIn(
    Guid Id, Guid PartnershipId, CheckInKind Kind, DateOnly CheckedOn, bool? DecalVisible, bool? CodewordRecognised,
    bool? TrainedOnDuty, bool? ProcedureSheetReachable, CheckInResult Result, CheckInProposal? Proposes,
    ProposalStatus? ProposalStatus, DismissalReason? DismissalReason, Guid? RecordedBy, DateTimeOffset RecordedAt)
{
    internal const string Columns =
        """
        c.id, c.partnership_id, c.kind, c.checked_on, c.decal_visible, c.codeword_recognised, c.trained_on_duty,
            c.procedure_sheet_reachable, c.result, c.proposes, c.proposal_status, c.dismissal_reason, c.recorded_by, c.recorded_at
        """;

    internal static CheckIn Example { get; } = new(
        new Guid("019a0c5e-7c3b-7e21-9f10-00000000000e"), Partnership.Example.Id, CheckInKind.Visit, new DateOnly(2026, 11, 24),
        true, true, true, null, CheckInResult.Passed, null, null, null, new Guid("019a0c5e-7c3b-7e21-9f10-000000000001"),
        new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero));

    internal static CheckIn Proposing { get; } = Example with
    {
        Kind = CheckInKind.Mystery, CodewordRecognised = false, Result = CheckInResult.Failed, Proposes = CheckInProposal.Suspension,
        ProposalStatus = Domain.Partnerships.ProposalStatus.Open,
    };
}

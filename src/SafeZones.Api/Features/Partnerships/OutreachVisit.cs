using SafeZones.Domain.Partnerships;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>A visit to a venue, as it was logged; it does not change.</summary>
/// <param name="Id">The id that the client gave it.</param>
/// <param name="PartnershipId">The partnership that it was about.</param>
/// <param name="VisitedAt">When (UTC).</param>
/// <param name="Outcome">How it went.</param>
/// <param name="Objections">What spoke against it, as tokens such as <c>no_time</c>.</param>
/// <param name="MaterialsLeft">What was left there, as tokens such as <c>flyer</c>.</param>
/// <param name="NextStepOn">The day planned for the next step.</param>
/// <param name="RecontactAfter">The day before which the venue wants to be left in peace.</param>
/// <param name="RecordedBy">The member or service account that logged it.</param>
/// <param name="RecordedAt">When it was stored (UTC).</param>
public sealed record OutreachVisit(
    Guid Id, Guid PartnershipId, DateTimeOffset VisitedAt, VisitOutcome Outcome, string[] Objections, string[] MaterialsLeft,
    DateOnly? NextStepOn, DateOnly? RecontactAfter, Guid? RecordedBy, DateTimeOffset RecordedAt)
{
    internal const string Columns =
        """
        o.id, o.partnership_id, o.visited_at, o.outcome, o.objections, o.materials_left, o.next_step_on, o.recontact_after,
            o.recorded_by, o.recorded_at
        """;

    internal static OutreachVisit Example { get; } = new(
        new Guid("6f9b2c1e-3d4a-4b5c-8d7e-9f0a1b2c3d4e"), Partnership.Example.Id,
        new DateTimeOffset(2026, 11, 20, 9, 30, 0, TimeSpan.Zero), VisitOutcome.ComeBack, ["no_time"], ["flyer"],
        new DateOnly(2026, 12, 4), null, new Guid("019a0c5e-7c3b-7e21-9f10-000000000001"),
        new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero));
}

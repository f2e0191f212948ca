using SafeZones.Domain.Trainings;

namespace SafeZones.Api.Features.Trainings;

/// <summary>
/// Who was trained at a venue, without a name; it does not change, but for the venue's confirmation of its session.
/// </summary>
/// <param name="Id">Never reused, never changes.</param>
/// <param name="VenueId">The venue.</param>
/// <param name="TrainingSessionId">The session at which it was; absent where it was recorded by itself.</param>
/// <param name="PersonRef">The venue's own label for one person; absent for a head-count.</param>
/// <param name="Headcount">How many people; 1 under a label.</param>
/// <param name="AreOthers">Whether a head-count is of people who were not counted before.</param>
/// <param name="StaffRole">What they do there.</param>
/// <param name="CompletedOn">The day of the training.</param>
/// <param name="ValidUntil">The last day on which it counts, if that is earlier than the programme lets it.</param>
/// <param name="Result">How it went.</param>
/// <param name="RecordedBy">The member or service account that recorded it.</param>
/// <param name="RecordedAt">When it was recorded (UTC).</param>
/// <param name="ConfirmedByVenueAt">When the venue confirmed who of its people was at the session, or that was written down for it (UTC).</param>
public sealed record TrainingRecord(
    Guid Id, Guid VenueId, Guid? TrainingSessionId, string? PersonRef, int Headcount, bool AreOthers, StaffRole StaffRole,
    DateOnly CompletedOn, DateOnly? ValidUntil, TrainingResult Result, Guid? RecordedBy, DateTimeOffset RecordedAt,
    DateTimeOffset? ConfirmedByVenueAt)
{
    internal const string Columns =
        """
        t.id, t.venue_id, t.session_id as training_session_id, t.person_ref, t.headcount, t.are_others, t.staff_role,
            t.completed_on, t.valid_until, t.result, t.recorded_by, t.recorded_at,
            coalesce(
                (select k.confirmed_at
                 from session_confirmations k
                 where k.tenant_id = t.tenant_id and k.session_id = t.session_id and k.venue_id = t.venue_id),
                (select s.confirmed_by_venue_at
                 from training_sessions s
                 where s.tenant_id = t.tenant_id and s.id = t.session_id)) as confirmed_by_venue_at
        """;

    internal static TrainingRecord Example { get; } = new(
        new Guid("019a0c5e-7c3b-7e21-9f10-00000000000c"), new Guid("019a0c5e-7c3b-7e21-9f10-3a5b6c7d8e9f"), null, null, 1, false,
        StaffRole.Staff, new DateOnly(2026, 11, 24), null, TrainingResult.Attended, new Guid("019a0c5e-7c3b-7e21-9f10-000000000001"),
        new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero), null);
}

using SafeZones.Domain.Trainings;

namespace SafeZones.Api.Features.Trainings;

/// <summary>Somebody came to work at a venue or left it; it does not change.</summary>
/// <param name="Id">Never reused, never changes.</param>
/// <param name="VenueId">The venue.</param>
/// <param name="ChangedOn">The day.</param>
/// <param name="Arrived">How many came; negative for those who left.</param>
/// <param name="StaffRole">What they do there.</param>
/// <param name="PersonRef">The venue's own label of the one who left.</param>
/// <param name="RecordedBy">The member, service account, contact or action link that recorded it.</param>
/// <param name="RecordedAt">When it was recorded (UTC).</param>
public sealed record StaffChange(
    Guid Id, Guid VenueId, DateOnly ChangedOn, int Arrived, StaffRole StaffRole, string? PersonRef, Guid? RecordedBy,
    DateTimeOffset RecordedAt)
{
    internal static StaffChange Example { get; } = new(
        new Guid("019a0c5e-7c3b-7e21-9f10-00000000000d"), TrainingRecord.Example.VenueId, new DateOnly(2026, 11, 24), -1,
        StaffRole.Staff, "S-04", new Guid("019a0c5e-7c3b-7e21-9f10-000000000001"),
        new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero));
}

using SafeZones.Domain.Materials;

namespace SafeZones.Api.Features.Stock;

/// <summary>Something came in or went out; it does not change.</summary>
/// <param name="Id">Never reused, never changes.</param>
/// <param name="MaterialEditionId">Of which edition.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Quantity">To how many.</param>
/// <param name="VenueId">The venue that they went to or came from, where that is known.</param>
/// <param name="Balance">How many there were after it.</param>
/// <param name="RecordedBy">The member or service account that recorded it.</param>
/// <param name="RecordedAt">When it was recorded (UTC).</param>
public sealed record StockMovement(
    Guid Id, Guid MaterialEditionId, StockMovementKind Kind, int Quantity, Guid? VenueId, int Balance, Guid? RecordedBy,
    DateTimeOffset RecordedAt)
{
    internal const string Columns =
        "s.id, s.material_edition_id, s.kind, s.quantity, s.venue_id, s.balance, s.recorded_by, s.recorded_at";

    internal static StockMovement Example { get; } = new(
        new Guid("019a0c5e-7c3b-7e21-9f10-000000000012"), new Guid("019a0c5e-7c3b-7e21-9f10-000000000013"),
        StockMovementKind.Receive, 500, null, 500, new Guid("019a0c5e-7c3b-7e21-9f10-000000000001"),
        new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero));
}

using SafeZones.Domain.Materials;

namespace SafeZones.Api.Features.Stock;

/// <summary>How many there are of an edition.</summary>
/// <param name="MaterialEditionId">The edition.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Locale">Its language (BCP 47).</param>
/// <param name="Size">Its size, such as A6.</param>
/// <param name="Edition">The number of its print run.</param>
/// <param name="Quantity">How many there are.</param>
/// <param name="UpdatedAt">When that last changed (UTC).</param>
public sealed record StockBalance(
    Guid MaterialEditionId, MaterialKind Kind, string Locale, string Size, int Edition, int Quantity, DateTimeOffset UpdatedAt)
{
    internal static StockBalance Example { get; } = new(
        StockMovement.Example.MaterialEditionId, MaterialKind.Flyer, "vi", "A6", 1, 500,
        new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero));
}

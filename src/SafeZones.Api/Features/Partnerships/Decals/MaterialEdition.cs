using SafeZones.Domain.Materials;

namespace SafeZones.Api.Features.Partnerships.Decals;

/// <summary>A print run of a sticker, poster or the like.</summary>
/// <param name="Id">Never reused, never changes.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Locale">Its language (BCP 47).</param>
/// <param name="Size">Its size, such as A6.</param>
/// <param name="Edition">Counts its print runs.</param>
/// <param name="CreatedAt">When it was recorded (UTC).</param>
public sealed record MaterialEdition(Guid Id, MaterialKind Kind, string Locale, string Size, int Edition, DateTimeOffset CreatedAt)
{
    internal const string Columns = "e.id, e.kind, e.locale, e.size, e.edition, e.created_at";

    internal static MaterialEdition Example { get; } = new(
        new Guid("019a0c5e-7c3b-7e21-9f10-00000000000f"), MaterialKind.WindowDecal, "vi", "A6", 1,
        new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero));
}

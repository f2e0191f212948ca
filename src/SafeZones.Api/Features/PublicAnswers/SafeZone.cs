using SafeZones.Api.Platform.Database;
using SafeZones.Domain;
using SafeZones.Domain.OpeningTimes;

namespace SafeZones.Api.Features.PublicAnswers;

/// <summary>A place that is a safe zone right now.</summary>
/// <param name="Id">A public id, which never changes while it is a partner.</param>
/// <param name="Name">Its name, by language (BCP 47).</param>
/// <param name="Category">What it is.</param>
/// <param name="Latitude">Its latitude (WGS 84), exact or approximate; absent while none is known.</param>
/// <param name="Longitude">Its longitude (WGS 84), exact or approximate.</param>
/// <param name="IsApproximate">Whether the position is the middle of a field in which it lies somewhere.</param>
/// <param name="Street">Its street, unless it is approximate.</param>
/// <param name="Locality">Its town or district.</param>
/// <param name="OpeningHours">When it is open, as OpenStreetMap writes it.</param>
/// <param name="TimeZone">The time zone of those hours (IANA).</param>
/// <param name="Languages">Languages that its staff speak.</param>
/// <param name="Offers">What it offers, as tokens.</param>
/// <param name="DistanceM">With <c>near</c>: how many metres away it is shown.</param>
public sealed record SafeZone(
    Guid Id, JsonText Name, VenueCategory Category, double? Latitude, double? Longitude, bool IsApproximate, string? Street,
    string? Locality, string? OpeningHours, string TimeZone, string[] Languages, string[] Offers, double? DistanceM)
{
    /// <summary>The columns of <see cref="PublicDirectory.Zones"/> that fill one; then comes its distance.</summary>
    internal const string Columns =
        """
        z.id, z.name, z.category, z.latitude, z.longitude, z.is_approximate, z.street, z.locality, z.opening_hours, z.time_zone,
            z.languages, z.offers
        """;

    /// <summary>Whether its hours say that it is open; hours that are unknown or leave it open do not.</summary>
    internal bool IsOpenAt(DateTimeOffset instant) =>
        OpeningHours is not null
        && Domain.OpeningTimes.OpeningHours.ParseOrDefault(OpeningHours, out _) is { } hours
        && hours.At(instant, TimeZoneInfo.FindSystemTimeZoneById(TimeZone)) == OpeningState.Open;

    internal static SafeZone Example { get; } = new(
        new Guid("6f9b2c1e-3d4a-4b5c-8d7e-9f0a1b2c3d4f"), new JsonText("""{"vi":"Quán cà phê mẫu"}"""), VenueCategory.Cafe, 21.0285,
        105.8542, false, "12 Hàng Bạc", "Hoàn Kiếm", "Mo-Su 07:00-23:00", "Asia/Ho_Chi_Minh", ["vi", "en"], ["drinking_water"], null);
}

using SafeZones.Api.Platform.Database;
using SafeZones.Domain;

namespace SafeZones.Api.Features.Venues;

/// <summary>The venue of the document's examples. It does not exist.</summary>
internal static class VenueExamples
{
    public static VenueBody Body { get; } = new()
    {
        Name = new Dictionary<string, string> { ["vi"] = "Quán Cà Phê Ví Dụ", ["en"] = "Example Coffee House" },
        Category = VenueCategory.Cafe,
        Address = new Address { Street = "1 Phố Ví Dụ", Locality = "Hà Nội" },
        Point = new GeoPosition { Latitude = 21.0285, Longitude = 105.8542 },
        OpeningHours = "Mo-Su 07:00-22:30",
        Languages = ["vi", "en"],
        Offers = ["phone_charging", "quiet_room"],
        StaffCount = new StaffCount { N = 12, Managers = 2, AsOf = new DateOnly(2026, 9, 1), DeclaredBy = StaffDeclarer.Venue },
        Visibility = VenueVisibility.Public,
    };

    public static Venue Venue { get; } = new()
    {
        Id = new Guid("019a0c5e-7c3b-7e21-9f10-3a5b6c7d8e9f"),
        Name = new JsonText("""{"en":"Example Coffee House","vi":"Quán Cà Phê Ví Dụ"}"""),
        Category = Body.Category,
        Kind = VenueKind.Fixed,
        Address = Body.Address! with { Country = "VN" },
        Point = Body.Point,
        TimeZone = "Asia/Ho_Chi_Minh",
        OpeningHours = Body.OpeningHours,
        Languages = Body.Languages,
        Offers = Body.Offers,
        StaffCount = Body.StaffCount,
        Visibility = VenueVisibility.Public,
        ExternalIds = new JsonText("{}"),
        CreatedAt = new DateTimeOffset(2026, 11, 23, 6, 0, 0, TimeSpan.Zero),
        UpdatedAt = new DateTimeOffset(2026, 11, 23, 6, 0, 0, TimeSpan.Zero),
        Version = 1,
    };
}

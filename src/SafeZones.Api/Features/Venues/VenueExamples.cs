using SafeZones.Api.Platform.Database;
using SafeZones.Domain;
using SafeZones.Domain.OpeningTimes;

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

    public static Venue Venue { get; } = new(
        new Guid("019a0c5e-7c3b-7e21-9f10-3a5b6c7d8e9f"), new JsonText("""{"en":"Example Coffee House","vi":"Quán Cà Phê Ví Dụ"}"""),
        Body.Category, Body.Kind, chainId: null, Body.Address!.Street, Body.Address.Locality, region: null, postalCode: null,
        country: "VN", directions: null, Body.Point!.Latitude, Body.Point.Longitude, areaId: null, "Asia/Ho_Chi_Minh",
        Body.OpeningHours, [.. Body.Languages], [.. Body.Offers], Body.StaffCount!.N, Body.StaffCount.Managers,
        Body.StaffCount.AsOf, Body.StaffCount.DeclaredBy, Body.Visibility, new JsonText("{}"), Registered, Registered,
        deletedAt: null, version: 1, distanceM: null, listKey: null);

    public static VenueOpening Opening { get; } = new(
        Registered, "Asia/Ho_Chi_Minh", "2026-11-23T13:00:00", OpeningState.Open, Registered.AddHours(9.5));

    private static DateTimeOffset Registered => new(2026, 11, 23, 6, 0, 0, TimeSpan.Zero);
}

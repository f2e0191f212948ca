using System.Text.Json;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;

namespace SafeZones.Api.Features.Areas;

/// <summary>The area of the document's examples: a rectangle, no real district.</summary>
internal static class AreaExamples
{
    public static AreaBody Body { get; } = new()
    {
        Name = new Dictionary<string, string> { ["vi"] = "Quận Ví Dụ", ["en"] = "Example District" },
        AdminCode = "VN-EX-01",
        Geometry = new AreaGeometry
        {
            Type = AreaGeometryType.Polygon,
            Coordinates = JsonElement.Parse("[[[105.84,21.02],[105.86,21.02],[105.86,21.04],[105.84,21.04],[105.84,21.02]]]"),
        },
    };

    public static Area Area { get; } = new(
        new Guid("019a0c5e-7c3b-7e21-9f10-0000000000a1"), new JsonText("""{"en":"Example District","vi":"Quận Ví Dụ"}"""),
        Body.AdminCode, 105.84, 21.02, 105.86, 21.04, JsonText.Of(Body.Geometry, ApiJson.Options), Created, Created, version: 1);

    /// <summary>As a list shows it.</summary>
    public static Area Listed { get; } = new(
        Area.Id, Area.Name, Area.AdminCode, 105.84, 21.02, 105.86, 21.04, geometry: null, Created, Created, version: 1);

    private static DateTimeOffset Created => new(2026, 11, 23, 6, 0, 0, TimeSpan.Zero);
}

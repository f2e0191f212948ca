using System.Globalization;
using System.Text.Json;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Domain.Geography;

namespace SafeZones.Api.Features.Areas;

/// <summary>What is written of an area: checked, and its geometry in the form in which it is stored.</summary>
internal sealed record AreaContent(IReadOnlyDictionary<string, string> Name, string? AdminCode, AreaGeometry Geometry, AreaShape Shape)
{
    public static AreaContent Of(AreaBody body)
    {
        var shape = body.Geometry.Shape();
        return new AreaContent(body.Name, body.AdminCode, AreaGeometry.Of(body.Geometry.Type, shape), shape);
    }

    /// <summary>Whether an area that says this would not change.</summary>
    public bool Says(AreaBody stored) => AdminCode == stored.AdminCode
        && Name.Count == stored.Name.Count && Name.All(pair => stored.Name.GetValueOrDefault(pair.Key) == pair.Value)
        && Geometry.Type == stored.Geometry.Type
        && JsonElement.DeepEquals(Geometry.Coordinates, stored.Geometry.Coordinates);
}

/// <summary>The statements by which an area is written and read back; every slice that writes one uses these.</summary>
internal static class AreaWriting
{
    /// <summary>More would make a venue's registration slow.</summary>
    internal const int AreasMax = 2_000;

    public static IEnumerable<SqlCall> Insert(Guid id, AreaContent area, DateTimeOffset now) =>
        [new SqlCall(InsertArea, Values(id, area, now)), .. Rings(id, area.Shape)];

    public static IEnumerable<SqlCall> Update(Guid id, AreaContent area, DateTimeOffset now) =>
        [new SqlCall(UpdateArea, Values(id, area, now)), new SqlCall(DeleteRings, new { id }), .. Rings(id, area.Shape)];

    private static object Values(Guid id, AreaContent area, DateTimeOffset now) => new
    {
        id,
        name = JsonText.Of(area.Name, ApiJson.Options),
        adminCode = area.AdminCode,
        geometry = JsonText.Of(area.Geometry, ApiJson.Options),
        west = area.Shape.BoundingBox.West,
        south = area.Shape.BoundingBox.South,
        east = area.Shape.BoundingBox.East,
        north = area.Shape.BoundingBox.North,
        now,
    };

    private static IEnumerable<SqlCall> Rings(Guid id, AreaShape shape)
    {
        var areaSize = shape.SquareDegrees;
        return shape.Polygons.SelectMany((rings, part) => rings.Select((positions, ring) => new SqlCall(InsertRing, new
        {
            id,
            part,
            ring,
            west = positions.Min(position => position.Longitude),
            south = positions.Min(position => position.Latitude),
            east = positions.Max(position => position.Longitude),
            north = positions.Max(position => position.Latitude),
            areaSize,
            outline = string.Join(',', positions.Select(position => string.Create(
                CultureInfo.InvariantCulture, $"({position.Longitude * 1e6:R},{position.Latitude * 1e6:R})"))),
        })));
    }

    internal const string SelectArea = $"select {Area.Columns} from areas a where a.tenant_id = @tenantId and a.id = @id";

    internal const string CountAreas = "select count(*) from areas a where a.tenant_id = @tenantId";

    internal const string DeleteRings = "delete from area_rings where tenant_id = @tenantId and area_id = @id";

    private const string InsertArea =
        """
        insert into areas (
            tenant_id, id, name, admin_code, geometry, west, south, east, north, created_at, updated_at, version)
        values (
            @tenantId, @id, @name, @adminCode, @geometry, @west, @south, @east, @north, @now, @now, 1)
        """;

    private const string InsertRing =
        """
        insert into area_rings (tenant_id, area_id, part, ring, west, south, east, north, area_size, outline)
        values (@tenantId, @id, @part, @ring, @west, @south, @east, @north, @areaSize, @outline::text::polygon)
        """;

    private const string UpdateArea =
        """
        update areas a
        set name = @name, admin_code = @adminCode, geometry = @geometry, west = @west, south = @south, east = @east,
            north = @north, updated_at = @now, version = a.version + 1
        where a.tenant_id = @tenantId and a.id = @id
        """;
}

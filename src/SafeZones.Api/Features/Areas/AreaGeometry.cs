using System.Text.Json;
using System.Text.Json.Serialization;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Geography;

namespace SafeZones.Api.Features.Areas;

/// <summary>The geometries of GeoJSON that have an inside.</summary>
public enum AreaGeometryType
{
    /// <summary>One polygon: its outline, then its holes.</summary>
    [JsonStringEnumMemberName("Polygon")]
    Polygon,
    /// <summary>Several polygons.</summary>
    [JsonStringEnumMemberName("MultiPolygon")]
    MultiPolygon,
}

/// <summary>
/// A GeoJSON geometry (RFC 7946) in WGS 84: closed rings that do not cross, at most 5,000 positions, cut where it would
/// cross the antimeridian. It is stored with outlines counterclockwise and holes clockwise, without altitudes.
/// </summary>
public sealed record AreaGeometry
{
    /// <summary>Which kind of geometry.</summary>
    public required AreaGeometryType Type { get; init; }

    /// <summary>Rings of positions, <c>[longitude, latitude]</c>; one level deeper for a MultiPolygon.</summary>
    [JsonShape(typeof(IReadOnlyList<JsonElement>))]
    public required JsonElement Coordinates { get; init; }

    /// <summary>The shape, or null with each fault by its pointer into the geometry.</summary>
    internal AreaShape? ShapeOrDefault(out IReadOnlyList<Fault> faults)
    {
        var read = new List<Fault>();
        var polygons = Type == AreaGeometryType.Polygon
            ? [Polygon(Coordinates, "/coordinates", read)]
            : Items(Coordinates, "/coordinates", Polygon, read);
        faults = read;
        if (read.Count > 0)
        {
            return null;
        }

        var shape = AreaShape.ParseOrDefault(polygons, out var refused);
        faults = [.. refused.Select(fault => new Fault(fault.Code)
        {
            Pointer = "/coordinates" + string.Concat(
                fault.Path.Skip(Type == AreaGeometryType.Polygon ? 1 : 0).Select(index => "/" + JsonFaults.Escape(index))),
            Sentence = fault.Sentence,
        })];
        return shape;
    }

    /// <summary>The shape of a geometry that has been checked.</summary>
    internal AreaShape Shape() => ShapeOrDefault(out _) ?? throw new InvalidOperationException("The geometry was not checked.");

    /// <summary>The geometry of a shape as it is stored and shown.</summary>
    internal static AreaGeometry Of(AreaGeometryType type, AreaShape shape)
    {
        var polygons = shape.Polygons.Select(rings => rings.Select(ring =>
            ring.Select(position => new[] { position.Longitude, position.Latitude }).ToArray()).ToArray()).ToArray();
        return new AreaGeometry
        {
            Type = type,
            Coordinates = type == AreaGeometryType.Polygon
                ? JsonSerializer.SerializeToElement(polygons[0], ApiJson.Options)
                : JsonSerializer.SerializeToElement(polygons, ApiJson.Options),
        };
    }

    private static IReadOnlyList<IReadOnlyList<GeoPoint>> Polygon(JsonElement element, string pointer, List<Fault> faults) =>
        Items(element, pointer, (ring, at, wrong) => Items(ring, at, Position, wrong), faults);

    // An altitude is allowed by the standard and means nothing here.
    private static GeoPoint Position(JsonElement element, string pointer, List<Fault> faults)
    {
        if (element.ValueKind == JsonValueKind.Array && element.GetArrayLength() is 2 or 3
            && element.EnumerateArray().All(number => number.ValueKind == JsonValueKind.Number)
            && element[0].TryGetDouble(out var longitude) && element[1].TryGetDouble(out var latitude))
        {
            return new GeoPoint(latitude, longitude);
        }

        faults.Add(Fault.At(pointer, FaultCode.WrongFormat, ("pattern", "[longitude, latitude]")));
        return default;
    }

    private static IReadOnlyList<T> Items<T>(
        JsonElement element, string pointer, Func<JsonElement, string, List<Fault>, T> read, List<Fault> faults)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            faults.Add(Fault.At(pointer, FaultCode.WrongType));
            return [];
        }

        return [.. element.EnumerateArray().Select((item, index) => read(item, $"{pointer}/{JsonFaults.Escape(index)}", faults))];
    }
}

/// <summary>A geometry that can be stored.</summary>
internal sealed class SoundGeometryAttribute : MemberRule
{
    public override IEnumerable<Fault> Faults(object value)
    {
        ((AreaGeometry)value).ShapeOrDefault(out var faults);
        return faults;
    }
}

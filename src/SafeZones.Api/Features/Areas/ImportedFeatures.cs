using System.Globalization;
using System.Text.Json;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Areas;

/// <summary>Reads areas out of the features of a collection; every fault gets its pointer into the collection.</summary>
internal sealed class ImportedFeatures(string language, string nameProperty, string? adminCodeProperty)
{
    private readonly List<Fault> faults = [];
    private readonly Dictionary<string, int> codes = [];

    /// <summary>What the properties of the features mean, for a pointer to one of them.</summary>
    public string NamePointer(int index) => $"/features/{JsonFaults.Escape(index)}/properties/{JsonFaults.Escape(nameProperty)}";

    /// <summary>The areas as a client would send each alone, or a problem that names everything that is wrong.</summary>
    public List<AreaBody> Read(ImportAreas.Body collection)
    {
        if (collection.Crs is { } crs && !IsWgs84(crs))
        {
            faults.Add(Fault.At("/crs", FaultCode.NotOneOf, ("allowed", "urn:ogc:def:crs:OGC:1.3:CRS84")));
        }

        var areas = collection.Features.Select(Area).ToList();
        Problem.ThrowIfAny(faults);
        return [.. areas.OfType<AreaBody>()];
    }

    private AreaBody? Area(ImportAreas.Feature feature, int index)
    {
        var pointer = $"/features/{JsonFaults.Escape(index)}";
        var namePointer = NamePointer(index);
        var codePointer = $"{pointer}/properties/{JsonFaults.Escape(adminCodeProperty ?? "")}";
        var before = faults.Count;
        var name = Property(feature, nameProperty, namePointer);
        if (name is null && faults.Count == before)
        {
            faults.Add(Fault.At(namePointer, FaultCode.Required));
        }

        var code = Property(feature, adminCodeProperty, codePointer);
        if (code is not null && !codes.TryAdd(code, index))
        {
            faults.Add(Fault.At(codePointer, FaultCode.Contradiction, ("rule", $"features/{codes[code]} has this code, too")));
        }

        var geometry = Geometry(feature.Geometry, pointer + "/geometry");
        if (faults.Count > before)
        {
            return null;
        }

        var area = new AreaBody { Name = new Dictionary<string, string> { [language] = name! }, AdminCode = code, Geometry = geometry! };
        faults.AddRange(BodyRules.Faults(area, "").Select(fault => fault with
        {
            Pointer = fault.Pointer!.StartsWith("/name", StringComparison.Ordinal) ? namePointer
                : fault.Pointer.StartsWith("/admin_code", StringComparison.Ordinal) ? codePointer
                : pointer + fault.Pointer,
        }));
        return area;
    }

    // Mapping software writes codes as numbers, too.
    private string? Property(ImportAreas.Feature feature, string? property, string pointer)
    {
        if (property is null || feature.Properties is null || !feature.Properties.TryGetValue(property, out var value))
        {
            return null;
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                return null;
            case JsonValueKind.Number when value.TryGetInt64(out var number):
                return number.ToString(CultureInfo.InvariantCulture);
            case JsonValueKind.String when ApiJson.TextOrDefault(value) is { } text:
                return text.Trim() is { Length: > 0 } trimmed ? trimmed : null;
            default:
                faults.Add(Fault.At(pointer, value.ValueKind == JsonValueKind.String ? FaultCode.InvalidText : FaultCode.WrongType));
                return null;
        }
    }

    // Read by hand, because a geometry of a file may have members that mean nothing to us, such as its own bbox.
    private AreaGeometry? Geometry(JsonElement? element, string pointer)
    {
        if (element is not { ValueKind: JsonValueKind.Object } geometry)
        {
            faults.Add(Fault.At(pointer, element is null or { ValueKind: JsonValueKind.Null } ? FaultCode.Required : FaultCode.WrongType));
            return null;
        }

        if (TypeOrDefault(geometry) is not { } type)
        {
            faults.Add(Fault.At(pointer + "/type", FaultCode.NotOneOf, ("allowed", "Polygon, MultiPolygon")));
            return null;
        }

        if (!geometry.TryGetProperty("coordinates", out var coordinates))
        {
            faults.Add(Fault.At(pointer + "/coordinates", FaultCode.Required));
            return null;
        }

        return new AreaGeometry { Type = type, Coordinates = coordinates };
    }

    private static AreaGeometryType? TypeOrDefault(JsonElement geometry) =>
        !geometry.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String ? null
            : type.ValueEquals("Polygon") ? AreaGeometryType.Polygon
            : type.ValueEquals("MultiPolygon") ? AreaGeometryType.MultiPolygon
            : null;

    // What software wrote before RFC 7946 made WGS 84 the only one.
    private static bool IsWgs84(JsonElement crs) => crs.ValueKind == JsonValueKind.Object
        && crs.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object
        && properties.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String
        && Wgs84Names.Any(known => name.ValueEquals(known));

    private static readonly string[] Wgs84Names =
        ["urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:OGC::CRS84", "urn:ogc:def:crs:EPSG::4326", "EPSG:4326"];
}

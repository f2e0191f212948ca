using System.Text.Json.Nodes;

namespace SafeZones.Api.Tests.World;

/// <summary>A place as OpenStreetMap knows it (© OpenStreetMap contributors, ODbL 1.0).</summary>
public sealed record RealVenue(string OsmId, string Name, double Latitude, double Longitude)
{
    private static readonly Lazy<IReadOnlyList<RealVenue>> HanoiVenues = new(() => Read("hanoi_venues.geojson"));
    private static readonly Lazy<IReadOnlyList<RealVenue>> PhilippineBranches = new(() => Read("ph_branches.geojson"));

    public static IReadOnlyList<RealVenue> Hanoi => HanoiVenues.Value;

    public static IReadOnlyList<RealVenue> Branches => PhilippineBranches.Value;

    public JsonObject Body => new()
    {
        ["name"] = new JsonObject { ["en"] = Name },
        ["category"] = "restaurant",
        ["point"] = new JsonObject { ["latitude"] = Latitude, ["longitude"] = Longitude },
        ["external_ids"] = new JsonObject { ["osm"] = OsmId },
    };

    /// <summary>
    /// Metres to a position by the spherical law of cosines: another formula than the product's, on purpose.
    /// </summary>
    public double MetresTo(double latitude, double longitude)
    {
        var (a, b, difference) = (double.DegreesToRadians(Latitude), double.DegreesToRadians(latitude), double.DegreesToRadians(longitude - Longitude));
        var cosine = Math.Sin(a) * Math.Sin(b) + Math.Cos(a) * Math.Cos(b) * Math.Cos(difference);
        return 6_371_008.8 * Math.Acos(Math.Clamp(cosine, -1, 1));
    }

    private static List<RealVenue> Read(string file) =>
        [.. JsonNode.Parse(File.ReadAllText(Path.Combine(PostgresCluster.Repository, "infra", "demo", file)))!["features"]!.AsArray()
            .Select(feature => new RealVenue(
                (string)feature!["id"]!,
                (string?)feature["properties"]!["name"] ?? (string?)feature["properties"]!["name:en"] ?? (string)feature["properties"]!["amenity"]!,
                (double)feature["geometry"]!["coordinates"]![1]!,
                (double)feature["geometry"]!["coordinates"]![0]!))];
}

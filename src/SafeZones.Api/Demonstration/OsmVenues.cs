using System.Text.Json.Nodes;
using SafeZones.Api.Features.Venues;
using SafeZones.Domain;
using SafeZones.Domain.OpeningTimes;

namespace SafeZones.Api.Demonstration;

/// <summary>Real venues from OpenStreetMap (© OpenStreetMap contributors, ODbL 1.0; see infra/demo/README.md).</summary>
internal static class OsmVenues
{
    public const string Source = "osm";

    /// <param name="file">A GeoJSON FeatureCollection of points.</param>
    /// <param name="language">The language of <c>name</c> (BCP 47).</param>
    public static IReadOnlyList<VenueBody> Read(string file, string language) =>
        [.. JsonNode.Parse(File.ReadAllText(file))!["features"]!.AsArray().Select(feature => Body(feature!, language))];

    private static VenueBody Body(JsonNode feature, string language)
    {
        var tags = feature["properties"]!.AsObject();
        var names = new Dictionary<string, string> { [language] = NameOf(tags, language) };
        if (Tag(tags, "name:en") is { } english && english != names[language])
        {
            names["en"] = english;
        }

        return new VenueBody
        {
            Name = names,
            Category = Category(Tag(tags, "amenity")),
            Address = new Address
            {
                Street = string.Join(' ', new[] { Tag(tags, "addr:housenumber"), Tag(tags, "addr:street") }.OfType<string>()) is { Length: > 0 } street
                    ? street
                    : null,
                Locality = Tag(tags, "addr:city"),
                PostalCode = Tag(tags, "addr:postcode"),
            },
            Point = new GeoPosition
            {
                Longitude = (double)feature["geometry"]!["coordinates"]![0]!,
                Latitude = (double)feature["geometry"]!["coordinates"]![1]!,
            },
            OpeningHours = Tag(tags, "opening_hours") is { } hours && OpeningHours.ParseOrDefault(hours, out _) is not null ? hours : null,
            Visibility = VenueVisibility.Public,
            ExternalIds = new Dictionary<string, string> { [Source] = (string)feature["id"]! },
        };
    }

    // Some places have no name on the map; people call them what they are.
    private static string NameOf(JsonObject tags, string language) =>
        Tag(tags, "name") ?? Tag(tags, $"name:{language}") ?? Tag(tags, "name:en") ?? Tag(tags, "brand")
        ?? Tag(tags, "amenity")!.Replace('_', ' ');

    // DOMAIN.md section 7: categories are mapped to OpenStreetMap's tags.
    private static VenueCategory Category(string? amenity) => amenity switch
    {
        "cafe" or "ice_cream" => VenueCategory.Cafe,
        "bar" or "pub" or "biergarten" => VenueCategory.Bar,
        "nightclub" => VenueCategory.Nightclub,
        "restaurant" or "fast_food" or "food_court" => VenueCategory.Restaurant,
        _ => VenueCategory.Other,
    };

    private static string? Tag(JsonObject tags, string name) => (string?)tags[name];
}

using System.Text.Json.Serialization;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Domain;

namespace SafeZones.Api.Features.PublicAnswers;

/// <summary>A page of safe zones as GeoJSON (RFC 7946).</summary>
/// <param name="Type"><c>FeatureCollection</c>.</param>
/// <param name="Features">The safe zones.</param>
/// <param name="End">How to go on; a member beyond RFC 7946.</param>
public sealed record SafeZoneFeatures(
    string Type, IReadOnlyList<SafeZoneFeature> Features, [property: JsonPropertyName("page")] PageEnd End)
{
    internal const string MediaType = "application/geo+json";

    /// <summary>The same page; <c>fields</c> narrows the properties.</summary>
    internal static SafeZoneFeatures Of(Page<SafeZone> page, HashSet<string>? fields) =>
        new("FeatureCollection", [.. page.Data.Select(zone => SafeZoneFeature.Of(zone, fields))], page.End);

    internal static SafeZoneFeatures Example { get; } = Of(new Page<SafeZone>([SafeZone.Example], new PageEnd(null, false)), null);
}

/// <summary>A place that is a safe zone right now, as GeoJSON.</summary>
/// <param name="Type"><c>Feature</c>.</param>
/// <param name="Id">A public id, which never changes while it is a partner.</param>
/// <param name="Geometry">Where it is shown; null while no position is known.</param>
/// <param name="Properties">Everything else.</param>
public sealed record SafeZoneFeature(
    string Type, Guid Id, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] FeaturePoint? Geometry,
    [property: JsonShape(typeof(SafeZoneProperties))] object Properties)
{
    internal static SafeZoneFeature Of(SafeZone zone, HashSet<string>? fields)
    {
        var properties = new SafeZoneProperties(
            zone.Name, zone.Category, zone.IsApproximate, zone.Street, zone.Locality, zone.OpeningHours, zone.TimeZone, zone.Languages,
            zone.Offers, zone.DistanceM);
        return new SafeZoneFeature(
            "Feature", zone.Id, FeaturePoint.AtOrDefault(zone.Latitude, zone.Longitude),
            fields is null ? properties : Reply.Shaped(properties, fields));
    }
}

/// <summary>A position as GeoJSON.</summary>
/// <param name="Type"><c>Point</c>.</param>
/// <param name="Coordinates">Longitude, then latitude (WGS 84), exact or approximate.</param>
public sealed record FeaturePoint(string Type, double[] Coordinates)
{
    internal static FeaturePoint? AtOrDefault(double? latitude, double? longitude) =>
        latitude is null || longitude is null ? null : new FeaturePoint("Point", [longitude.Value, latitude.Value]);
}

/// <summary>What is told of a safe zone beside its id and position.</summary>
/// <param name="Name">Its name, by language (BCP 47).</param>
/// <param name="Category">What it is.</param>
/// <param name="IsApproximate">Whether the position is the middle of a field in which it lies somewhere.</param>
/// <param name="Street">Its street, unless it is approximate.</param>
/// <param name="Locality">Its town or district.</param>
/// <param name="OpeningHours">When it is open, as OpenStreetMap writes it.</param>
/// <param name="TimeZone">The time zone of those hours (IANA).</param>
/// <param name="Languages">Languages that its staff speak.</param>
/// <param name="Offers">What it offers, as tokens.</param>
/// <param name="DistanceM">With <c>near</c>: how many metres away it is shown.</param>
public sealed record SafeZoneProperties(
    JsonText Name, VenueCategory Category, bool IsApproximate, string? Street, string? Locality, string? OpeningHours,
    string TimeZone, string[] Languages, string[] Offers, double? DistanceM);

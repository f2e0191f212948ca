namespace SafeZones.Domain.Geography;

/// <summary>
/// Positions between two parallels and two meridians, the edges included. A west greater than the east
/// means that the box crosses the antimeridian (RFC 7946 section 5.2).
/// </summary>
public readonly record struct BoundingBox(double West, double South, double East, double North)
{
    /// <summary>About a centimetre, so that rounding leaves out nothing within a radius.</summary>
    private const double Margin = 1e-7;

    /// <summary>Whether it reaches from the far east into the far west.</summary>
    public bool CrossesAntimeridian => West > East;

    /// <summary>Why this is not a box; null if it is.</summary>
    public Refusal? Refuse() =>
        new GeoPoint(South, West).Refuse()
        ?? new GeoPoint(North, East).Refuse()
        ?? (South > North
            ? new("bounding_box_upside_down", "The south of a box lies below its north.")
            : null);

    /// <summary>Whether the position lies in it.</summary>
    public bool Contains(GeoPoint point) =>
        South <= point.Latitude && point.Latitude <= North
        && (CrossesAntimeridian
            ? West <= point.Longitude || point.Longitude <= East
            : West <= point.Longitude && point.Longitude <= East);

    /// <summary>
    /// The smallest box, to a centimetre, that holds everything within a radius. Around a pole it holds all
    /// longitudes.
    /// </summary>
    public static BoundingBox Around(GeoPoint centre, double radiusMetres)
    {
        var angle = radiusMetres / GeoPoint.EarthRadiusMetres;
        var height = double.RadiansToDegrees(angle) + Margin;
        var south = centre.Latitude - height;
        var north = centre.Latitude + height;
        if (south <= -90 || north >= 90)
        {
            return new BoundingBox(-180, Math.Max(south, -90), 180, Math.Min(north, 90));
        }
        // The circle is widest where a meridian touches it, which is not at the latitude of its centre.
        var sine = Math.Sin(angle) / Math.Cos(double.DegreesToRadians(centre.Latitude));
        var width = double.RadiansToDegrees(Math.Asin(Math.Min(1, sine)))
            + (Margin / Math.Cos(double.DegreesToRadians(Math.Max(-south, north))));
        return width >= 180
            ? new BoundingBox(-180, south, 180, north)
            : new BoundingBox(
                Wrapped(centre.Longitude - width), south, Wrapped(centre.Longitude + width), north);
    }

    private static double Wrapped(double longitude) => longitude switch
    {
        < -180 => longitude + 360,
        > 180 => longitude - 360,
        _ => longitude,
    };
}

namespace SafeZones.Domain.Geography;

/// <summary>Where a position lies with regard to a ring.</summary>
internal enum Side
{
    Outside,
    OnEdge,
    Inside,
}

/// <summary>A closed line of straight edges on the plane of longitude and latitude.</summary>
internal sealed class Ring
{
    internal Ring(IReadOnlyList<GeoPoint> positions)
    {
        Positions = positions;
        Box = new BoundingBox(
            positions.Min(position => position.Longitude),
            positions.Min(position => position.Latitude),
            positions.Max(position => position.Longitude),
            positions.Max(position => position.Latitude));
    }

    /// <summary>The first again at the end.</summary>
    internal IReadOnlyList<GeoPoint> Positions { get; }

    internal BoundingBox Box { get; }

    /// <summary>Whether all positions lie on one line.</summary>
    internal bool IsFlat =>
        Positions.Count < 4 || Positions.All(position => Turn(Positions[0], Positions[1], position) == 0);

    /// <summary>In square degrees; positive if it runs counterclockwise.</summary>
    internal double SignedArea
    {
        get
        {
            // Relative to the first position, so that a small ring far from zero keeps its digits.
            var origin = Positions[0];
            var twice = 0d;
            for (var index = 1; index < Positions.Count; index++)
            {
                twice += Turn(origin, Positions[index - 1], Positions[index]);
            }
            return twice / 2;
        }
    }

    internal Ring Turned(bool isCounterclockwise) =>
        SignedArea > 0 == isCounterclockwise ? this : new Ring([.. Positions.Reverse()]);

    internal Side SideOf(GeoPoint point)
    {
        if (!Box.Contains(point))
        {
            return Side.Outside;
        }
        var isInside = false;
        for (var index = 1; index < Positions.Count; index++)
        {
            var (a, b) = (Positions[index - 1], Positions[index]);
            if (IsBetween(a, b, point))
            {
                return Side.OnEdge;
            }
            if (a.Latitude > point.Latitude != b.Latitude > point.Latitude
                && Turn(a, b, point) > 0 == b.Latitude > a.Latitude)
            {
                isInside = !isInside;
            }
        }
        return isInside ? Side.Inside : Side.Outside;
    }

    /// <summary>Positive if the way from a by b to c turns left, negative if right, else 0.</summary>
    internal static double Turn(GeoPoint a, GeoPoint b, GeoPoint c) =>
        ((b.Longitude - a.Longitude) * (c.Latitude - a.Latitude))
        - ((b.Latitude - a.Latitude) * (c.Longitude - a.Longitude));

    /// <summary>Whether c lies on the edge from a to b.</summary>
    internal static bool IsBetween(GeoPoint a, GeoPoint b, GeoPoint c) =>
        Math.Min(a.Longitude, b.Longitude) <= c.Longitude && c.Longitude <= Math.Max(a.Longitude, b.Longitude)
        && Math.Min(a.Latitude, b.Latitude) <= c.Latitude && c.Latitude <= Math.Max(a.Latitude, b.Latitude)
        && Turn(a, b, c) == 0;
}

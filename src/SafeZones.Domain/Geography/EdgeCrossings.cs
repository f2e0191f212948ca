namespace SafeZones.Domain.Geography;

/// <summary>One edge of one ring of one polygon.</summary>
internal readonly record struct Edge(
    int Polygon, int Ring, int Index, int EdgesOfRing, GeoPoint From, GeoPoint To)
{
    internal static IEnumerable<Edge> Of(Ring ring, int polygonNumber, int ringNumber)
    {
        var count = ring.Positions.Count - 1;
        return Enumerable.Range(0, count).Select(index => new Edge(
            polygonNumber, ringNumber, index, count, ring.Positions[index], ring.Positions[index + 1]));
    }

    internal double West => Math.Min(From.Longitude, To.Longitude);

    internal double East => Math.Max(From.Longitude, To.Longitude);

    internal double South => Math.Min(From.Latitude, To.Latitude);

    internal double North => Math.Max(From.Latitude, To.Latitude);
}

/// <summary>Finds edges that meet where they must not.</summary>
internal static class EdgeCrossings
{
    /// <summary>
    /// The edges that meet another wrongly. Edges of one ring meet only at the position that they share;
    /// edges of different rings may touch in a position, but not cross or run along each other.
    /// </summary>
    internal static IEnumerable<(Edge Edge, Edge Other)> Find(IEnumerable<Edge> edges)
    {
        // From west to east, an edge can meet only those that begin before it ends.
        var sorted = edges.OrderBy(edge => edge.West).ToArray();
        for (var index = 0; index < sorted.Length; index++)
        {
            var edge = sorted[index];
            for (var next = index + 1; next < sorted.Length && sorted[next].West <= edge.East; next++)
            {
                if (MeetsWrongly(edge, sorted[next]))
                {
                    yield return (edge, sorted[next]);
                }
            }
        }
    }

    private static bool MeetsWrongly(Edge one, Edge other)
    {
        if (one.North < other.South || other.North < one.South)
        {
            return false;
        }
        if ((one.Polygon, one.Ring) != (other.Polygon, other.Ring))
        {
            return Cross(one, other) || Overlap(one, other);
        }
        var steps = Math.Abs(one.Index - other.Index);
        return steps == 1 || steps == one.EdgesOfRing - 1
            ? Overlap(one, other)
            : Cross(one, other) || Touch(one, other);
    }

    /// <summary>Whether the ends of each lie on different sides of the other.</summary>
    private static bool Cross(Edge one, Edge other) =>
        Opposite(Ring.Turn(one.From, one.To, other.From), Ring.Turn(one.From, one.To, other.To))
        && Opposite(Ring.Turn(other.From, other.To, one.From), Ring.Turn(other.From, other.To, one.To));

    private static bool Touch(Edge one, Edge other) =>
        Ring.IsBetween(one.From, one.To, other.From) || Ring.IsBetween(one.From, one.To, other.To)
        || Ring.IsBetween(other.From, other.To, one.From) || Ring.IsBetween(other.From, other.To, one.To);

    /// <summary>Whether they share more than one position.</summary>
    private static bool Overlap(Edge one, Edge other)
    {
        GeoPoint? first = null;
        return IsSecond(one, other.From) || IsSecond(one, other.To)
            || IsSecond(other, one.From) || IsSecond(other, one.To);

        bool IsSecond(Edge edge, GeoPoint point)
        {
            if (!Ring.IsBetween(edge.From, edge.To, point))
            {
                return false;
            }
            first ??= point;
            return first != point;
        }
    }

    private static bool Opposite(double one, double other) =>
        (one > 0 && other < 0) || (one < 0 && other > 0);
}

using System.Globalization;

namespace SafeZones.Domain.Geography;

/// <summary>What can be wrong with a shape, from the single position to the whole.</summary>
internal static class AreaShapeFaults
{
    /// <summary>A ring needs three corners and the first of them again.</summary>
    private const int PositionsMin = 4;

    internal static IEnumerable<ShapeFault> OfPositions(
        IReadOnlyList<IReadOnlyList<IReadOnlyList<GeoPoint>>> polygons)
    {
        if (polygons.Count == 0)
        {
            return [new([], "shape_empty", "A shape has at least one polygon.")];
        }
        if (polygons.Sum(polygon => polygon.Sum(ring => (long)ring.Count)) > AreaShape.PositionsMax)
        {
            return [new([], "shape_too_detailed", $"{AreaShape.PositionsMax} positions are the most.")];
        }
        return polygons.SelectMany((polygon, number) => polygon.Count == 0
            ? [new ShapeFault([number], "polygon_empty", "A polygon has at least one ring.")]
            : polygon.SelectMany((ring, ringNumber) => OfRing(ring, [number, ringNumber])));
    }

    internal static IEnumerable<ShapeFault> OfFlatRings(IReadOnlyList<IReadOnlyList<Ring>> polygons) =>
        Numbered(polygons)
            .Where(item => item.Ring.IsFlat)
            .Select(item => new ShapeFault(item.Path, "ring_without_area", "The ring encloses nothing."));

    /// <summary>The first only: one example is enough, and a scribble has millions.</summary>
    internal static IEnumerable<ShapeFault> BetweenEdges(IReadOnlyList<IReadOnlyList<Ring>> polygons) =>
        EdgeCrossings
            .Find(Numbered(polygons).SelectMany(item => Edge.Of(item.Ring, item.Path[0], item.Path[1])))
            .Take(1)
            .Select(pair => (pair.Edge.Polygon, pair.Edge.Ring) == (pair.Other.Polygon, pair.Other.Ring)
                ? Crossing(pair.Edge, "ring_crosses_itself", "The ring meets itself")
                : Crossing(pair.Edge, "rings_cross", "Two rings cross or share an edge"));

    internal static IEnumerable<ShapeFault> BetweenRings(IReadOnlyList<IReadOnlyList<Ring>> polygons) =>
        HolesOutside(polygons).Concat(Overlaps(polygons));

    private static ShapeFault Crossing(Edge edge, string code, string sentence) => new(
        [edge.Polygon, edge.Ring],
        code,
        string.Create(
            CultureInfo.InvariantCulture,
            $"{sentence} on the way from [{edge.From.Longitude}, {edge.From.Latitude}] "
            + $"to [{edge.To.Longitude}, {edge.To.Latitude}]."));

    private static IEnumerable<ShapeFault> OfRing(IReadOnlyList<GeoPoint> ring, int[] path)
    {
        for (var index = 0; index < ring.Count; index++)
        {
            if (ring[index].Refuse() is { } refusal)
            {
                yield return new([.. path, index], refusal.Code, refusal.Sentence);
            }
            else if (index > 0 && Math.Abs(ring[index].Longitude - ring[index - 1].Longitude) > 180)
            {
                yield return new(
                    [.. path, index],
                    "edge_crosses_antimeridian",
                    "An edge is longer than 180 degrees of longitude: cut the shape at the antimeridian.");
            }
        }
        if (ring.Count < PositionsMin)
        {
            yield return new(path, "ring_too_short", $"A ring has at least {PositionsMin} positions.");
        }
        else if (ring[0] != ring[^1])
        {
            yield return new([.. path, ring.Count - 1], "ring_not_closed", "A ring ends where it began.");
        }
    }

    private static IEnumerable<ShapeFault> HolesOutside(IReadOnlyList<IReadOnlyList<Ring>> polygons) =>
        Numbered(polygons)
            .Where(item => item.Path[1] > 0 && Probes(item.Ring).Any(point =>
                item.Polygon[0].SideOf(point) == Side.Outside))
            .Select(item => new ShapeFault(item.Path, "hole_outside", "The hole leaves its polygon."));

    /// <summary>Rings that do not cross overlap only if one holds the other.</summary>
    private static IEnumerable<ShapeFault> Overlaps(IReadOnlyList<IReadOnlyList<Ring>> polygons)
    {
        foreach (var (polygon, ring, path) in Numbered(polygons))
        {
            var isHole = path[1] > 0;
            var overlaps = isHole
                ? polygon.Skip(1).Any(hole => hole != ring && MayLieIn(ring, hole)
                    && Probes(ring).Any(point => hole.SideOf(point) == Side.Inside))
                : polygons.Any(other => other != polygon && MayLieIn(ring, other[0])
                    && Probes(ring).Any(point => IsInside(other, point)));
            if (overlaps)
            {
                yield return isHole
                    ? new(path, "holes_overlap", "The hole lies in another hole.")
                    : new(path, "polygons_overlap", "The polygon lies in another polygon.");
            }
        }
    }

    private static bool MayLieIn(Ring inner, Ring outer) =>
        outer.Box.Contains(new(inner.Box.South, inner.Box.West))
        && outer.Box.Contains(new(inner.Box.North, inner.Box.East));

    private static bool IsInside(IReadOnlyList<Ring> polygon, GeoPoint point) =>
        polygon[0].SideOf(point) == Side.Inside
        && polygon.Skip(1).All(hole => hole.SideOf(point) == Side.Outside);

    /// <summary>Corners and the middles of edges: a corner that only touches says nothing.</summary>
    private static IEnumerable<GeoPoint> Probes(Ring ring) =>
        ring.Positions.Skip(1).SelectMany((to, index) => new[] { to, Middle(ring.Positions[index], to) });

    private static GeoPoint Middle(GeoPoint a, GeoPoint b) =>
        new((a.Latitude + b.Latitude) / 2, (a.Longitude + b.Longitude) / 2);

    private static IEnumerable<(IReadOnlyList<Ring> Polygon, Ring Ring, int[] Path)> Numbered(
        IReadOnlyList<IReadOnlyList<Ring>> polygons) =>
        polygons.SelectMany((polygon, number) =>
            polygon.Select((ring, ringNumber) => (polygon, ring, new[] { number, ringNumber })));
}

namespace SafeZones.Domain.Geography;

/// <summary>What is wrong with a shape, and where.</summary>
/// <param name="Path">The indexes of the polygon, the ring and the position, as far as they matter.</param>
/// <param name="Code">Stable, for machines.</param>
/// <param name="Sentence">One sentence for people.</param>
public sealed record ShapeFault(IReadOnlyList<int> Path, string Code, string Sentence);

/// <summary>
/// An area of one or more polygons (RFC 7946): valid, outer rings counterclockwise and holes clockwise. It
/// does not cross the antimeridian; cut it there instead (RFC 7946 section 3.1.9).
/// </summary>
public sealed class AreaShape
{
    /// <summary>The most positions in all rings together.</summary>
    public const int PositionsMax = 5_000;

    private readonly IReadOnlyList<IReadOnlyList<Ring>> polygons;

    private AreaShape(IReadOnlyList<IReadOnlyList<Ring>> polygons)
    {
        this.polygons = polygons;
        var boxes = polygons.Select(rings => rings[0].Box).ToList();
        BoundingBox = new BoundingBox(
            boxes.Min(box => box.West),
            boxes.Min(box => box.South),
            boxes.Max(box => box.East),
            boxes.Max(box => box.North));
    }

    /// <summary>Polygons of rings of positions, without repeated positions, wound as RFC 7946 asks.</summary>
    public IReadOnlyList<IReadOnlyList<IReadOnlyList<GeoPoint>>> Polygons =>
        [.. polygons.Select(rings =>
            (IReadOnlyList<IReadOnlyList<GeoPoint>>)[.. rings.Select(ring => ring.Positions)])];

    /// <summary>The box around all polygons.</summary>
    public BoundingBox BoundingBox { get; }

    /// <summary>
    /// How large it is on the plane of longitude and latitude, in square degrees: what lies in another is smaller.
    /// </summary>
    public double SquareDegrees => polygons.Sum(rings => rings.Sum(ring => ring.SignedArea));

    /// <summary>The shape, or null with what is wrong: all faults of the first kind that was found.</summary>
    public static AreaShape? ParseOrDefault(
        IReadOnlyList<IReadOnlyList<IReadOnlyList<GeoPoint>>> polygons,
        out IReadOnlyList<ShapeFault> faults)
    {
        faults = [.. AreaShapeFaults.OfPositions(polygons)];
        if (faults.Count > 0)
        {
            return null;
        }
        IReadOnlyList<IReadOnlyList<Ring>> rings =
            [.. polygons.Select(polygon => (IReadOnlyList<Ring>)[.. polygon.Select(RingOf)])];
        faults = [.. AreaShapeFaults.OfFlatRings(rings)];
        if (faults.Count == 0)
        {
            faults = [.. AreaShapeFaults.BetweenEdges(rings)];
        }
        if (faults.Count == 0)
        {
            faults = [.. AreaShapeFaults.BetweenRings(rings)];
        }
        return faults.Count > 0
            ? null
            : new AreaShape([.. rings.Select(polygon =>
                (IReadOnlyList<Ring>)[.. polygon.Select((ring, index) => ring.Turned(index == 0))])]);
    }

    /// <summary>Whether the position lies in the area or on its edge.</summary>
    public bool Contains(GeoPoint point) => polygons.Any(rings => Contains(rings, point));

    private static bool Contains(IReadOnlyList<Ring> rings, GeoPoint point) =>
        rings[0].SideOf(point) != Side.Outside
        && rings.Skip(1).All(hole => hole.SideOf(point) != Side.Inside);

    /// <summary>Repeated positions make edges without a direction; maps are full of them.</summary>
    private static Ring RingOf(IReadOnlyList<GeoPoint> positions) =>
        new([.. positions.Where((position, index) => index == 0 || position != positions[index - 1])]);
}

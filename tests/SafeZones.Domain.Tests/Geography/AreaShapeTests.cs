using System.Globalization;
using CsCheck;
using SafeZones.Domain.Geography;
using Xunit;

namespace SafeZones.Domain.Tests.Geography;

public sealed class AreaShapeTests
{
    private const string Square = "0 0, 10 0, 10 10, 0 10, 0 0";
    private const string Hole = "2 2, 2 4, 4 4, 4 2, 2 2";

    [Fact]
    public void A_square_with_a_hole_holds_what_is_in_the_square_and_not_in_the_hole()
    {
        var area = Parsed([Square, Hole]);
        Assert.True(area.Contains(new(5, 5)));
        Assert.False(area.Contains(new(3, 3)));
        Assert.True(area.Contains(new(2, 3)), "the edge of a hole belongs to the area");
        Assert.True(area.Contains(new(0, 5)), "an edge belongs to the area");
        Assert.True(area.Contains(new(10, 10)), "a corner belongs to the area");
        Assert.False(area.Contains(new(5, 10.001)));
        Assert.Equal(new BoundingBox(0, 0, 10, 10), area.BoundingBox);
    }

    [Fact]
    public void A_ray_through_a_corner_is_not_counted_twice()
    {
        var diamond = Parsed(["0 5, 5 0, 10 5, 5 10, 0 5"]);
        Assert.True(diamond.Contains(new(5, 1)));
        Assert.False(diamond.Contains(new(5, -1)));
        Assert.False(diamond.Contains(new(10, 1)));
    }

    [Fact]
    public void Islands_belong_together_and_may_lie_in_a_hole_or_touch_in_a_corner()
    {
        var area = Parsed(
            [Square, Hole],
            ["2.5 2.5, 3.5 2.5, 3.5 3.5, 2.5 2.5"],
            ["10 10, 12 10, 12 12, 10 10"]);
        Assert.True(area.Contains(new(2.8, 3.2)));
        Assert.False(area.Contains(new(2.1, 2.1)));
        Assert.True(area.Contains(new(11, 11.5)));
        Assert.Equal(12, area.BoundingBox.East);
    }

    [Fact]
    public void Rings_are_wound_as_the_standard_asks_whatever_was_sent()
    {
        var area = Parsed([Reversed(Square), Reversed(Hole)]);
        Assert.Equal(Positions(Square), area.Polygons[0][0]);
        Assert.Equal(Positions(Hole), area.Polygons[0][1]);
    }

    [Fact]
    public void Repeated_positions_are_dropped() =>
        Assert.Equal(Positions(Square), Parsed(["0 0, 0 0, 10 0, 10 10, 10 10, 0 10, 0 0"]).Polygons[0][0]);

    [Theory]
    [InlineData("0 0, 10 0, 10 10, 0 10", "ring_not_closed", "0/0/3")]
    [InlineData("0 0, 10 0, 0 0", "ring_too_short", "0/0")]
    [InlineData("", "ring_too_short", "0/0")]
    [InlineData("0 0, 10 0, 10 91, 0 0", "latitude_out_of_range", "0/0/2")]
    [InlineData("0 0, NaN 0, 10 10, 0 0", "longitude_out_of_range", "0/0/1")]
    [InlineData("170 0, -170 0, -170 10, 170 10, 170 0", "edge_crosses_antimeridian", "0/0/1")]
    [InlineData("0 0, 0 0, 10 0, 0 0", "ring_without_area", "0/0")]
    [InlineData("0 0, 5 0, 10 0, 0 0", "ring_without_area", "0/0")]
    [InlineData("1 1, 1 1, 1 1, 1 1", "ring_without_area", "0/0")]
    [InlineData("0 0, 10 10, 10 0, 0 10, 0 0", "ring_crosses_itself", "0/0")]
    [InlineData("0 0, 10 0, 10 10, 5 0, 0 10, 0 0", "ring_crosses_itself", "0/0")]
    [InlineData("0 0, 10 0, 10 10, 10 5, 10 12, 0 12, 0 0", "ring_crosses_itself", "0/0")]
    [InlineData("0 0, 4 0, 4 4, 8 4, 8 0, 4 0, 4 -4, 0 -4, 0 0", "ring_crosses_itself", "0/0")]
    public void A_wrong_ring_is_refused_at_its_place(string ring, string code, string path)
    {
        var fault = FaultsOf([ring])[0];
        Assert.Equal((code, path), (fault.Code, string.Join('/', fault.Path)));
    }

    [Theory]
    [InlineData("20 20, 20 22, 22 22, 20 20", "hole_outside", "0/1")]
    [InlineData("2 2, 2 12, 4 12, 4 2, 2 2", "rings_cross", "0/0")]
    [InlineData("0 2, 0 4, 4 4, 4 2, 0 2", "rings_cross", "0/0")]
    [InlineData("-1 -1, -1 11, 11 11, 11 -1, -1 -1", "hole_outside", "0/1")]
    public void A_hole_lies_inside_its_polygon(string hole, string code, string path)
    {
        var fault = Assert.Single(FaultsOf([Square, hole]));
        Assert.Equal((code, path), (fault.Code, string.Join('/', fault.Path)));
    }

    [Fact]
    public void Holes_and_polygons_do_not_lie_in_each_other()
    {
        var large = "1 1, 1 9, 9 9, 9 1, 1 1";
        Assert.Equal("holes_overlap", Assert.Single(FaultsOf([Square, large, Hole])).Code);
        Assert.Equal([1, 0], Assert.Single(FaultsOf([Square], [Hole])).Path);
        Assert.Equal("polygons_overlap", Assert.Single(FaultsOf([Square], [Hole])).Code);
        Assert.Equal("rings_cross", Assert.Single(FaultsOf([Square], ["5 5, 15 5, 15 15, 5 15, 5 5"])).Code);
    }

    [Fact]
    public void The_same_polygon_twice_is_refused() =>
        Assert.Equal("rings_cross", Assert.Single(FaultsOf([Square], [Square])).Code);

    [Fact]
    public void A_shape_is_something()
    {
        Assert.Equal("shape_empty", Assert.Single(FaultsOf()).Code);
        Assert.Equal("polygon_empty", Assert.Single(FaultsOf([[]])).Code);
    }

    [Fact]
    public void A_shape_has_at_most_5000_positions()
    {
        Assert.NotNull(AreaShape.ParseOrDefault([[Circle(4_999)]], out _));
        Assert.Null(AreaShape.ParseOrDefault([[Circle(5_000)]], out var faults));
        Assert.Equal("shape_too_detailed", Assert.Single(faults).Code);
    }

    [Fact]
    public void The_costliest_shapes_are_judged_too()
    {
        // Slivers side by side along a diagonal: every box overlaps every other.
        var slivers = Enumerable.Range(0, 1_250).Select(number => number * 0.001).Select(shift =>
            Positions(string.Create(
                CultureInfo.InvariantCulture,
                $"{shift} 0, {shift + 0.0005} 0, {shift + 80} 80, {shift} 0")));
        Assert.NotNull(AreaShape.ParseOrDefault([.. slivers.Select(ring => new[] { ring })], out _));
    }

    [Fact]
    public void Any_star_is_a_shape_and_holds_what_lies_between_its_centre_and_its_corners() =>
        Stars.Sample(ring =>
        {
            var area = AreaShape.ParseOrDefault([[ring]], out var faults);
            Assert.Empty(faults);
            Assert.NotNull(area);
            Assert.True(area.Contains(new(50, 20)));
            Assert.All(ring, corner =>
            {
                Assert.True(area.Contains(Between(new(50, 20), corner, 0.99)));
                Assert.False(area.Contains(Between(new(50, 20), corner, 1.01)));
                Assert.True(area.BoundingBox.Contains(corner));
            });
        });

    [Fact]
    public void A_star_with_two_corners_exchanged_crosses_itself() =>
        Gen.Select(Gen.Int[8, 60], Gen.Int[1, 4]).Sample((corners, index) =>
        {
            var ring = Circle(corners).ToArray();
            (ring[index], ring[index + 1]) = (ring[index + 1], ring[index]);
            Assert.Null(AreaShape.ParseOrDefault([[ring]], out var faults));
            Assert.Equal("ring_crosses_itself", Assert.Single(faults).Code);
        });

    private static Gen<GeoPoint[]> Stars { get; } = Gen.Double[1, 20].Array[4, 40].Select(radii =>
    {
        var turn = 2 * Math.PI / radii.Length;
        var ring = radii.Select((radius, index) => OnCircle(radius, turn * index)).ToList();
        return ring.Append(ring[0]).ToArray();
    });

    private static List<GeoPoint> Circle(int corners)
    {
        var turn = 2 * Math.PI / corners;
        var ring = Enumerable.Range(0, corners).Select(index => OnCircle(10, turn * index)).ToList();
        return [.. ring, ring[0]];
    }

    private static GeoPoint OnCircle(double radius, double angle) =>
        new(50 + (radius * Math.Sin(angle)), 20 + (radius * Math.Cos(angle)));

    private static GeoPoint Between(GeoPoint from, GeoPoint to, double share) => new(
        from.Latitude + (share * (to.Latitude - from.Latitude)),
        from.Longitude + (share * (to.Longitude - from.Longitude)));

    private static string Reversed(string ring) => string.Join(", ", ring.Split(", ").Reverse());

    /// <summary>Longitude before latitude, as GeoJSON writes them.</summary>
    private static GeoPoint[] Positions(string ring) =>
        [.. ring.Split(", ", StringSplitOptions.RemoveEmptyEntries)
            .Select(position => position.Split(' '))
            .Select(numbers => new GeoPoint(
                double.Parse(numbers[1], CultureInfo.InvariantCulture),
                double.Parse(numbers[0], CultureInfo.InvariantCulture)))];

    private static AreaShape Parsed(params string[][] polygons)
    {
        var area = AreaShape.ParseOrDefault(Shape(polygons), out var faults);
        Assert.Empty(faults);
        return Assert.IsType<AreaShape>(area);
    }

    private static IReadOnlyList<ShapeFault> FaultsOf(params string[][] polygons)
    {
        Assert.Null(AreaShape.ParseOrDefault(Shape(polygons), out var faults));
        return faults;
    }

    private static GeoPoint[][][] Shape(string[][] polygons) =>
        [.. polygons.Select(rings => rings.Select(Positions).ToArray())];
}

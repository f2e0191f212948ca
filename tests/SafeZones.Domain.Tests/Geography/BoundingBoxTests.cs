using CsCheck;
using SafeZones.Domain.Geography;
using Xunit;

namespace SafeZones.Domain.Tests.Geography;

public sealed class BoundingBoxTests
{
    [Fact]
    public void A_box_holds_its_edges_and_nothing_beyond()
    {
        var box = new BoundingBox(105, 20, 106, 21);
        Assert.True(box.Contains(new(20, 105)));
        Assert.True(box.Contains(new(21, 106)));
        Assert.False(box.Contains(new(21.001, 105.5)));
        Assert.False(box.Contains(new(20.5, 106.001)));
        Assert.False(box.Contains(new(20.5, 104.999)));
    }

    [Fact]
    public void A_box_whose_west_is_greater_than_its_east_crosses_the_antimeridian()
    {
        var fiji = new BoundingBox(177, -20, -178, -16);
        Assert.True(fiji.CrossesAntimeridian);
        Assert.Null(fiji.Refuse());
        Assert.True(fiji.Contains(new(-18, 179)));
        Assert.True(fiji.Contains(new(-18, -179)));
        Assert.True(fiji.Contains(new(-18, 180)));
        Assert.False(fiji.Contains(new(-18, 0)));
        Assert.False(fiji.Contains(new(-15, 179)));
    }

    [Theory]
    [InlineData(0, 10, 1, 9, "bounding_box_upside_down")]
    [InlineData(-181, 0, 1, 1, "longitude_out_of_range")]
    [InlineData(0, -91, 1, 1, "latitude_out_of_range")]
    [InlineData(0, 0, double.NaN, 1, "longitude_out_of_range")]
    [InlineData(0, 0, 1, 91, "latitude_out_of_range")]
    public void What_is_no_box_is_refused(
        double west, double south, double east, double north, string code) =>
        Assert.Equal(code, new BoundingBox(west, south, east, north).Refuse()?.Code);

    [Fact]
    public void The_box_around_a_position_is_a_box_and_holds_all_within_the_radius() =>
        Gen.Select(Centres, Gen.Double[1, 2_000_000], Gen.Double[0, 2 * Math.PI], Gen.Double[0, 1])
            .Sample(
                (centre, radius, bearing, share) =>
                {
                    var box = BoundingBox.Around(centre, radius);
                    Assert.Null(box.Refuse());
                    Assert.True(box.Contains(Towards(centre, bearing, radius * share)), $"{box} {centre}");
                },
                iter: 20_000);

    [Fact]
    public void The_box_around_a_position_is_not_wider_than_it_must_be() =>
        Gen.Select(Gen.Double[-80, 80], Gen.Double[-179, 179], Gen.Double[10, 50_000])
            .Sample((latitude, longitude, radius) =>
            {
                var centre = new GeoPoint(latitude, longitude);
                var box = BoundingBox.Around(centre, radius);
                var north = GeoPoint.DistanceMetres(centre, new(box.North, longitude));
                Assert.InRange(north, radius, (radius * 1.0001) + 0.1);
                var east = GeoPoint.DistanceMetres(centre, new(latitude, box.East));
                Assert.InRange(east, radius * 0.9999, (radius * 1.01) + 0.1);
            });

    [Fact]
    public void Around_a_pole_all_longitudes_belong()
    {
        var box = BoundingBox.Around(new(89.99, 10), 5_000);
        Assert.Equal((-180, 180, 90), (box.West, box.East, box.North));
        Assert.True(box.Contains(new(89.99, -170)));
    }

    [Fact]
    public void Around_a_position_at_the_antimeridian_both_sides_belong()
    {
        var box = BoundingBox.Around(new(-17, 179.999), 1_000);
        Assert.True(box.CrossesAntimeridian);
        Assert.True(box.Contains(new(-17, -179.999)));
    }

    private static Gen<GeoPoint> Centres { get; } = Gen.OneOf(
        GeoPointTests.Anywhere,
        Gen.Select(Gen.Double[85, 90], Gen.Double[-180, 180], (latitude, longitude) =>
            new GeoPoint(latitude, longitude)),
        Gen.Select(Gen.Double[-90, 90], Gen.Double[179.9, 180], (latitude, longitude) =>
            new GeoPoint(latitude, longitude)));

    private static GeoPoint Towards(GeoPoint from, double bearing, double metres)
    {
        var angle = metres / GeoPoint.EarthRadiusMetres;
        var start = double.DegreesToRadians(from.Latitude);
        var sine = (Math.Sin(start) * Math.Cos(angle))
            + (Math.Cos(start) * Math.Sin(angle) * Math.Cos(bearing));
        var latitude = Math.Asin(Math.Clamp(sine, -1, 1));
        var turn = Math.Atan2(
            Math.Sin(bearing) * Math.Sin(angle) * Math.Cos(start),
            Math.Cos(angle) - (Math.Sin(start) * Math.Sin(latitude)));
        var longitude = from.Longitude + double.RadiansToDegrees(turn);
        return new(double.RadiansToDegrees(latitude), Math.IEEERemainder(longitude, 360));
    }
}

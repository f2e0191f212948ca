using CsCheck;
using SafeZones.Domain.Geography;
using Xunit;

namespace SafeZones.Domain.Tests.Geography;

public sealed class GeoPointTests
{
    internal static Gen<GeoPoint> Anywhere { get; } =
        Gen.Select(Gen.Double[-90, 90], Gen.Double[-180, 180], (latitude, longitude) =>
            new GeoPoint(latitude, longitude));

    [Theory]
    [InlineData(90, 180)]
    [InlineData(-90, -180)]
    [InlineData(0, 0)]
    public void The_edges_of_the_map_are_positions(double latitude, double longitude) =>
        Assert.Null(new GeoPoint(latitude, longitude).Refuse());

    [Theory]
    [InlineData(90.0000001, 0, "latitude_out_of_range")]
    [InlineData(-91, 0, "latitude_out_of_range")]
    [InlineData(double.NaN, 0, "latitude_out_of_range")]
    [InlineData(double.NegativeInfinity, 0, "latitude_out_of_range")]
    [InlineData(0, 180.0000001, "longitude_out_of_range")]
    [InlineData(0, -181, "longitude_out_of_range")]
    [InlineData(0, double.NaN, "longitude_out_of_range")]
    [InlineData(0, double.PositiveInfinity, "longitude_out_of_range")]
    public void What_is_off_the_map_is_refused(double latitude, double longitude, string code) =>
        Assert.Equal(code, new GeoPoint(latitude, longitude).Refuse()?.Code);

    [Fact]
    public void A_degree_along_a_great_circle_is_a_360th_of_its_length()
    {
        var degree = 2 * Math.PI * GeoPoint.EarthRadiusMetres / 360;
        Assert.Equal(degree, GeoPoint.DistanceMetres(new(0, 179.5), new(0, -179.5)), tolerance: 1e-6);
        Assert.Equal(degree, GeoPoint.DistanceMetres(new(20, 105), new(21, 105)), tolerance: 1e-6);
        Assert.Equal(180 * degree, GeoPoint.DistanceMetres(new(90, 0), new(-90, 77)), tolerance: 1e-3);
    }

    [Fact]
    public void From_the_lake_of_the_restored_sword_to_the_temple_of_literature_it_is_1756_metres() =>
        Assert.Equal(
            1_756,
            GeoPoint.DistanceMetres(new(21.0285, 105.8523), new(21.0277, 105.8354)),
            tolerance: 2);

    [Fact]
    public void The_distance_is_the_same_both_ways_and_none_to_itself_and_at_most_half_way_round() =>
        Gen.Select(Anywhere, Anywhere).Sample((a, b) =>
        {
            var distance = GeoPoint.DistanceMetres(a, b);
            Assert.Equal(distance, GeoPoint.DistanceMetres(b, a), tolerance: 1e-6);
            Assert.InRange(distance, 0, Math.PI * GeoPoint.EarthRadiusMetres * 1.000001);
            Assert.Equal(0, GeoPoint.DistanceMetres(a, a));
        });
}

using System.Net;
using System.Text.Json.Nodes;
using CsCheck;
using SafeZones.Api.Tests.World;
using SafeZones.Domain.Geography;

namespace SafeZones.Api.Tests.Features.Areas;

/// <summary>PostgreSQL and Domain agree on what lies in an area, from the size of a courtyard to that of a country.</summary>
public sealed class AreaAssignmentTests(SharedApi shared)
{
    private const int Points = 100;
    private static readonly double[] Sizes = [0.0004, 0.01, 0.5, 10];

    private readonly RunningApi api = shared.Api;

    [Fact]
    public Task A_venue_belongs_to_an_area_exactly_when_its_position_lies_in_it() =>
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[0, 3].Select(i => Sizes[i])).SampleAsync(
            async (seed, size) =>
            {
                var random = new Random(seed);
                var organisation = await api.Organisation();
                var coordinator = await organisation.Coordinator();
                var centre = new GeoPoint((random.NextDouble() * 100) - 50, (random.NextDouble() * 280) - 140);
                var (first, second) = (Shape(random, centre, size), Shape(random, centre, size));
                var positions = Enumerable.Range(0, Points)
                    .Select(i => Position(random, centre, size, i % 3 == 0 ? null : i % 3 == 1 ? first : second))
                    .Where(point => Clearance(first, point) > 1e-9 && Clearance(second, point) > 1e-9).ToList();

                var area = (await coordinator.Post("/v1/areas", Organisation.AreaBody("Area", GeoJson(first)))).Expect(HttpStatusCode.Created);
                var bodies = positions.Select((point, i) => Organisation.VenueBody($"{i:000}", point.Latitude, point.Longitude));
                (await coordinator.Post("/v1/venues/batch", new JsonObject { ["items"] = new JsonArray([.. bodies]) })).Expect(HttpStatusCode.Created);
                Assert.Equal(Inside(first, positions), await Assigned(coordinator));

                (await coordinator.Patch($"/v1/areas/{area.Id}", new JsonObject { ["geometry"] = GeoJson(second) }, area.ETag)).Expect(HttpStatusCode.OK);
                Assert.Equal(Inside(second, positions), await Assigned(coordinator));
            },
            iter: 16, threads: 1);

    private static IEnumerable<bool> Inside(GeoPoint[][][] shape, List<GeoPoint> positions)
    {
        var area = AreaShape.ParseOrDefault(shape, out var faults);
        Assert.Empty(faults);
        return positions.Select(area!.Contains);
    }

    private static async Task<IEnumerable<bool>> Assigned(Actor coordinator) =>
        (await coordinator.Get($"/v1/venues?limit={Points}&sort=name&fields=area_id")).Expect(HttpStatusCode.OK)
            .Data.Select(venue => venue["area_id"] is not null);

    // A star with a hole in which an island lies, and another star beside it.
    private static GeoPoint[][][] Shape(Random random, GeoPoint centre, double size) =>
    [
        [Star(random, centre, size), Star(random, centre, size * 0.4)],
        [Star(random, centre, size * 0.15)],
        [Star(random, new GeoPoint(centre.Latitude, centre.Longitude + (size * 2.5)), size)],
    ];

    private static GeoPoint[] Star(Random random, GeoPoint centre, double size)
    {
        var corners = random.Next(5, 40);
        var ring = Enumerable.Range(0, corners).Select(i =>
        {
            var radius = size * (0.5 + (random.NextDouble() / 2));
            var (sine, cosine) = Math.SinCos(2 * Math.PI * i / corners);
            return new GeoPoint(centre.Latitude + (radius * sine), centre.Longitude + (radius * cosine));
        }).ToList();
        return [.. ring, ring[0]];
    }

    // Anywhere around, or very near to an edge, where the two could differ; sometimes at the height of a corner.
    private static GeoPoint Position(Random random, GeoPoint centre, double size, GeoPoint[][][]? nearTo)
    {
        if (nearTo is null)
        {
            return new GeoPoint(centre.Latitude + (size * ((random.NextDouble() * 2.4) - 1.2)), centre.Longitude + (size * ((random.NextDouble() * 5) - 1.2)));
        }

        var rings = nearTo.SelectMany(polygon => polygon).ToList();
        var ring = rings[random.Next(rings.Count)];
        var (index, share) = (random.Next(ring.Length - 1), random.Next(4) == 0 ? 0 : random.NextDouble());
        var (a, b) = (ring[index], ring[index + 1]);
        var offset = Math.Pow(10, -3 - (random.NextDouble() * 5)) * (random.Next(2) == 0 ? 1 : -1);
        return new GeoPoint(
            a.Latitude + (share * (b.Latitude - a.Latitude)) + (share == 0 ? 0 : offset), a.Longitude + (share * (b.Longitude - a.Longitude)) + offset);
    }

    /// <summary>Degrees to the nearest edge.</summary>
    private static double Clearance(GeoPoint[][][] shape, GeoPoint point) => shape
        .SelectMany(polygon => polygon).SelectMany(ring => ring.Zip(ring.Skip(1))).Min(edge =>
        {
            var (x, y) = (edge.Second.Longitude - edge.First.Longitude, edge.Second.Latitude - edge.First.Latitude);
            var (px, py) = (point.Longitude - edge.First.Longitude, point.Latitude - edge.First.Latitude);
            var share = Math.Clamp(((px * x) + (py * y)) / ((x * x) + (y * y)), 0, 1);
            return Math.Sqrt(Math.Pow(px - (share * x), 2) + Math.Pow(py - (share * y), 2));
        });

    private static JsonObject GeoJson(GeoPoint[][][] shape) => new()
    {
        ["type"] = "MultiPolygon",
        ["coordinates"] = new JsonArray([.. shape.Select(polygon => new JsonArray([.. polygon.Select(ring => new JsonArray([.. ring.Select(
            position => new JsonArray(position.Longitude, position.Latitude))]))]))]),
    };
}

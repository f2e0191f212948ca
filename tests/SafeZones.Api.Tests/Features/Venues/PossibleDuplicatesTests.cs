using System.Net;
using System.Text.Json.Nodes;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Venues;

public sealed class PossibleDuplicatesTests(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task Of_304_branches_of_one_name_only_those_within_fifty_metres_are_named()
    {
        var named = await NamedPairs(RealVenue.Branches);

        Assert.Equal(304, RealVenue.Branches.Count);
        Assert.Equal(TruePairs(RealVenue.Branches), named);
    }

    [Fact]
    public async Task Of_826_real_venues_none_is_named_that_is_further_away()
    {
        var named = await NamedPairs(RealVenue.Hanoi);

        Assert.NotEmpty(named);
        Assert.All(named, pair => Assert.InRange(Metres(RealVenue.Hanoi[pair.First], RealVenue.Hanoi[pair.Second]), 0, 50));
        // The same name next door is always named; a similar one is a matter of degree.
        Assert.Subset(named, TruePairs(RealVenue.Hanoi).Where(pair => RealVenue.Hanoi[pair.First].Name == RealVenue.Hanoi[pair.Second].Name).ToHashSet());
    }

    // Registered in batches of a hundred, so that pairs within a batch and across batches both occur.
    private async Task<HashSet<(int First, int Second)>> NamedPairs(IReadOnlyList<RealVenue> real)
    {
        var coordinator = await (await api.Organisation()).Coordinator();
        var registered = new List<JsonNode>();
        foreach (var bodies in real.Select(venue => venue.Body).Chunk(100))
        {
            var answer = await coordinator.Post("/v1/venues/batch", new JsonObject { ["items"] = new JsonArray(bodies) });
            registered.AddRange(answer.Expect(HttpStatusCode.Created).Body["items"]!.AsArray().Select(item => item!["venue"]!));
        }

        var numbers = registered.Select((venue, number) => (Id: (string)venue["id"]!, number)).ToDictionary(item => item.Id, item => item.number);
        return [.. registered.SelectMany((venue, number) => ((JsonArray?)venue["possible_duplicates"] ?? []).Select(duplicate =>
        {
            var other = numbers[(string)duplicate!["id"]!];
            Assert.Equal(Metres(real[number], real[other]), (double)duplicate["distance_m"]!, tolerance: 0.1);
            Assert.InRange((double)duplicate["name_similarity"]!, 0.6, 1);
            return (Math.Min(number, other), Math.Max(number, other));
        }))];
    }

    private static HashSet<(int First, int Second)> TruePairs(IReadOnlyList<RealVenue> real) =>
        [.. Enumerable.Range(0, real.Count).SelectMany(first => Enumerable.Range(first + 1, real.Count - first - 1)
            .Where(second => Metres(real[first], real[second]) <= 50).Select(second => (first, second)))];

    private static double Metres(RealVenue one, RealVenue other) => one.MetresTo(other.Latitude, other.Longitude);
}

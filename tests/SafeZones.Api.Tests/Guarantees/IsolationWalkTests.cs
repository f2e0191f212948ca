using System.Net;
using System.Text.RegularExpressions;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Guarantees;

/// <summary>
/// Every operation is called with another organisation's ids and with ids that never existed: nobody can tell the two
/// apart. Once as usual, and once with each of the inner walls standing alone.
/// </summary>
public sealed partial class IsolationWalkTests
{
    public enum Walls
    {
        All,
        PredicatesAlone,
        PoliciesAlone,
    }

    // Routes whose parameters are no ids of the API's making, with the reason why nobody's can be tried.
    private static readonly string[] WithoutIds = Reviewed.Lines("NotIds.txt").ToArray();

    [Theory]
    [InlineData(Walls.All)]
    [InlineData(Walls.PredicatesAlone)]
    [InlineData(Walls.PoliciesAlone)]
    public async Task Another_organisations_things_answer_like_things_that_never_existed(Walls walls)
    {
        await using var api = await RunningApi.Start();
        await using var database = api.Database;
        var operations = Operation.All(api);
        var (own, foreign) = (await Belongings.Make(api, operations), await Belongings.Make(api, operations));
        var callers = new[] { own.Organisation.Owner, await own.Organisation.Coordinator() };
        var newcomer = (await api.Organisation()).Owner;
        await Lower(walls, database);
        var before = await LoweredWalls.Fingerprints(database, foreign.Organisation.Id);
        var findings = new List<string>();

        foreach (var operation in operations)
        {
            foreach (var caller in callers)
            {
                findings.AddRange(await InPath(operation, caller, own, foreign));
                findings.AddRange(await InQuery(operation, caller, own, foreign));
            }

            // Collections are tried by somebody who has nothing yet, so that no example is refused as a duplicate.
            findings.AddRange(await InBody(operation, operation.Ids.Count == 0 ? newcomer : own.Organisation.Owner, own, foreign));
        }

        Assert.True(findings.Count == 0, string.Join("\n\n", findings.Distinct()));
        Assert.Equal(before, await LoweredWalls.Fingerprints(database, foreign.Organisation.Id));
        Assert.Contains(before, line => Regex.IsMatch(line, @"^(walled\.)?venues [1-9]"));
    }

    [Fact]
    public async Task Every_parameter_of_a_route_is_an_id_or_known_to_be_none()
    {
        await using var api = await RunningApi.Start();
        await using var database = api.Database;

        Assert.Equal(WithoutIds.Order(StringComparer.Ordinal), Operation.All(api)
            .Where(operation => operation.OtherParameters.Count > 0)
            .Select(operation => $"{operation.Method} {operation.Template}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(Walls.All)]
    [InlineData(Walls.PredicatesAlone)]
    [InlineData(Walls.PoliciesAlone)]
    public async Task What_another_system_calls_a_venue_leads_to_ones_own_venue_alone(Walls walls)
    {
        await using var api = await RunningApi.Start();
        await using var database = api.Database;
        var (own, foreign) = (await api.Organisation(), await api.Organisation());
        var theirs = Organisation.VenueBody();
        theirs["external_ids"] = new System.Text.Json.Nodes.JsonObject { ["osm"] = "node-1" };
        (await foreign.Owner.Post("/v1/venues", theirs)).Expect(HttpStatusCode.Created);
        await Lower(walls, database);

        var nobodys = (await own.Owner.Get("/v1/venues/by-external-id/osm/node-0")).Expect(HttpStatusCode.NotFound);
        var foreigns = await own.Owner.Get("/v1/venues/by-external-id/osm/node-1");

        Assert.Equal(Masked(nobodys), Masked(foreigns).Replace("node-1", "node-0", StringComparison.Ordinal));
        (await foreign.Owner.Get("/v1/venues/by-external-id/osm/node-1")).Expect(HttpStatusCode.OK);
    }

    private static async Task<List<string>> InPath(Operation operation, Actor caller, Belongings own, Belongings foreign)
    {
        var findings = new List<string>();
        if (operation.Ids.Count == 0 || operation.OtherParameters.Count > 0)
        {
            return findings;
        }

        // All of them foreign; and the last of several foreign below one's own.
        var (mine, theirs) = (own.For(operation), foreign.For(operation));
        foreach (var depth in Enumerable.Range(0, mine.Count))
        {
            var nobodys = mine.Take(depth).Concat(theirs.Skip(depth).Select(_ => Guid.NewGuid())).ToArray();
            var foreigns = mine.Take(depth).Concat(theirs.Skip(depth)).ToArray();
            var (expected, actual) = (await operation.Call(caller, nobodys), await operation.Call(caller, foreigns));
            if (expected.Status is not (HttpStatusCode.NotFound or HttpStatusCode.Forbidden))
            {
                findings.Add($"{operation} does not look for the thing: {expected}");
            }

            findings.AddRange(Differences(operation, Masked(expected, nobodys), Masked(actual, foreigns)));
        }

        return findings;
    }

    private static async Task<List<string>> InQuery(Operation operation, Actor caller, Belongings own, Belongings foreign)
    {
        var findings = new List<string>();
        if (operation.Method != HttpMethod.Get || operation.OtherParameters.Count > 0)
        {
            return findings;
        }

        foreach (var name in operation.QueryNames.Where(name => name.EndsWith("_id", StringComparison.Ordinal)))
        {
            var (nobodys, foreigns) = (Guid.NewGuid(), foreign.Named(name));
            var expected = await operation.Call(caller, own.For(operation), query: $"?{name}={nobodys}");
            var actual = await operation.Call(caller, own.For(operation), query: $"?{name}={foreigns}");
            findings.AddRange(Differences(operation, Masked(expected, nobodys), Masked(actual, foreigns)));
        }

        var seen = await operation.Call(caller, own.For(operation));
        findings.AddRange(foreign.Ids.Where(id => seen.Text.Contains(id.ToString(), StringComparison.Ordinal))
            .Select(id => $"{operation} shows {id}, which is another organisation's."));
        return findings;
    }

    private static async Task<List<string>> InBody(Operation operation, Actor caller, Belongings own, Belongings foreign)
    {
        var findings = new List<string>();
        foreach (var (member, with) in operation.OtherParameters.Count > 0 ? [] : Belongings.IdMembers(operation))
        {
            var (nobodys, foreigns) = (Guid.NewGuid(), foreign.Named(member));
            var expected = await operation.Call(caller, own.For(operation), with(nobodys));
            var actual = await operation.Call(caller, own.For(operation), with(foreigns));
            if ((int)expected.Status is < 400 or >= 500)
            {
                findings.Add($"{operation} takes any {member}: {expected}");
            }

            findings.AddRange(Differences(operation, Masked(expected, nobodys), Masked(actual, foreigns)));
        }

        return findings;
    }

    private static Task Lower(Walls walls, TestDatabase database) => walls switch
    {
        Walls.PredicatesAlone => LoweredWalls.WithoutRowSecurity(database),
        Walls.PoliciesAlone => LoweredWalls.WithoutPredicates(database),
        _ => Task.CompletedTask,
    };

    private static IEnumerable<string> Differences(Operation operation, string nobodys, string foreigns) =>
        nobodys == foreigns ? [] : [$"{operation} tells them apart:\n{nobodys}\n{foreigns}"];

    /// <summary>Status, headers and body without what differs between any two requests.</summary>
    private static string Masked(Answer answer, params Guid[] ids)
    {
        var text = $"{(int)answer.Status} {string.Join("; ", answer.Headers.Where(header => header.Key != "Date")
            .OrderBy(header => header.Key, StringComparer.Ordinal).Select(header => $"{header.Key}: {header.Value}"))} {TraceId().Replace(answer.Text, "")}";
        return ids.Aggregate(text, (masked, id) => masked.Replace(id.ToString(), "{id}", StringComparison.Ordinal));
    }

    [GeneratedRegex("\"trace_id\":\"[^\"]*\"")]
    private static partial Regex TraceId();
}

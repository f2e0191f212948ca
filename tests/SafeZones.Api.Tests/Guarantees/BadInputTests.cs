using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Guarantees;

/// <summary>
/// Every operation is called with its own example spoilt in every way at every member, and with hostile paths and
/// queries. Whatever is wrong is refused by name, and a refused request leaves nothing behind, its Idempotency-Key included.
/// </summary>
public sealed class BadInputTests
{
    // What is never legal is no text at all, or a text that nobody can mean.
    private static readonly (string Value, bool IsNeverLegal)[] HostileValues =
    [
        ("", true), ("%00", true), ("a%0Ab", true), ("%zz", true), ("%", true), ("%ff%fe", true), ("%ed%a0%80", true), (new string('a', 3_000), true),
        ("NaN,Infinity", false), ("91,0", false), ("1e400,1", false), ("0,-90.5,0,1", false), ("1899-12-31T00:00:00Z", false),
        ("99999-01-01T00:00:00Z", false), ("1899-12-31", false), ("99999999999999999999", false), ("-1", false), ("not-a-uuid", false),
        ("'%3B%20drop%20table%20venues--", false), ("%F0%9F%98%80%E2%80%AE", false),
    ];

    private static readonly string[] HostileSegments = ["%zz", "%ff", "%ed%a0%80", "%0a", new string('a', 300)];

    [Fact]
    public async Task A_body_with_anything_wrong_is_refused_by_the_member_and_leaves_nothing_behind()
    {
        await using var walk = await HostileWalk.Begin();
        foreach (var operation in walk.Operations.Where(operation => operation.MediaTypes.Any(type => type.EndsWith("json", StringComparison.Ordinal))))
        {
            var spoilt = operation.MediaTypes.Take(1).SelectMany(mediaType => SpoiltBody.Of(operation.Body()!, mediaType)).ToList();
            var wrong = spoilt.Where(body => body.Code is not null || IsWrong(operation, body)).ToList();
            await walk.NothingIsWritten(operation, wrong, async body => walk.Refused(operation, body, await walk.Send(operation, body), body.Pointer ?? ""));

            // What the schema allows may still break a rule that no schema can say; then it is sent once more, to be counted.
            var refused = new List<SpoiltBody>();
            foreach (var body in spoilt.Except(wrong))
            {
                var answer = await walk.Send(operation, body);
                walk.NotOurFault(operation, $"{body}", answer);
                if (answer.Status >= HttpStatusCode.BadRequest)
                {
                    refused.Add(body);
                }
            }

            await walk.NothingIsWritten(operation, refused, async body => walk.Refused(operation, body, await walk.Send(operation, body), ""));
        }

        walk.End(least: 2_000);
    }

    [Fact]
    public async Task A_hostile_path_or_query_is_refused_by_the_parameter_and_leaves_nothing_behind()
    {
        await using var walk = await HostileWalk.Begin();
        foreach (var operation in walk.Operations)
        {
            await walk.NothingIsWritten(operation, HostilePaths(operation), async path =>
                walk.Refused(operation, path, await walk.Send(operation, path)));
            // The server itself refuses NUL in a path, before there is a request that could be answered with a problem.
            await walk.NothingIsWritten(operation, PathsWithNul(operation), async path =>
                Assert.Equal(HttpStatusCode.BadRequest, (await walk.Send(operation, path)).Status));
            var queries = operation.QueryNames.SelectMany(name => HostileValues.Select(value => (Name: name, value.Value, value.IsNeverLegal)))
                .Append((Name: "no_such_parameter", Value: "1", IsNeverLegal: true)).ToList();
            var wrong = queries.Where(query => query.IsNeverLegal || !IsFreeText(operation, query.Name)).ToList();
            await walk.NothingIsWritten(operation, wrong, async query => walk.Refused(
                operation, $"{query}", await walk.Send(operation, null, $"?{query.Name}={query.Value}"), query.Name));
            foreach (var query in queries.Except(wrong))
            {
                walk.NotOurFault(operation, $"{query}", await walk.Send(operation, null, $"?{query.Name}={query.Value}"));
            }
        }

        walk.End(least: 500);
    }

    [Fact]
    public async Task A_body_where_none_is_taken_is_refused_and_leaves_nothing_behind()
    {
        await using var walk = await HostileWalk.Begin();
        foreach (var operation in walk.Operations.Where(operation => operation.MediaTypes.Count == 0))
        {
            var bodies = new[] { "{}", "{\"status\":\"active\"}", " ", "\0" }.Select(text =>
                new SpoiltBody($"the body {text}", Encoding.UTF8.GetBytes(text), "application/json", "invalid_request")).ToList();
            await walk.NothingIsWritten(operation, bodies, async body => walk.Refused(operation, body, await walk.Send(operation, body), ""));
        }

        walk.End(least: 50);
    }

    private static IEnumerable<string> HostilePathsOf(Operation operation, string parameter) =>
        (operation.Ids.Any(id => id.Name == parameter) ? [.. HostileSegments, "not-a-uuid", "1", "%7B%7D"] : HostileSegments)
            .Select(value => operation.Path(name => name == parameter ? value : Guid.Empty.ToString()));

    private static string[] PathsWithNul(Operation operation) =>
        operation.Template.Contains('{', StringComparison.Ordinal) ? [operation.Path(_ => "%00")] : [];

    private static List<string> HostilePaths(Operation operation) =>
        [.. operation.Ids.Select(id => id.Name).Concat(operation.OtherParameters).SelectMany(name => HostilePathsOf(operation, name))];

    // Any other kind of parameter has a form, which none of the hostile values has.
    private static bool IsFreeText(Operation operation, string name)
    {
        var parameter = operation.Page!["parameters"]!.AsArray().Select(parameter => Contract.Resolve(parameter!))
            .Single(parameter => (string?)parameter["name"] == name);
        var schema = Contract.Resolve(parameter["schema"]!);
        return (string?)schema["type"] == "string" && schema["format"] is null && schema["enum"] is null && parameter["example"] is null;
    }

    // By the operation's own schema in the document.
    private static bool IsWrong(Operation operation, SpoiltBody body)
    {
        try
        {
            return SchemaCheck.Faults(Contract.Document, Schema(operation), JsonNode.Parse(body.Bytes)).Any();
        }
        catch (JsonException)
        {
            return true;
        }
    }

    private static JsonNode Schema(Operation operation) =>
        operation.Page!["requestBody"]!["content"]![operation.MediaTypes[0]]!["schema"]!;
}

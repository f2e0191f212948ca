using System.Collections.Concurrent;
using System.Net;
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
    [Fact]
    public async Task A_body_with_anything_wrong_is_refused_by_the_member_and_leaves_nothing_behind()
    {
        await using var walk = await HostileWalk.Begin();
        foreach (var operation in walk.Operations.Where(operation => operation.MediaTypes.Count > 0))
        {
            var spoilt = operation.MediaTypes.Take(1).SelectMany(mediaType => SpoiltBody.Of(operation.Body()!, mediaType)).ToList();
            var wrong = spoilt.Where(body => body.Code is not null || IsWrong(operation, body)).ToList();
            await walk.NothingIsWritten(operation, wrong, body => walk.Refused(operation, body));

            // What the schema allows may still break a rule that no schema can say; then it is sent once more, to be counted.
            var refused = new ConcurrentBag<SpoiltBody>();
            foreach (var body in spoilt.Except(wrong))
            {
                if ((await walk.Send(operation, body)).Status >= HttpStatusCode.BadRequest)
                {
                    refused.Add(body);
                }
            }

            await walk.NothingIsWritten(operation, refused, body => walk.Refused(operation, body));
        }

        walk.End(least: 2_000);
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

using System.Net;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Guarantees;

/// <summary>
/// An organisation that has one of everything that the API can make: each operation that creates something was called
/// with its own example, and each part that is set by PUT was set.
/// </summary>
internal sealed class Belongings
{
    private readonly Dictionary<string, Guid> byCollection = [];

    private Belongings(Organisation organisation) => Organisation = organisation;

    public Organisation Organisation { get; }

    public IReadOnlyCollection<Guid> Ids => byCollection.Values;

    public static async Task<Belongings> Make(RunningApi api, IReadOnlyList<Operation> operations)
    {
        var belongings = new Belongings(await api.Organisation());
        belongings.byCollection["/v1/admin/organisations"] = belongings.Organisation.Id;
        var owned = operations.Where(operation => operation.Template.StartsWith("/v1/", StringComparison.Ordinal)
            && !operation.Template.StartsWith("/v1/admin/", StringComparison.Ordinal) && operation.OtherParameters.Count == 0).ToList();
        foreach (var operation in owned.Where(operation =>
            operation.Method == HttpMethod.Post && operation.Description?.SuccessStatus == (int)HttpStatusCode.Created))
        {
            var made = await operation.Call(belongings.Organisation.Owner, belongings.For(operation), WithOwnSlug(operation.Body()));
            Assert.True(made.Status == HttpStatusCode.Created, $"The example of {operation} makes nothing: {made}");
            if (made.Body["id"] is not null)
            {
                belongings.byCollection[operation.Template] = made.Id;
            }
        }

        foreach (var operation in owned.Where(operation => operation.Method == HttpMethod.Put && operation.Ids.Count > 0))
        {
            var set = await operation.Call(belongings.Organisation.Owner, belongings.For(operation));
            Assert.True(set.Status is HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.NoContent, $"The example of {operation} sets nothing: {set}");
        }

        return belongings;
    }

    // Slugs are taken for the whole platform, so that two organisations cannot both use the example's.
    private static JsonNode? WithOwnSlug(JsonNode? body)
    {
        foreach (var member in body as JsonObject is { } members
            ? members.Select(member => member.Key).Where(name => name.EndsWith("slug", StringComparison.Ordinal)).ToList()
            : [])
        {
            body![member] = $"o-{Guid.NewGuid():N}";
        }

        return body;
    }

    /// <summary>Real ids for every id in the operation's path.</summary>
    public IReadOnlyList<Guid> For(Operation operation) => [.. operation.Ids.Select(id => byCollection.TryGetValue(id.Collection, out var found)
        ? found
        : throw new Xunit.Sdk.XunitException(
            $"{operation}: nothing was created under {id.Collection}, so that nobody's {id.Name} can be tried. Give a POST there a 201 and an example."))];

    /// <summary>A real id for a member or parameter such as chain_id, area_ids or entity_id.</summary>
    public Guid Named(string name)
    {
        var word = name.EndsWith("_ids", StringComparison.Ordinal) ? name[..^4] : name[..^3];
        return byCollection.FirstOrDefault(pair => pair.Key.Split('/')[^1].Replace('-', '_') is var plural && plural == word + "s") is
            { Key: not null } found
                ? found.Value
                : byCollection["/v1/venues"];
    }

    /// <summary>The example of an operation's body once for each member that is an id, with the place for that id.</summary>
    public static IEnumerable<(string Member, Func<Guid, JsonNode> With)> IdMembers(Operation operation)
    {
        if (operation.BodyType is null || operation.Body() is not JsonObject)
        {
            return [];
        }

        return operation.BodyType.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.PropertyType == typeof(Guid) || property.PropertyType == typeof(Guid?)
                || property.PropertyType.IsAssignableTo(typeof(IEnumerable<Guid>)))
            .Select(property => (
                JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name),
                (Func<Guid, JsonNode>)(id =>
                {
                    var body = operation.Body()!.AsObject();
                    body[JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name)] =
                        property.PropertyType.IsAssignableTo(typeof(IEnumerable<Guid>)) ? new JsonArray(id) : id;
                    return body;
                })));
    }
}

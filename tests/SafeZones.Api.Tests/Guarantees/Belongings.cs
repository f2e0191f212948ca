using System.Net;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
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
        // What an organisation has one of is set up before anything uses it.
        foreach (var operation in owned.Where(operation => operation.Method == HttpMethod.Put && operation.Ids.Count == 0))
        {
            var set = await operation.Call(belongings.Organisation.Owner, []);
            Assert.True(set.Status is HttpStatusCode.OK or HttpStatusCode.Created, $"The example of {operation} sets nothing: {set}");
        }

        // What is made needs what it belongs to: those come first whose ids are all known.
        var waiting = owned.Where(operation =>
            operation.Method == HttpMethod.Post && operation.Description?.SuccessStatus is (int)HttpStatusCode.Created or (int)HttpStatusCode.Accepted).ToList();
        while (waiting.Count > 0)
        {
            var operation = waiting.Find(belongings.Has) ?? waiting[0];
            waiting.Remove(operation);
            var body = belongings.WithOwnIds(operation, WithOwnSlug(operation.Body()));
            if (operation.Name == "recordStockMovement")
            {
                // The example of an edition is numbered piece by piece, and stock is what is not.
                body!["material_edition_id"] = (await belongings.Organisation.Owner.Post(
                    "/v1/material-editions", new { Kind = "flyer", Locale = "vi", Size = "A6", Edition = 1 })).Id;
            }

            if (operation.Name == "issueCertificate")
            {
                // The example of a training record is a head-count, and certificates are for one person of a session.
                body!["training_record_id"] = await belongings.SomebodyTrained();
            }

            var made = await operation.Call(belongings.Organisation.Owner, belongings.For(operation), body);
            Assert.True((int)made.Status == operation.Description!.SuccessStatus, $"The example of {operation} makes nothing: {made}");
            if (made.Body["id"] is not null)
            {
                // What is only begun lies elsewhere: it is a job.
                belongings.byCollection[made.Status == HttpStatusCode.Accepted ? "/v1/jobs" : operation.Template] = made.Id;
            }
        }

        foreach (var operation in owned.Where(operation => operation.Method == HttpMethod.Put && operation.Ids.Count > 0))
        {
            var set = await operation.Call(belongings.Organisation.Owner, belongings.For(operation));
            Assert.True(set.Status is HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.NoContent, $"The example of {operation} sets nothing: {set}");
        }

        await belongings.MakeByLink(api);
        return belongings;
    }

    private async Task<Guid> SomebodyTrained()
    {
        var (session, venueId) = (await Organisation.HeldSession(), byCollection["/v1/venues"]);
        (await (await Organisation.Member("trainer")).Post($"/v1/training-sessions/{session.Id}/attendance", new JsonObject
        {
            ["venue_id"] = venueId,
            ["people"] = new JsonArray(new JsonObject { ["staff_role"] = "staff", ["person_refs"] = new JsonArray("S-04"), ["result"] = "passed" }),
        })).Expect(HttpStatusCode.OK);
        return (await Organisation.Owner.Get($"/v1/training-records?venue_id={venueId}&limit=200")).Data
            .First(record => record["training_session_id"] is not null)["id"]!.GetValue<Guid>();
    }

    // What only a venue makes, it makes by its link.
    private async Task MakeByLink(RunningApi api)
    {
        var partnership = await Organisation.Willing();
        byCollection["/v1/material-requests"] = (await api.Stranger.Post(
            $"{await Organisation.Link(partnership, "ask_for_materials")}/material-requests",
            new { Items = new[] { new { Kind = "flyer", Quantity = 50 } } })).Expect(HttpStatusCode.Created).Id;
        var suspended = await Organisation.Suspended();
        byCollection["/v1/appeals"] = (await api.Stranger.Post(
            $"{await Organisation.Link(suspended, "appeal")}/appeal", new { Statement = "We have put it right." })).Expect(HttpStatusCode.Created).Id;
    }

    private bool Has(Operation operation) => operation.Ids.All(id => byCollection.ContainsKey(id.Collection))
        && GivenIds(operation).All(member => byCollection.Keys.Any(collection => IsNamed(member, collection)));

    // An example names things that do not exist.
    private JsonNode? WithOwnIds(Operation operation, JsonNode? body)
    {
        foreach (var member in GivenIds(operation))
        {
            Set(body!, member, Named(member));
        }

        // Where the client chooses the id, two organisations choose two.
        foreach (var holder in Holders(body).Where(holder => holder["id"] is JsonValue))
        {
            holder["id"] = Guid.NewGuid();
        }

        return body;
    }

    private static IEnumerable<string> GivenIds(Operation operation) => IdMembers(operation)
        .Select(member => member.Member)
        .Where(member => member != "id" && Holders(operation.Body()).Any(holder => holder[member] is JsonValue or JsonArray { Count: > 0 }));

    // What may hold ids: the body, and each item of a batch.
    private static IEnumerable<JsonObject> Holders(JsonNode? body) => body is JsonObject whole
        ? [whole, .. (whole["items"] as JsonArray ?? []).OfType<JsonObject>()]
        : [];

    private static void Set(JsonNode body, string member, JsonNode value)
    {
        foreach (var holder in Holders(body).Where(holder => holder.ContainsKey(member)))
        {
            holder[member] = holder[member] is JsonArray ? new JsonArray(value.DeepClone()) : value.DeepClone();
        }
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
        return byCollection.FirstOrDefault(pair => IsNamed(name, pair.Key)) is { Key: not null } found
            ? found.Value
            : byCollection["/v1/venues"];
    }

    private static bool IsNamed(string name, string collection)
    {
        var word = Regex.Replace(name, "_ids?$", "", RegexOptions.CultureInvariant);
        return collection.Split('/')[^1].Replace('-', '_') == (word == "curriculum" ? "curricula" : word + "s");
    }

    /// <summary>The example of an operation's body once for each member that is an id, with the place for that id.</summary>
    public static IEnumerable<(string Member, Func<Guid, JsonNode> With)> IdMembers(Operation operation)
    {
        if (operation.BodyType is null || operation.Body() is not JsonObject)
        {
            return [];
        }

        var inBody = IdProperties(operation.BodyType).Select(property => (
            Name(property),
            (Func<Guid, JsonNode>)(id =>
            {
                var body = operation.Body()!.AsObject();
                body[Name(property)] = Value(property, id);
                return body;
            })));
        var itemType = operation.BodyType.GetProperty("Items")?.PropertyType.GetGenericArguments()[0];
        var inItems = itemType is null ? [] : IdProperties(itemType).Select(property => (
            Name(property),
            (Func<Guid, JsonNode>)(id =>
            {
                var body = operation.Body()!;
                body["items"]![0]![Name(property)] = Value(property, id);
                return body;
            })));
        return inBody.Concat(inItems);

        static IEnumerable<PropertyInfo> IdProperties(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.PropertyType == typeof(Guid) || property.PropertyType == typeof(Guid?)
                || property.PropertyType.IsAssignableTo(typeof(IEnumerable<Guid>)));

        static string Name(PropertyInfo property) => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);

        static JsonNode Value(PropertyInfo property, Guid id) =>
            property.PropertyType.IsAssignableTo(typeof(IEnumerable<Guid>)) ? new JsonArray(id) : id;
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SafeZones.Api.Platform.OpenApi;

namespace SafeZones.Api.Tests.World;

/// <summary>The published document, to which every answer that any test receives is held.</summary>
public static class Contract
{
    private const string Types = "openapi/safezones.v1.json";

    // What Kestrel or the router says before an operation is chosen.
    private static readonly int[] OfNoOperation = [405, 406, 408, 414, 431, 499];

    private static readonly Lazy<JsonObject> Made = new(() => JsonNode.Parse(
        DocumentFiles.Make().GetAwaiter().GetResult().Single(file => Types.EndsWith(file.Name, StringComparison.Ordinal)).Content)!.AsObject());

    private static readonly Lazy<List<(Regex Path, JsonObject Operations)>> Paths = new(() =>
        [.. Document["paths"]!.AsObject()
            // The more literal path wins, as it does in the router.
            .OrderBy(path => path.Key.Count(character => character == '{'))
            .Select(path => (
                new Regex($"^{Regex.Replace(path.Key, @"\{\w+\}", "[^/]+")}$", RegexOptions.CultureInvariant),
                path.Value!.AsObject()))]);

    /// <summary>The 3.1 document of the code under test.</summary>
    public static JsonObject Document => Made.Value;

    /// <summary>Every operation with its method and path.</summary>
    public static IEnumerable<(string Method, string Path, JsonObject Operation)> Operations =>
        from path in Document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select (operation.Key, path.Key, operation.Value!.AsObject());

    /// <summary>Fails when the answer is not what the document says of that operation.</summary>
    public static void Check(HttpMethod method, string pathAndQuery, Answer answer)
    {
        var parts = pathAndQuery.Split('?', 2);
        var operation = (JsonObject?)Paths.Value.FirstOrDefault(path => path.Path.IsMatch(parts[0])).Operations?[method.Method.ToLowerInvariant()];
        var status = (int)answer.Status;
        if (operation is null || OfNoOperation.Contains(status))
        {
            return;
        }

        var request = $"{method} {parts[0]}";
        var responses = operation["responses"]!.AsObject();
        if (responses[status.ToString(CultureInfo.InvariantCulture)] is not { } response)
        {
            throw new Xunit.Sdk.XunitException($"{request} answered {answer}, a status that its document does not have.");
        }

        if (Resolve(response)["content"] is { } content && answer.Text.Length > 0)
        {
            var mediaType = answer.Headers["Content-Type"].Split(';')[0];
            var schema = content[mediaType]?["schema"]
                ?? throw new Xunit.Sdk.XunitException($"{request} answered {mediaType}, which its document does not have.");
            var faults = SchemaCheck.Faults(
                Document, schema, mediaType.EndsWith("json", StringComparison.Ordinal) ? answer.Body : JsonValue.Create(answer.Text));
            // Whoever names `fields` gets no others, and its description says so: of the resource or each item of a list.
            if (status < 300 && parts.Length == 2 && parts[1].Split('&').Any(pair => pair.StartsWith("fields=", StringComparison.Ordinal)))
            {
                Assert.Contains(Parameters.Shaped, Description(operation, "fields"), StringComparison.Ordinal);
                var item = answer.Body["data"] is JsonArray ? @"\.data\[\d+\]" : "";
                faults = faults.Where(fault => !Regex.IsMatch(fault, $@"^\${item}\.(?!id )\w+ is missing$", RegexOptions.CultureInvariant));
            }

            Assert.True(!faults.Any(), $"{request} is not as documented: {string.Join("; ", faults)}: {answer}");
        }
    }

    private static string Description(JsonObject operation, string parameter) =>
        (string)operation["parameters"]!.AsArray().Select(each => Resolve(each!)).Single(each => (string?)each["name"] == parameter)["description"]!;

    /// <summary>The thing itself, or what its reference points to.</summary>
    public static JsonNode Resolve(JsonNode node) => node["$ref"] is { } reference
        ? ((string)reference!).Split('/')[1..].Aggregate((JsonNode)Document, (at, name) => at[name]!)
        : node;
}

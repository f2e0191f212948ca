using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Guarantees;

/// <summary>One operation of the API as its route describes it; a new one is found by itself.</summary>
internal sealed class Operation
{
    private readonly RouteEndpoint endpoint;

    private Operation(RouteEndpoint endpoint) => this.endpoint = endpoint;

    public static IReadOnlyList<Operation> All(RunningApi api) =>
        [.. api.Services.GetRequiredService<EndpointDataSource>().Endpoints.Cast<RouteEndpoint>()
            .Select(endpoint => new Operation(endpoint))
            .OrderBy(operation => operation.endpoint.RoutePattern.PathSegments.Count)
            .ThenBy(operation => operation.Name, StringComparer.Ordinal)];

    /// <summary>Its id in the document; method and path where it is not in the document.</summary>
    public string Name => Description?.Id ?? $"{Method}:{Template}";

    /// <summary>GET where the route takes any method, as the page with the interactive document does.</summary>
    public HttpMethod Method => new(endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods[0] ?? "GET");

    public OperationDescription? Description => endpoint.Metadata.GetMetadata<OperationDescription>();

    public RequiredPermission? Required => endpoint.Metadata.GetMetadata<RequiredPermission>();

    public IReadOnlyCollection<string> QueryNames => endpoint.Metadata.GetMetadata<StrictQuery>()?.Names ?? [];

    public Type? BodyType => Description?.PatchedBody ?? endpoint.Metadata.GetMetadata<StrictBody>()?.Type;

    /// <summary>What a body may be; empty where there is none.</summary>
    public IReadOnlyList<string> MediaTypes => endpoint.Metadata.GetMetadata<StrictBody>()?.MediaTypes ?? [];

    public IReadOnlyList<object> Metadata => endpoint.Metadata;

    public string Template => "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(Text));

    /// <summary>The route's parameters that are ids, each with the collection that it names a thing of.</summary>
    public IReadOnlyList<(string Name, string Collection)> Ids =>
        [.. endpoint.RoutePattern.PathSegments
            .Select((segment, at) => (Segment: segment, Before: endpoint.RoutePattern.PathSegments.Take(at)))
            .Where(place => place.Segment.IsSimple && place.Segment.Parts[0] is RoutePatternParameterPart parameter && IsId(parameter.Name))
            .Select(place => (
                ((RoutePatternParameterPart)place.Segment.Parts[0]).Name,
                "/" + string.Join('/', place.Before.Select(Text))))];

    /// <summary>Parameters that are no ids, such as the code of a problem.</summary>
    public IReadOnlyList<string> OtherParameters =>
        [.. endpoint.RoutePattern.Parameters.Select(parameter => parameter.Name).Except(Ids.Select(id => id.Name))];

    public string Path(IEnumerable<Guid> ids)
    {
        var next = new Queue<Guid>(ids);
        return Path(parameter => IsId(parameter) ? next.Dequeue().ToString() : "example");
    }

    /// <summary>The path with whatever somebody writes in place of each parameter.</summary>
    public string Path(Func<string, string> value) => "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment =>
        segment.IsSimple && segment.Parts[0] is RoutePatternParameterPart parameter ? value(parameter.Name) : Text(segment)));

    /// <summary>Its page in the document; null where it is not in the document.</summary>
    public JsonObject? Page => Contract.Operations.FirstOrDefault(found => (string?)found.Operation["operationId"] == Name).Operation;

    /// <summary>The example of its body, as a client would send it.</summary>
    public JsonNode? Body() => Description?.BodyExample is { } example
        ? JsonSerializer.SerializeToNode(example, example.GetType(), ApiJson.Options)
        : null;

    /// <summary>Calls it with a precondition that holds for any version.</summary>
    public Task<Answer> Call(Actor actor, IEnumerable<Guid> ids, JsonNode? body = null, string query = "") => actor.Send(
        Method, Path(ids) + query, body ?? Body(), [.. Headers()], MediaTypes.FirstOrDefault("application/json"));

    // All that the operation insists on, so that what answers is the rule that is tried.
    private IEnumerable<(string Name, string Value)> Headers()
    {
        if (Method != HttpMethod.Get && (Ids.Count > 0 || Method == HttpMethod.Put))
        {
            yield return ("If-Match", "*");
        }

        if (Description?.NeedsIdempotencyKey is true)
        {
            yield return ("Idempotency-Key", Guid.NewGuid().ToString());
        }

        if (Description?.NeedsAuditReason is true)
        {
            yield return ("X-Audit-Reason", "a guarantee is tried");
        }
    }

    public override string ToString() => $"{Name} ({Method} {Template})";

    private bool IsId(string parameter) => endpoint.RoutePattern.ParameterPolicies.TryGetValue(parameter, out var policies)
        && policies.Any(policy => policy.Content == "guid");

    private static string Text(RoutePatternPathSegment segment) => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
        _ => throw new InvalidOperationException($"A route holds a {part.GetType().Name}."),
    }));
}

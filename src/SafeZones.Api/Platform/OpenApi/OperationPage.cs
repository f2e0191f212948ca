using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing.Patterns;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;

namespace SafeZones.Api.Platform.OpenApi;

/// <summary>What the document can find out about a route: all of it is metadata or a convention of every slice.</summary>
internal sealed class OperationPage
{
    private OperationPage(RouteEndpoint endpoint, OperationDescription description)
    {
        Endpoint = endpoint;
        Description = description;
        Function = endpoint.Metadata.OfType<MethodInfo>().Last();
        UseCase = Function.DeclaringType!;
        Method = HttpMethod.Parse(endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods[0]);
        Permission = endpoint.Metadata.GetMetadata<RequiredPermission>()!.Permission;
        Body = endpoint.Metadata.GetMetadata<StrictBody>() is { Type: not null } body ? body : null;
        Answers = [.. endpoint.Metadata.OfType<IProducesResponseTypeMetadata>().DistinctBy(answer => answer.StatusCode)];
        Path = string.Concat(endpoint.RoutePattern.PathSegments.Select(segment => "/" + string.Concat(segment.Parts.Select(Part))));
        var command = UseCase.GetNestedType("Command", BindingFlags.NonPublic | BindingFlags.Public);
        IsCommand = command is not null;
        NeedsIfMatch = command?.GetProperty("ExpectedVersion") is not null;
        IsPublic = Path.StartsWith("/v1/public/", StringComparison.Ordinal);
        AnswersVersions = IsPublic || Answers.Any(answer => answer.Type?.IsAssignableTo(typeof(IVersioned)) is true);
        Tag = Sentences.Words(UseCase.Namespace!.Split('.')[^1]);
    }

    public RouteEndpoint Endpoint { get; }

    public OperationDescription Description { get; }

    /// <summary>The method that minimal APIs call.</summary>
    public MethodInfo Function { get; }

    public Type UseCase { get; }

    public HttpMethod Method { get; }

    public string Path { get; }

    public Permission Permission { get; }

    public StrictBody? Body { get; }

    public IReadOnlyList<IProducesResponseTypeMetadata> Answers { get; }

    /// <summary>It leaves an audit entry: a write, or a read of what is restricted.</summary>
    public bool IsCommand { get; }

    public bool NeedsIfMatch { get; }

    public bool AnswersVersions { get; }

    /// <summary>In the plane that everybody reads and caches keep.</summary>
    public bool IsPublic { get; }

    /// <summary>Registers what is not there and replaces what is; the headers say which of the two is meant.</summary>
    public bool IsUpsert => Method == HttpMethod.Put && Answers.Any(answer => answer.StatusCode == StatusCodes.Status201Created);

    /// <summary>Does what it can, where the client prefers that to all or nothing.</summary>
    public bool CanBeLenient => Answers.Any(answer => answer.StatusCode == StatusCodes.Status207MultiStatus);

    public string Tag { get; }

    public bool NeedsNoToken => Permission is Permission.Anyone or Permission.HoldLink;

    public bool IsPost => Method == HttpMethod.Post;

    public bool IsGet => Method == HttpMethod.Get;

    /// <summary>The feature that lists the use case; its summary describes the tag.</summary>
    public Type Feature => UseCase.Assembly.GetType($"{UseCase.Namespace}.{UseCase.Namespace!.Split('.')[^1]}Feature", throwOnError: true)!;

    /// <summary>Every route that describes itself; pages and the document itself do not.</summary>
    public static List<OperationPage> All(IEnumerable<Endpoint> endpoints) =>
    [
        .. endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<OperationDescription>() is not null)
            .Select(endpoint => new OperationPage(endpoint, endpoint.Metadata.GetMetadata<OperationDescription>()!))
            .OrderBy(page => page.Path, StringComparer.Ordinal).ThenBy(page => page.Method.Method, StringComparer.Ordinal),
    ];

    private static string Part(RoutePatternPart part) => part switch
    {
        RoutePatternParameterPart parameter => $"{{{JsonNamingPolicy.SnakeCaseLower.ConvertName(parameter.Name)}}}",
        RoutePatternLiteralPart literal => literal.Content,
        _ => throw new InvalidOperationException($"The document has no way to write {part}."),
    };
}

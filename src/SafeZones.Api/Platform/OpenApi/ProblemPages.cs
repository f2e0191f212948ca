using System.Text.Json;
using Microsoft.OpenApi;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Problems;
using SafeZones.Api.Platform.Settings;
using static SafeZones.Api.Platform.Problems.ProblemCode;

namespace SafeZones.Api.Platform.OpenApi;

/// <summary>The problem responses of an operation: those of its kind, and its own.</summary>
internal sealed class ProblemPages(OpenApiDocument document, Schemas schemas, ProblemTexts problems, PlatformSettings platform)
{
    private const string Language = "en";

    /// <summary>One response a status, in order.</summary>
    public IEnumerable<(string Status, IOpenApiResponse Response)> Of(OperationPage page)
    {
        var common = Common(page).ToHashSet();
        foreach (var group in common.Union(page.Description.Problems).GroupBy(code => code.Status).OrderBy(group => group.Key))
        {
            var own = group.Where(code => !common.Contains(code)).ToList();
            yield return (Schemas.Number(group.Key), own.Count == 0
                ? Shared(group.Key, [.. group])
                : Response([.. own, .. group.Where(common.Contains)]));
        }
    }

    /// <summary>What any operation of this kind may answer.</summary>
    private static IEnumerable<ProblemCode> Common(OperationPage page)
    {
        var (hasBody, hasId, isWrite) = (page.Body is not null, page.Endpoint.RoutePattern.Parameters.Count > 0, page.IsCommand && !page.IsGet);
        return new (bool Applies, ProblemCode[] Codes)[]
        {
            (true, [InvalidRequest, RateLimited, InternalError, Unavailable]),
            (page.IsCommand, [InvalidHeader]),
            (hasBody, [MalformedBody, BodyTooLarge, UnsupportedMediaType]),
            (page.Answers.Any(answer => IsPage(answer.Type)), [InvalidCursor]),
            (!page.NeedsNoToken, [TokenMissing, InvalidToken, Forbidden, NoMembership]),
            (hasId, [NotFound]),
            (isWrite, [TryAgain]),
            (page.NeedsIfMatch || page.IsUpsert, [PreconditionFailed, PreconditionRequired]),
            (page.IsPost, [IdempotencyInFlight, IdempotencyKeyReused]),
        }.Where(kind => kind.Applies).SelectMany(kind => kind.Codes);
    }

    public static bool IsPage(Type? type) => type?.GetProperties().Any(member => member.PropertyType == typeof(PageEnd)) is true;

    // Operations of one kind share a response; its name says which codes it holds.
    private OpenApiResponseReference Shared(int status, ProblemCode[] codes)
    {
        var name = string.Join("Or", codes.Select(code => string.Concat(
            code.Name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]))));
        document.Components!.Responses!.TryAdd(name, Response(codes));
        return new OpenApiResponseReference(name, document);
    }

    private OpenApiResponse Response(ProblemCode[] codes) => new()
    {
        Description = string.Join('\n', codes.Select(code => $"- `{code.Name}`: {problems.Title(Language, code)}.")),
        Headers = Headers(codes).ToDictionary(header => header.Name, IOpenApiHeader (header) => new OpenApiHeader
        {
            Description = header.Description, Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        }),
        Content = new Dictionary<string, IOpenApiMediaType>
        {
            ["application/problem+json"] = new OpenApiMediaType
            {
                Schema = schemas.Of(typeof(ProblemBody), Usage.Answered),
                Example = JsonSerializer.SerializeToNode(Example(codes[0]), ApiJson.Options),
            },
        },
    };

    private static IEnumerable<(string Name, string Description)> Headers(ProblemCode[] codes)
    {
        yield return ("Content-Language", "The language of `title` and `detail`.");
        if (codes.Contains(TokenMissing))
        {
            yield return ("WWW-Authenticate", "`Bearer`, and what is wrong with the token.");
        }

        if (codes.Contains(PreconditionFailed))
        {
            yield return ("ETag", "The version that is there now.");
        }

        if (codes.Contains(RateLimited))
        {
            yield return ("RateLimit-Policy", "`q` requests in `w` seconds, of each kind.");
            yield return ("RateLimit", "How many are left, `r`, and after how many seconds there are more, `t`.");
        }

        if (codes.Contains(TryAgain) || codes.Contains(IdempotencyInFlight) || codes.Contains(RateLimited) || codes.Contains(Unavailable))
        {
            yield return ("Retry-After", "Seconds after which trying again makes sense.");
        }
    }

    private ProblemBody Example(ProblemCode code) => new(
        platform.ProblemPage(code.Name), problems.Title(Language, code), code.Status, problems.Detail(Language, code), "ltr",
        "/v1/venues", code.Name, "4bf92f3577b34da6a3ce929d0e0e4736", Errors(code));

    private List<FaultBody>? Errors(ProblemCode code) => code switch
    {
        _ when code == InvalidRequest => [Example(Fault.At("/name", FaultCode.Required))],
        _ when code == LimitReached => [Example(Fault.At("", FaultCode.TooMany, ("most", 20)))],
        _ => null,
    };

    private FaultBody Example(Fault fault) => new(fault.Pointer, fault.Parameter, fault.Code, problems.Sentence(Language, fault));
}

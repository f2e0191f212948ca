using System.Net.Mime;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.OpenApi;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Printing;
using SafeZones.Api.Platform.Problems;
using SafeZones.Api.Platform.Settings;
using SafeZones.Domain;

namespace SafeZones.Api.Platform.OpenApi;

/// <summary>The OpenAPI document of the routes, in the version asked for. The same code makes the same bytes.</summary>
internal sealed class ApiDocument
{
    private const string Bearer = "bearer";
    private const string ClientCredentials = "client_credentials";

    // In a patch null says something, and its example is written as an anonymous object.
    private static readonly JsonSerializerOptions PatchOptions = new(ApiJson.Options)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.Never, IgnoreReadOnlyProperties = false,
    };

    private readonly OpenApiDocument document = new()
    {
        Components = new OpenApiComponents
        {
            Schemas = new SortedDictionary<string, IOpenApiSchema>(StringComparer.Ordinal),
            Parameters = new SortedDictionary<string, IOpenApiParameter>(StringComparer.Ordinal),
            Responses = new SortedDictionary<string, IOpenApiResponse>(StringComparer.Ordinal),
        },
        Paths = [],
    };

    private readonly XmlDocumentation texts = new(typeof(ApiDocument).Assembly, typeof(Words).Assembly);
    private readonly PlatformSettings platform;
    private readonly OpenApiSpecVersion version;
    private readonly Schemas schemas;
    private readonly Parameters parameters;
    private readonly ProblemPages problems;

    private ApiDocument(PlatformSettings platform, ProblemTexts problemTexts, OpenApiSpecVersion version)
    {
        this.platform = platform;
        this.version = version;
        schemas = new Schemas(document, texts, version);
        parameters = new Parameters(document, schemas, texts);
        problems = new ProblemPages(document, schemas, problemTexts, platform);
    }

    /// <summary>The document as UTF-8 JSON that ends with a line break.</summary>
    public static async Task<byte[]> Write(
        IEnumerable<Endpoint> endpoints, PlatformSettings platform, ProblemTexts problemTexts, OpenApiSpecVersion version)
    {
        var made = new ApiDocument(platform, problemTexts, version);
        made.Describe(OperationPage.All(endpoints), problemTexts);
        using var bytes = new MemoryStream();
        await made.document.SerializeAsJsonAsync(bytes, version);
        // The library ends lines as the machine does.
        return [.. bytes.ToArray().Where(value => value != '\r'), (byte)'\n'];
    }

    private void Describe(List<OperationPage> pages, ProblemTexts problemTexts)
    {
        document.Info = Introduction.Of(problemTexts);
        document.Servers = [new OpenApiServer { Url = platform.PublicUrl, Description = "This installation." }];
        document.Components!.SecuritySchemes = SecuritySchemes();
        document.Tags = pages.DistinctBy(page => page.Tag).OrderBy(page => page.Tag, StringComparer.Ordinal)
            .Select(page => new OpenApiTag { Name = page.Tag, Description = texts.OfType(page.Feature) }).ToHashSet();
        foreach (var path in pages.GroupBy(page => page.Path))
        {
            document.Paths.Add(path.Key, new OpenApiPathItem
            {
                Operations = path.ToDictionary(page => page.Method, Operation),
            });
        }
    }

    private OpenApiOperation Operation(OperationPage page) => new()
    {
        OperationId = page.Description.Id,
        Summary = page.Description.Summary,
        Description = $"{page.Description.Description}\n\n{Sentences.Callers(page.Permission)}",
        Tags = new HashSet<OpenApiTagReference> { new(page.Tag, document) },
        Parameters = parameters.Of(page),
        RequestBody = Body(page),
        Responses = Responses(page),
        Security = Security(page.Permission),
    };

    private OpenApiRequestBody? Body(OperationPage page)
    {
        if (page.Body is not { Type: { } type } body)
        {
            return null;
        }

        var (usage, options) = page.Description.PatchedBody is null ? (Usage.Sent, ApiJson.Options) : (Usage.Patched, PatchOptions);
        return new OpenApiRequestBody
        {
            Required = true,
            Description = texts.OfType(type),
            Content = body.MediaTypes.ToDictionary(mediaType => mediaType, IOpenApiMediaType (_) => new OpenApiMediaType
            {
                Schema = schemas.Of(type, usage), Example = Json(page.Description.BodyExample, options),
            }),
        };
    }

    private OpenApiResponses Responses(OperationPage page)
    {
        var responses = new OpenApiResponses();
        foreach (var answer in page.Answers)
        {
            var type = answer.Type is null || answer.Type == typeof(void) ? null : answer.Type;
            responses.Add(Schemas.Number(answer.StatusCode), new OpenApiResponse
            {
                Description = type is null ? "Done." : type == typeof(string) ? "The table." : texts.OfType(type),
                Headers = Headers(page, answer.StatusCode, type),
                Content = type is null ? null : Contents(page, type, answer.ContentTypes).ToDictionary(),
            });
        }

        if (page.IsGet && page.AnswersVersions)
        {
            responses.Add("304", new OpenApiResponse { Description = "The client has this version." });
        }

        foreach (var (status, response) in problems.Of(page))
        {
            responses.Add(status, response);
        }

        return responses;
    }

    private IEnumerable<KeyValuePair<string, IOpenApiMediaType>> Contents(
        OperationPage page, Type type, IEnumerable<string> mediaTypes)
    {
        yield return Content(mediaTypes.FirstOrDefault(MediaTypeNames.Application.Json), type, page.Description.AnswerExample);
        if (page.Description.OtherAnswer is { } other)
        {
            yield return Content(other.MediaType, other.Example.GetType(), other.Example);
        }
    }

    private KeyValuePair<string, IOpenApiMediaType> Content(string mediaType, Type type, object? example) => new(mediaType, new OpenApiMediaType
    {
        Schema = schemas.Of(type, Usage.Answered), Example = Json(example, ApiJson.Options),
    });

    private static Dictionary<string, IOpenApiHeader>? Headers(OperationPage page, int status, Type? type)
    {
        var headers = new (bool Applies, string Name, string Description)[]
        {
            (page.IsPublic || type?.IsAssignableTo(typeof(IVersioned)) is true, "ETag", "The version of what is answered, for If-Match and If-None-Match."),
            (status == StatusCodes.Status201Created, "Location", "Where the new resource is."),
            (status == StatusCodes.Status202Accepted, "Location", "The job."),
            (type == typeof(string) || type == typeof(PrintedFile), "Content-Disposition", "The name of the file."),
            (ProblemPages.IsPage(type), "Link", "The next page, `rel=\"next\"`, when there is one."),
            (page.Description.OtherAnswer is not null, "Vary", "`Accept`."),
            (status == StatusCodes.Status207MultiStatus, "Preference-Applied", "`handling=lenient`."),
            (page.IsPost, "Idempotency-Replayed", "`true` when this answer was given before."),
        }.Where(header => header.Applies).ToList();
        return headers.Count == 0 ? null : headers.ToDictionary(header => header.Name, IOpenApiHeader (header) => new OpenApiHeader
        {
            Description = header.Description, Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
    }

    // A person's token or a machine's: any one of these is enough.
    private List<OpenApiSecurityRequirement> Security(Permission permission) => permission is Permission.Anyone or Permission.HoldLink
        ? []
        :
        [
            Requirement(Bearer),
            .. Sentences.Scopes(permission).Select(scope => Requirement(ClientCredentials, scope)),
        ];

    private OpenApiSecurityRequirement Requirement(string scheme, params string[] scopes) =>
        new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [.. scopes] };

    private Dictionary<string, IOpenApiSecurityScheme> SecuritySchemes() => new()
    {
        [Bearer] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "An access token of an identity provider that this installation knows, or of its own issuer.",
        },
        [ClientCredentials] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.OAuth2,
            Description = "For service accounts: the token carries the scopes that the account was given.",
            Flows = new OpenApiOAuthFlows
            {
                ClientCredentials = new OpenApiOAuthFlow
                {
                    TokenUrl = new Uri($"{platform.PublicUrl}/oauth/token"),
                    Scopes = Rights.Scopes.ToDictionary(scope => scope, Sentences.Scope),
                },
            },
        },
    };

    private static JsonNode? Json(object? example, JsonSerializerOptions options) =>
        example is null ? null : JsonSerializer.SerializeToNode(example, options);
}

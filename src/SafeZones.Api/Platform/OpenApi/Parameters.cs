using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.OpenApi;
using SafeZones.Api.Platform.Http;

namespace SafeZones.Api.Platform.OpenApi;

/// <summary>The parameters of an operation: its path, its query string, and the headers that its kind understands.</summary>
internal sealed class Parameters(OpenApiDocument document, Schemas schemas, XmlDocumentation texts)
{
    private const string AuditReason = "X-Audit-Reason";
    private const string RequiredAuditReason = $"{AuditReason}-Required";
    private const string IdempotencyKey = "Idempotency-Key";
    private const string RequiredIdempotencyKey = $"{IdempotencyKey}-Required";
    private const string IfMatch = "If-Match";
    private const string OptionalIfMatch = $"{IfMatch}-Optional";
    private const string NoneIfMatch = $"{IfNoneMatch}-Any";
    private const string Prefer = "Prefer";
    private const string IfNoneMatch = "If-None-Match";
    private const string AcceptLanguage = "Accept-Language";
    private const string Fields = "fields";

    /// <summary>What the description of <c>fields</c> ends with, wherever it is.</summary>
    internal const string Shaped = "`id` is always there; what is not named is absent, even where the schema requires it.";

    public IList<IOpenApiParameter> Of(OperationPage page) =>
        [.. page.Endpoint.RoutePattern.Parameters.Select(Path), .. Query(page), .. Headers(page).Select(Header)];

    private static OpenApiParameter Path(RoutePatternParameterPart part)
    {
        var isId = part.ParameterPolicies.Any(policy => policy.Content == "guid" || policy.ParameterPolicy is GuidRouteConstraint);
        return new OpenApiParameter
        {
            Name = JsonNamingPolicy.SnakeCaseLower.ConvertName(part.Name),
            In = ParameterLocation.Path,
            Required = true,
            Description = Sentences.PathParameter(part.Name),
            Schema = isId
                ? new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" }
                : new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1 },
        };
    }

    private IEnumerable<OpenApiParameter> Query(OperationPage page)
    {
        foreach (var parameter in page.Function.GetParameters())
        {
            if (parameter.GetCustomAttribute<FromQueryAttribute>() is { } query)
            {
                yield return Query(query.Name ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(parameter.Name!),
                    parameter.ParameterType, [.. parameter.GetCustomAttributes()], Shared(parameter.Name!));
            }
            else if (parameter.GetCustomAttribute<AsParametersAttribute>() is not null)
            {
                foreach (var property in parameter.ParameterType.GetProperties())
                {
                    if (property.GetCustomAttribute<FromQueryAttribute>()?.Name is { } name)
                    {
                        yield return Query(name, property.PropertyType, [.. property.GetCustomAttributes()], texts.OfMember(property));
                    }
                }
            }
        }
    }

    private OpenApiParameter Query(string name, Type declared, List<Attribute> rules, string description)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        var isList = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Choices<>);
        var schema = isList
            ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = schemas.Of(type.GetGenericArguments()[0], Usage.Sent), MinItems = 1 }
            : Schema(type);
        if (schema is OpenApiSchema inline)
        {
            SchemaRules.Apply(inline, rules);
        }

        return new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Query,
            Description = name == Fields ? $"{description} {Shaped}"
                : !isList && type != typeof(Instant) && Format(type) is { } format ? $"{description} Written {format}."
                : description,
            Schema = schema,
            // Comma-separated: a,b.
            Style = isList ? ParameterStyle.Form : null,
            Explode = !isList,
        };
    }

    private IOpenApiSchema Schema(Type type) => type switch
    {
        _ when type == typeof(Instant) => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" },
        _ when Format(type) is not null => new OpenApiSchema { Type = JsonSchemaType.String },
        _ => schemas.Of(type, Usage.Sent),
    };

    // The types of Platform/Http that read a text of their own say what it looks like.
    private static string? Format(Type type) =>
        type.GetProperty("Format", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as string;

    private static string Shared(string name) => name switch
    {
        Fields => "Only these members, comma-separated.",
        _ => throw new InvalidOperationException($"Move the query parameter {name} to an [AsParameters] record with a summary."),
    };

    private static IEnumerable<string> Headers(OperationPage page)
    {
        if (page.NeedsIfMatch)
        {
            yield return IfMatch;
        }

        if (page.IsUpsert)
        {
            yield return OptionalIfMatch;
            yield return NoneIfMatch;
        }

        if (page.IsGet && page.AnswersVersions)
        {
            yield return IfNoneMatch;
        }

        if (page.IsPost)
        {
            yield return page.Description.NeedsIdempotencyKey ? RequiredIdempotencyKey : IdempotencyKey;
        }

        if (page.CanBeLenient)
        {
            yield return Prefer;
        }

        if (page.IsCommand)
        {
            yield return page.Description.NeedsAuditReason ? RequiredAuditReason : AuditReason;
        }

        yield return AcceptLanguage;
    }

    // Each is described once and referred to.
    private OpenApiParameterReference Header(string name)
    {
        document.Components!.Parameters!.TryAdd(name, name switch
        {
            IfMatch => Header(name, "The ETag of the version that the change is meant for; `*` for whichever is there.", "\"1\"", isRequired: true),
            OptionalIfMatch => Header(IfMatch, "Replace this version only; `*` takes whatever is there, be it nothing.", "\"1\""),
            NoneIfMatch => Header(IfNoneMatch, "`*`: only if there is nothing yet.", "*"),
            Prefer => Header(name, "`handling=lenient`: do what can be done and answer for each item, instead of all or nothing.", "handling=lenient"),
            IfNoneMatch => Header(name, "ETags that the client has; the answer is 304 when one of them is still right.", "\"1\""),
            IdempotencyKey or RequiredIdempotencyKey => Header(IdempotencyKey,
                "Makes a repeated request safe: for 24 hours the same key with the same body is answered as it was the first time. "
                + "1 to 255 ASCII characters, such as a UUID.", "0199f0c4-6f4e-7b5a-8a3e-000000000001", isRequired: name == RequiredIdempotencyKey, most: 255),
            AuditReason or RequiredAuditReason => Header(AuditReason, "Why, in the caller's own words, for the audit trail.", "Correction asked for by the venue",
                isRequired: name == RequiredAuditReason, most: 500),
            _ => Header(name, "Language of problems: en, fr, es, ar or fil.", "es"),
        });
        return new OpenApiParameterReference(name, document);
    }

    // A page such as /docs fills an example in, which suits a header that has to be there. Any other would be sent by
    // whoever never asked for it, and so its example is only told.
    private static OpenApiParameter Header(string name, string description, string example, bool isRequired = false, int? most = null) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Description = isRequired ? description : $"{description} For example `{example}`.",
        Required = isRequired,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = most is null ? null : 1, MaxLength = most },
        Example = isRequired ? JsonValue.Create(example) : null,
    };
}

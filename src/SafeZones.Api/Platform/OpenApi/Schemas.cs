using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.OpenApi;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;

namespace SafeZones.Api.Platform.OpenApi;

/// <summary>How a type is used. What is absent, null or unknown means something else in each.</summary>
internal enum Usage
{
    /// <summary>In an answer: what has no value is absent, and members may be added later.</summary>
    Answered,

    /// <summary>In a body: what is required must be there, and nothing unknown may be.</summary>
    Sent,

    /// <summary>In a merge patch: any of the members, null to clear one that need not be there.</summary>
    Patched,
}

/// <summary>
/// The schemas of the document, made from the contracts by which the JSON is really read and written, and from the
/// annotations to which it is held.
/// </summary>
internal sealed class Schemas(OpenApiDocument document, XmlDocumentation texts, OpenApiSpecVersion version)
{
    private readonly Dictionary<string, (Type Type, Usage Usage)> named = [];

    /// <summary>The schema of a body, an answer or anything in them.</summary>
    public IOpenApiSchema Of(Type declared, Usage usage)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (Primitive(type) is { } primitive)
        {
            return primitive;
        }

        if (type.GetCustomAttribute<JsonShapeAttribute>() is { } shape)
        {
            return Of(shape.Shape, usage);
        }

        if (type.IsEnum)
        {
            return Named(type, usage, Words);
        }

        var contract = ApiJson.Options.GetTypeInfo(type);
        return contract.Kind switch
        {
            JsonTypeInfoKind.Object => Named(type, usage, () => Members(contract, usage)),
            JsonTypeInfoKind.Enumerable => new OpenApiSchema
            {
                Type = JsonSchemaType.Array, Items = Of(contract.ElementType!, usage == Usage.Patched ? Usage.Sent : usage),
            },
            // Clearing one entry of a map is part of a merge patch.
            JsonTypeInfoKind.Dictionary => new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                AdditionalProperties = usage == Usage.Patched ? OrNull(Of(contract.ElementType!, usage)) : Of(contract.ElementType!, usage),
            },
            _ => throw new InvalidOperationException($"{type} writes its own JSON: say with JsonShape what it looks like."),
        };

        OpenApiSchema Words() => Enumeration(type);
    }

    /// <summary>An enum as its words.</summary>
    public OpenApiSchema Enumeration(Type type)
    {
        var words = type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (
                Word: (string)JsonSerializer.SerializeToNode(field.GetValue(null), type, ApiJson.Options)!, Meaning: texts.OfMember(field)))
            .ToList();
        return new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Enum = [.. words.Select(word => (JsonNode)word.Word)],
            Description = $"{texts.OfType(type)}\n\n{string.Join('\n', words.Select(word => $"- `{word.Word}`: {word.Meaning}"))}",
        };
    }

    public static string Number(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private static OpenApiSchema? Primitive(Type type) => type switch
    {
        _ when type == typeof(string) => new() { Type = JsonSchemaType.String },
        // Bytes that are no text: a generated client must not read them as one.
        _ when type == typeof(Stream) => new() { Type = JsonSchemaType.String, Format = "binary" },
        _ when type == typeof(bool) => new() { Type = JsonSchemaType.Boolean },
        _ when type == typeof(short) || type == typeof(int) => new() { Type = JsonSchemaType.Integer, Format = "int32" },
        _ when type == typeof(long) => new() { Type = JsonSchemaType.Integer, Format = "int64" },
        _ when type == typeof(double) || type == typeof(decimal) => new() { Type = JsonSchemaType.Number, Format = "double" },
        _ when type == typeof(Guid) => new() { Type = JsonSchemaType.String, Format = "uuid" },
        _ when type == typeof(DateTimeOffset) => new() { Type = JsonSchemaType.String, Format = "date-time" },
        _ when type == typeof(DateOnly) => new() { Type = JsonSchemaType.String, Format = "date" },
        _ when type == typeof(JsonNode) || type == typeof(JsonElement) => new(),
        _ when type == typeof(JsonObject) => new() { Type = JsonSchemaType.Object },
        // Unless a member says otherwise, what passes through as JSON is a text by language or by source.
        _ when type == typeof(JsonText) => new()
        {
            Type = JsonSchemaType.Object, AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.String },
        },
        _ => null,
    };

    private OpenApiSchema Members(JsonTypeInfo contract, Usage usage)
    {
        var schema = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = texts.OfType(contract.Type),
            Properties = new Dictionary<string, IOpenApiSchema>(),
            Required = new HashSet<string>(),
            AdditionalPropertiesAllowed = usage == Usage.Answered || contract.Properties.Any(member => member.IsExtensionData),
        };
        // What is computed from other members is neither written nor read.
        foreach (var member in contract.Properties.Where(member => !member.IsExtensionData).Where(member => member.Set is not null || member.AssociatedParameter is not null))
        {
            schema.Properties[member.Name] = Member(member, usage);
            if (usage == Usage.Answered ? !member.IsGetNullable || SaysNull(member) : usage == Usage.Sent && member.IsRequired)
            {
                schema.Required.Add(member.Name);
            }
        }

        return schema;
    }

    // What has no value is absent, unless a standard wants to read null.
    private static bool SaysNull(JsonPropertyInfo member) => member.IsGetNullable && member.AttributeProvider!
        .GetCustomAttributes(typeof(JsonIgnoreAttribute), false).OfType<JsonIgnoreAttribute>()
        .Any(rule => rule.Condition == JsonIgnoreCondition.Never);

    private IOpenApiSchema Member(JsonPropertyInfo member, Usage usage)
    {
        var property = (PropertyInfo)member.AttributeProvider!;
        var rules = property.GetCustomAttributes().ToList();
        var type = rules.OfType<JsonShapeAttribute>().FirstOrDefault()?.Shape ?? member.PropertyType;
        var word = Nullable.GetUnderlyingType(type) ?? type;
        // A rule that narrows an enum makes a list of its own.
        var schema = word.IsEnum && rules.OfType<MemberRule>().Any() ? Enumeration(word) : Of(type, usage);
        if (schema is OpenApiSchema inline && usage != Usage.Answered)
        {
            SchemaRules.Apply(inline, rules);
            // A patch may leave out entries that are there already.
            inline.MinProperties = usage == Usage.Patched ? null : inline.MinProperties;
        }

        var isNullable = usage switch
        {
            Usage.Answered => SaysNull(member),
            Usage.Sent => member.IsSetNullable,
            _ => !member.IsRequired,
        };
        schema = isNullable ? OrNull(schema) : schema;
        var format = usage == Usage.Answered ? null : rules.OfType<RegularExpressionAttribute>().FirstOrDefault()?.ErrorMessage;
        schema.Description = texts.OfMember(property) + (format is null ? "" : $" Expected: {format}.");
        return schema;
    }

    private OpenApiSchema OrNull(IOpenApiSchema schema)
    {
        if (schema is OpenApiSchema { Enum: null } inline)
        {
            // What has no type may be null as it is.
            inline.Type |= JsonSchemaType.Null;
            return inline;
        }

        // 3.0 has no type for null: a nullable schema whose only value is null means the same.
        var none = version == OpenApiSpecVersion.OpenApi3_0
            ? new OpenApiSchema { Type = JsonSchemaType.Object | JsonSchemaType.Null, Enum = [JsonNullSentinel.JsonNull] }
            : new OpenApiSchema { Type = JsonSchemaType.Null };
        return new OpenApiSchema { AnyOf = [schema, none] };
    }

    private OpenApiSchemaReference Named(Type type, Usage usage, Func<OpenApiSchema> make)
    {
        var name = SchemaNames.Of(type, usage);
        var use = (type, type.IsEnum ? Usage.Answered : usage);
        if (named.TryAdd(name, use))
        {
            document.Components!.Schemas![name] = make();
        }
        else if (named[name] != use)
        {
            throw new InvalidOperationException($"{type} and {named[name].Type} would both be called {name} in the document.");
        }

        return new OpenApiSchemaReference(name, document);
    }
}

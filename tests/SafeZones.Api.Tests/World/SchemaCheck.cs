using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SafeZones.Api.Tests.World;

/// <summary>
/// Holds JSON against a schema. Knows the keywords that our document uses and stumbles over any other, so that none is
/// overlooked. (No validator package can be restored here with everything that it needs.)
/// </summary>
internal static class SchemaCheck
{
    private static readonly string[] Annotations = ["description", "example", "examples", "format", "default", "title"];

    public static IEnumerable<string> Faults(
        JsonObject document, JsonNode schema, JsonNode? value, string at = "$")
    {
        var found = schema["$ref"] is { } reference
            ? Faults(document, ((string)reference!).Split('/')[1..].Aggregate((JsonNode)document, (node, name) => node[name]!), value, at)
            : [];
        return found.Concat(schema.AsObject()
            .Where(keyword => keyword.Key != "$ref" && !Annotations.Contains(keyword.Key))
            .SelectMany(keyword => Faults(document, keyword.Key, keyword.Value!, schema, value, at)));
    }

    private static IEnumerable<string> Faults(
        JsonObject document, string keyword, JsonNode rule, JsonNode schema, JsonNode? value, string at)
    {
        return keyword switch
        {
            "type" => Is(rule is JsonArray types ? types.Any(type => HasType(value, (string)type!)) : HasType(value, (string)rule!)),
            "enum" => Is(rule.AsArray().Any(word => JsonNode.DeepEquals(word, value))),
            "anyOf" => Is(rule.AsArray().Any(option => !Faults(document, option!, value, at).Any())),
            "required" when value is JsonObject members =>
                rule.AsArray().Where(name => !members.ContainsKey((string)name!)).Select(name => $"{at}.{name} is missing"),
            "properties" when value is JsonObject members => rule.AsObject()
                .Where(property => members.ContainsKey(property.Key))
                .SelectMany(property => Faults(document, property.Value!, members[property.Key], $"{at}.{property.Key}")),
            "additionalProperties" when value is JsonObject members => members
                .Where(member => schema["properties"]?[member.Key] is null)
                .SelectMany(member => rule.GetValueKind() == JsonValueKind.False
                    ? [$"{at}.{member.Key} is unknown"]
                    : Faults(document, rule, member.Value, $"{at}.{member.Key}")),
            "items" when value is JsonArray items =>
                items.SelectMany((item, index) => Faults(document, rule, item, $"{at}[{index}]")),
            "minItems" when value is JsonArray items => Is(items.Count >= (int)rule),
            "maxItems" when value is JsonArray items => Is(items.Count <= (int)rule),
            "uniqueItems" when value is JsonArray items => Is(items.Select(item => item?.ToJsonString()).Distinct().Count() == items.Count),
            "minProperties" when value is JsonObject members => Is(members.Count >= (int)rule),
            "maxProperties" when value is JsonObject members => Is(members.Count <= (int)rule),
            "minLength" when Text(value) is { } text => Is(new StringInfo(text).LengthInTextElements >= (int)rule),
            "maxLength" when Text(value) is { } text => Is(text.EnumerateRunes().Count() <= (int)rule),
            "pattern" when Text(value) is { } text => Is(Regex.IsMatch(text, (string)rule!, RegexOptions.CultureInvariant)),
            "minimum" when value?.GetValueKind() == JsonValueKind.Number => Is((double)value >= (double)rule),
            "maximum" when value?.GetValueKind() == JsonValueKind.Number => Is((double)value <= (double)rule),
            "required" or "properties" or "additionalProperties" or "items" or "minItems" or "maxItems" or "uniqueItems"
                or "minProperties" or "maxProperties" or "minLength" or "maxLength" or "pattern" or "minimum" or "maximum" => [],
            _ => throw new NotSupportedException($"{nameof(SchemaCheck)} does not know {keyword}."),
        };

        IEnumerable<string> Is(bool holds) => holds ? [] : [$"{at} breaks {keyword} {rule.ToJsonString()}"];
    }

    private static string? Text(JsonNode? value) => value?.GetValueKind() == JsonValueKind.String ? (string?)value : null;

    private static bool HasType(JsonNode? value, string type) => (type, value?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        ("null", JsonValueKind.Null) or ("string", JsonValueKind.String) or ("number", JsonValueKind.Number)
            or ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array)
            or ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("integer", JsonValueKind.Number) => long.TryParse(value!.ToJsonString(), CultureInfo.InvariantCulture, out _),
        _ => false,
    };
}

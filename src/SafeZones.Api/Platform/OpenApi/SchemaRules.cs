using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using SafeZones.Api.Platform.Http;

namespace SafeZones.Api.Platform.OpenApi;

/// <summary>The annotations by which input is checked, as keywords of a schema.</summary>
internal static class SchemaRules
{
    public static void Apply(OpenApiSchema schema, IEnumerable<Attribute> rules)
    {
        foreach (var rule in rules)
        {
            Apply(schema, rule);
        }
    }

    private static void Apply(OpenApiSchema schema, Attribute rule)
    {
        switch (rule)
        {
            case MemberRule own:
                own.Describe(schema);
                break;
            case StringLengthAttribute length:
                schema.MinLength = length.MinimumLength == 0 ? null : length.MinimumLength;
                schema.MaxLength = length.MaximumLength;
                break;
            case LengthAttribute count:
                schema.MinItems = count.MinimumLength == 0 ? null : count.MinimumLength;
                schema.MaxItems = count.MaximumLength;
                break;
            case EmailAddressAttribute:
                schema.Format = "email";
                schema.MaxLength = 254;
                break;
            case RangeAttribute range:
                schema.Minimum = Schemas.Number(range.Minimum);
                schema.Maximum = Schemas.Number(range.Maximum);
                break;
            // Classes of Unicode mean nothing in a pattern without the u flag, which no schema can set.
            case RegularExpressionAttribute pattern when !pattern.Pattern.Contains(@"\p{", StringComparison.Ordinal):
                schema.Pattern = $"^{pattern.Pattern.TrimStart('^').TrimEnd('$')}$";
                break;
            case AllowedValuesAttribute allowed:
                schema.Enum = [.. allowed.Values.Select(value => (JsonNode)JsonValue.Create(value!.ToString())!)];
                break;
        }
    }
}

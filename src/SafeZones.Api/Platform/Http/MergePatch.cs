using System.Text.Json;
using System.Text.Json.Nodes;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Platform.Http;

internal static class MergePatch
{
    public const string MediaType = "application/merge-patch+json";

    /// <summary>The names of the members in which two bodies differ.</summary>
    public static string[] Changes<TBody>(TBody before, TBody after) => Changes(
        JsonSerializer.SerializeToNode(before, ApiJson.Options)!.AsObject(),
        JsonSerializer.SerializeToNode(after, ApiJson.Options)!.AsObject());

    public static string[] Changes(JsonObject before, JsonObject after) =>
    [
        .. before.Select(member => member.Key).Union(after.Select(member => member.Key))
            .Where(name => !JsonNode.DeepEquals(before[name], after[name])),
    ];
}

/// <summary>
/// A partial change (RFC 7396): members that are there replace, null clears, what is absent stays. The result is held
/// to the same rules as a whole body.
/// </summary>
/// <typeparam name="TBody">The whole body that the patch is applied to.</typeparam>
internal sealed record MergePatch<TBody>(JsonObject Members) where TBody : class
{
    /// <summary>Read by minimal APIs in place of a body.</summary>
    public static ValueTask<MergePatch<TBody>?> BindAsync(HttpContext context)
    {
        var members = JsonSerializer.Deserialize<JsonElement>(StrictBody.Bytes(context.Request), ApiJson.Options);
        return members.ValueKind == JsonValueKind.Object
            ? ValueTask.FromResult<MergePatch<TBody>?>(new MergePatch<TBody>(JsonObject.Create(members)!))
            : throw new Problem(ProblemCode.InvalidRequest, Fault.At("", FaultCode.WrongType));
    }

    /// <summary>The body after the change, checked, and the names of the members that it changes.</summary>
    public (TBody Body, string[] Changed) ApplyTo(TBody current)
    {
        var before = JsonSerializer.SerializeToNode(current, ApiJson.Options)!.AsObject();
        var after = Merge(before.DeepClone(), Members)!.AsObject();
        var body = after.Deserialize<TBody>(ApiJson.Options)!;
        BodyRules.Check(body);
        return (body, MergePatch.Changes(before, JsonSerializer.SerializeToNode(body, ApiJson.Options)!.AsObject()));
    }

    private static JsonNode? Merge(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject members)
        {
            return patch?.DeepClone();
        }

        var result = target as JsonObject ?? [];
        foreach (var (name, value) in members)
        {
            if (value is null)
            {
                result.Remove(name);
            }
            else
            {
                result[name] = Merge(result[name]?.DeepClone(), value);
            }
        }

        return result;
    }
}

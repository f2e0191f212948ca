using System.Globalization;
using Microsoft.Net.Http.Headers;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Platform.Http;

/// <summary>A resource that counts its changes. Its ETag is that number in quotes.</summary>
internal interface IVersioned
{
    long Version { get; }
}

/// <summary>Conditional requests (RFC 9110): which version the client has seen.</summary>
internal static class ETags
{
    private const long SomeOtherVersion = -1;

    /// <summary>The strong ETag of a version; a shape made by <c>fields</c> is a representation of its own.</summary>
    public static string Of(long version, HashSet<string>? fields = null)
    {
        var number = version.ToString(CultureInfo.InvariantCulture);
        return fields is null ? $"\"{number}\"" : $"\"{number}-{string.Join('.', fields.Order(StringComparer.Ordinal))}\"";
    }

    /// <summary>
    /// The version that a change is meant for. 428 without If-Match; <c>*</c> means whatever is there (null).
    /// </summary>
    public static long? RequireIfMatch(HttpContext context)
    {
        var header = context.Request.Headers.IfMatch;
        if (header.Count == 0)
        {
            throw new Problem(ProblemCode.PreconditionRequired, Fault.In("If-Match", FaultCode.Required));
        }

        var text = header.Count == 1 ? header[0]!.Trim() : "";
        if (text == "*")
        {
            return null;
        }

        // An ETag that is not one of ours belongs to no version: stale, and answered with the current one.
        return text is ['"', .. var inner, '"']
            && long.TryParse(inner.Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
                ? version
                : SomeOtherVersion;
    }

    /// <summary>Refuses a change that was meant for another version than the one that is locked now.</summary>
    public static void RefuseStale(long? expected, long current)
    {
        if (expected is not null && expected != current)
        {
            throw new Problem(ProblemCode.PreconditionFailed) { CurrentETag = Of(current) };
        }
    }

    public static bool IsKnown(HttpContext context, long version, HashSet<string>? fields) =>
        context.Request.Headers.IfNoneMatch.Count > 0 && IsKnown(context, Of(version, fields));

    /// <summary>Whether the client has it; one that a proxy has made weak counts, as RFC 9110 asks.</summary>
    public static bool IsKnown(HttpContext context, string tag) =>
        EntityTagHeaderValue.TryParseList(context.Request.Headers.IfNoneMatch, out var known)
        && known.Any(value => value.Tag == "*" || value.Tag == tag);
}

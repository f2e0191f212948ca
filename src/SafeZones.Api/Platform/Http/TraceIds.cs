using System.Diagnostics;

namespace SafeZones.Api.Platform.Http;

/// <summary>
/// The id by which a request is found again in logs, traces, the audit trail and the client's own notes: that of its
/// trace where somebody traces, else the one that the client sent (W3C <c>traceparent</c>), else a random one. It is made
/// when it is first needed, which a read that goes well never does.
/// </summary>
internal static class TraceIds
{
    private static readonly object Key = new();

    public static string Of(HttpContext context)
    {
        if (context.Items.TryGetValue(Key, out var known))
        {
            return (string)known!;
        }

        var id = Activity.Current?.TraceId
            ?? (ActivityContext.TryParse(context.Request.Headers.TraceParent, null, out var sent) ? sent.TraceId : ActivityTraceId.CreateRandom());
        var text = id.ToHexString();
        context.Items[Key] = text;
        return text;
    }
}

using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using SafeZones.Api.Platform.Problems;
using SafeZones.Api.Platform.Settings;

namespace SafeZones.Api.Platform.Http;

/// <summary>What the pipeline needs to know of the HTTP request; a job leaves it empty.</summary>
internal sealed class RequestDetails
{
    private const int KeyCharactersMax = 255;
    private const int ReasonCharactersMax = 500;
    private HttpContext? context;

    /// <summary>The <c>trace_id</c> of the request; a job has one of its own.</summary>
    public string RequestId => field ??= context is null ? ActivityTraceId.CreateRandom().ToHexString() : TraceIds.Of(context);

    /// <summary>Method and path: one part of what an idempotency key is good for.</summary>
    public string Route { get; private set; } = "";

    public string? IdempotencyKey { get; private set; }

    public byte[] BodyHash { get; private set; } = [];

    /// <summary>Why the caller does this, in their own words (<c>X-Audit-Reason</c>).</summary>
    public string? AuditReason { get; private set; }

    /// <summary>Set when the answer was given before, so that the response can say so.</summary>
    public bool IsReplay { get; set; }

    /// <summary>For what is no HTTP request and may come twice all the same: it is done once.</summary>
    /// <param name="route">Where such requests come from.</param>
    /// <param name="key">What the one that comes again is known by.</param>
    public void ApplyOnce(string route, string key) => (Route, IdempotencyKey) = (route, key);

    /// <summary>Some operations are not done without saying why.</summary>
    public void RequireAuditReason()
    {
        if (AuditReason is null)
        {
            throw new Problem(ProblemCode.InvalidHeader, Fault.In("X-Audit-Reason", FaultCode.Required));
        }
    }

    /// <summary>Reads the headers; an Idempotency-Key goes with the hash of the body.</summary>
    public static Task Read(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        var details = context.RequestServices.GetRequiredService<RequestDetails>();
        details.context = context;
        if (HttpMethods.IsGet(request.Method) && !request.Headers.ContainsKey("X-Audit-Reason"))
        {
            return next(context);
        }

        // What is secret in a path is not kept with the key; the caller is, and acts by no other link.
        details.Route = $"{request.Method} {SecretPaths.Shown(request.Path)}";
        details.AuditReason = Text(request, "X-Audit-Reason", ReasonCharactersMax, isAscii: false);
        if (HttpMethods.IsPost(request.Method) && Text(request, "Idempotency-Key", KeyCharactersMax, isAscii: true) is { } key)
        {
            details.RepeatBy(key, StrictBody.Bytes(request));
        }

        return next(context);
    }

    /// <summary>What repeats the request is known; where it is a field of a form, only once that was read.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="body">The very bytes that were sent with it.</param>
    public void RepeatBy(string key, ReadOnlySpan<byte> body)
    {
        IdempotencyKey = key;
        // Under a key, so that nobody who sees the row finds out by trying what a short body said.
        BodyHash = HMACSHA256.HashData(
            context!.RequestServices.GetRequiredService<MasterKey>().Derive("idempotency bodies"), body);
        context.Response.OnStarting(() =>
        {
            if (IsReplay)
            {
                context.Response.Headers["Idempotency-Replayed"] = "true";
            }

            return Task.CompletedTask;
        });
    }

    /// <summary>For what must not happen twice: refuses a request that could not be repeated safely.</summary>
    public void RequireIdempotencyKey()
    {
        if (IdempotencyKey is null)
        {
            throw new Problem(ProblemCode.InvalidHeader, Fault.In("Idempotency-Key", FaultCode.Required));
        }
    }

    private static string? Text(HttpRequest request, string header, int most, bool isAscii)
    {
        var values = request.Headers[header];
        if (values.Count == 0)
        {
            return null;
        }

        var text = values.Count == 1 ? values[0]!.Trim() : "";
        if (text.Length == 0 || text.Length > most || text.Any(char.IsControl) || (isAscii && !Ascii.IsValid(text)))
        {
            throw new Problem(ProblemCode.InvalidHeader,
                Fault.In(header, FaultCode.WrongFormat, ("pattern", $"one value of 1 to {most} characters")));
        }

        return text.Normalize(NormalizationForm.FormC);
    }
}

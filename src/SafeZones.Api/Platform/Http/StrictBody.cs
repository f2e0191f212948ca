using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Platform.Http;

/// <summary>
/// What a route's body may be, read off its metadata. A body is read here once, as a whole, and refused here when it
/// is none, too large, of another media type or no JSON where it should be; what it means is for the endpoint to judge.
/// </summary>
internal sealed class StrictBody
{
    // In a lenient batch a wrong text is the fault of its item, which is read alone.
    private readonly bool isTextChecked;

    // Its bytes are no JSON.
    private readonly RawBody? raw;

    private StrictBody(IReadOnlyList<object> metadata)
    {
        var accepts = metadata.OfType<IAcceptsMetadata>().LastOrDefault();
        Type = accepts?.RequestType;
        MediaTypes = accepts?.ContentTypes ?? [];
        raw = metadata.OfType<RawBody>().SingleOrDefault();
        isTextChecked = !metadata.OfType<IProducesResponseTypeMetadata>()
            .Any(answer => answer.StatusCode == StatusCodes.Status207MultiStatus);
    }

    /// <summary>What it is read as; null where the route takes no body.</summary>
    public Type? Type { get; }

    /// <summary>The media types that the route takes, and no others.</summary>
    public IReadOnlyList<string> MediaTypes { get; }

    /// <summary>Guards every route of the group, those included that are mapped later.</summary>
    public static void Guard(IEndpointConventionBuilder group) => group.Finally(endpoint =>
    {
        var strict = new StrictBody([.. endpoint.Metadata]);
        // The router would refuse by this metadata, before it is known who asks, and takes any +json for JSON.
        foreach (var accepts in endpoint.Metadata.OfType<IAcceptsMetadata>().ToList())
        {
            endpoint.Metadata.Remove(accepts);
        }

        endpoint.Metadata.Add(strict);
    });

    /// <summary>Runs after authorisation, so that a stranger cannot make us read.</summary>
    public static Task Check(HttpContext context, RequestDelegate next)
    {
        var hasBody = context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody is true;
        return context.GetEndpoint()?.Metadata.GetMetadata<StrictBody>() switch
        {
            { MediaTypes.Count: > 0 } known => known.Read(context, hasBody, next),
            { } when hasBody => RefuseBody(context, next),
            _ => next(context),
        };
    }

    /// <summary>The very bytes that were sent.</summary>
    public static ReadOnlySpan<byte> Bytes(HttpRequest request) =>
        request.Body is MemoryStream body && body.TryGetBuffer(out var bytes) ? bytes : [];

    private static async Task RefuseBody(HttpContext context, RequestDelegate next)
    {
        // A body in chunks may turn out to be empty.
        if (context.Request.ContentLength > 0 || await context.Request.Body.ReadAsync(new byte[1], context.RequestAborted) > 0)
        {
            throw new Problem(ProblemCode.InvalidRequest, Fault.At("", FaultCode.BodyNotTaken));
        }

        await next(context);
    }

    private async Task Read(HttpContext context, bool hasBody, RequestDelegate next)
    {
        if (hasBody)
        {
            RefuseOtherMediaTypes(context.Request);
        }

        // A body in chunks may be empty, too.
        var body = hasBody ? await WholeBody.Read(context, raw?.BytesMax ?? WholeBody.BytesMax) : default;
        if (body.Count == 0)
        {
            throw new Problem(ProblemCode.MalformedBody, Fault.At("", FaultCode.Required));
        }

        if (raw is null)
        {
            JsonGrammar.Check(body, isTextChecked);
        }

        context.Request.Body = new MemoryStream(body.Array!, 0, body.Count, writable: false, publiclyVisible: true);
        await next(context);
    }

    private void RefuseOtherMediaTypes(HttpRequest request)
    {
        var sent = request.ContentType;
        if (MediaTypes.Contains(sent, StringComparer.Ordinal))
        {
            return;
        }

        if (!MediaTypeHeaderValue.TryParse(sent, out var parsed)
            || MediaTypes.FirstOrDefault(type => parsed.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase)) is not { } known
            || parsed.Parameters.Any(parameter => parameter.Name.Equals("charset", StringComparison.OrdinalIgnoreCase)
                && !HeaderUtilities.RemoveQuotes(parameter.Value).Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
        {
            throw new Problem(ProblemCode.UnsupportedMediaType,
                Fault.In("Content-Type", FaultCode.NotOneOf, ("allowed", $"{string.Join(", ", MediaTypes)} (UTF-8)")));
        }

        // The framework looks for a charset again, and takes its quotes for a part of the name.
        request.ContentType = known;
    }
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SafeZones.Api.Platform.Jobs;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Platform.Http;

/// <summary>How endpoints answer: the resource, its ETag and, where it is new, its address.</summary>
internal static class Reply
{
    private const string JsonMediaType = "application/json; charset=utf-8";

    /// <summary>200 with the resource, or 304 when the client has this version.</summary>
    public static IResult Ok<T>(HttpContext context, T resource) where T : IVersioned
    {
        var fields = Fields<T>(context);
        context.Response.Headers.ETag = ETags.Of(resource.Version, fields);
        if (HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.Headers.CacheControl = "private, no-cache";
            if (ETags.IsKnown(context, resource.Version, fields))
            {
                return TypedResults.StatusCode(StatusCodes.Status304NotModified);
            }
        }

        return fields is null ? Json(resource) : Json(Shaped(resource, fields));
    }

    /// <summary>201 with the resource, where it is and its ETag.</summary>
    public static IResult Created<T>(HttpContext context, string location, T resource) where T : IVersioned
    {
        context.Response.Headers.ETag = ETags.Of(resource.Version, fields: null);
        context.Response.Headers.Location = location;
        return Json(resource, StatusCodes.Status201Created);
    }

    /// <summary>202: a job will do it, and is where its client looks how far it is.</summary>
    public static IResult Accepted(HttpContext context, Job job)
    {
        context.Response.Headers.ETag = ETags.Of(job.Version, fields: null);
        context.Response.Headers.Location = $"/v1/jobs/{job.Id}";
        return Json(job, StatusCodes.Status202Accepted);
    }

    /// <summary>200 with one page, in the shape that <c>fields</c> asks for.</summary>
    public static IResult Page<T>(HttpContext context, Page<T> page)
    {
        context.Response.Headers.CacheControl = "private, no-cache";
        return Fields<T>(context) is { } fields
            ? Json(new Page<JsonObject>([.. page.Data.Select(item => Shaped(item, fields))], page.End))
            : Json(page);
    }

    /// <summary>200 for everybody: kept by caches for a minute, and known again by its content.</summary>
    public static IResult Public<T>(HttpContext context, T body, string mediaType = JsonMediaType)
    {
        // Written once: the bytes that are sent are those that it is known by.
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, ApiJson.Options);
        var tag = TagOf(bytes);
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = "public, max-age=60";
        return ETags.IsKnown(context, tag)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : new BytesReply(bytes, mediaType);
    }

    /// <summary>The same with one page, in the shape that <c>fields</c> asks for.</summary>
    public static IResult PublicPage<T>(HttpContext context, Page<T> page) => Fields<T>(context) is { } fields
        ? Public(context, new Page<JsonObject>([.. page.Data.Select(item => Shaped(item, fields))], page.End))
        : Public(context, page);

    /// <summary>200 with a text that is the caller's own.</summary>
    public static IResult PrivateText(HttpContext context, string mediaType, string text)
    {
        context.Response.Headers.CacheControl = "private, no-cache";
        return TypedResults.Text(text, $"{mediaType}; charset=utf-8");
    }

    /// <summary>200 with a file that is the caller's own and kept by no cache.</summary>
    public static IResult PrivateFile(HttpContext context, string name, string mediaType, byte[] content)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return new BytesReply(content, mediaType);
    }

    /// <summary>The same, known again by its content.</summary>
    public static IResult KnownText(HttpContext context, string mediaType, string text)
    {
        var tag = TagOf(Encoding.UTF8.GetBytes(text));
        context.Response.Headers.ETag = tag;
        var whole = PrivateText(context, mediaType, text);
        return ETags.IsKnown(context, tag) ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : whole;
    }

    public static IResult Json<T>(T body, int status = StatusCodes.Status200OK) =>
        new JsonReply<T>(body, status, JsonMediaType);

    /// <summary>Sends a body that is written already.</summary>
    private sealed class BytesReply(byte[] body, string mediaType) : IResult
    {
        public async Task ExecuteAsync(HttpContext context)
        {
            context.Response.ContentType = mediaType;
            context.Response.ContentLength = body.Length;
            await context.Response.BodyWriter.WriteAsync(body, context.RequestAborted);
        }
    }

    /// <summary>Sends a body in one piece; the framework's own result sends a long one in several, each at its own cost.</summary>
    private sealed class JsonReply<T>(T body, int status, string mediaType) : IResult
    {
        private static readonly JsonWriterOptions Writing = new() { Encoder = ApiJson.Options.Encoder, SkipValidation = true };

        public async Task ExecuteAsync(HttpContext context)
        {
            var response = context.Response;
            response.StatusCode = status;
            response.ContentType = mediaType;
            await using (var writer = new Utf8JsonWriter(response.BodyWriter, Writing))
            {
                JsonSerializer.Serialize(writer, body, ApiJson.Options);
            }

            await response.BodyWriter.FlushAsync(context.RequestAborted);
        }
    }

    private static string TagOf(byte[] content) => $"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 16))}\"";

    /// <summary>The members that the client wants, each of which must exist; null for all.</summary>
    public static HashSet<string>? Fields<T>(HttpContext context)
    {
        if (context.Request.Query["fields"].ToString() is not { Length: > 0 } text)
        {
            return null;
        }

        var known = ApiJson.Options.GetTypeInfo(typeof(T)).Properties.Select(property => property.Name).ToHashSet();
        var wanted = text.Split(',').ToHashSet();
        if (!wanted.IsSubsetOf(known))
        {
            throw new Problem(ProblemCode.InvalidRequest,
                Fault.In("fields", FaultCode.NotOneOf, ("allowed", string.Join(", ", known))));
        }

        wanted.Add("id");
        return wanted;
    }

    /// <summary>Those of its members alone.</summary>
    public static JsonObject Shaped<T>(T resource, HashSet<string> fields)
    {
        var whole = JsonSerializer.SerializeToNode(resource, ApiJson.Options)!.AsObject();
        foreach (var name in whole.Select(member => member.Key).Where(name => !fields.Contains(name)).ToList())
        {
            whole.Remove(name);
        }

        return whole;
    }
}

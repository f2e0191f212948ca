using Microsoft.Net.Http.Headers;

namespace SafeZones.Api.Platform.Http;

/// <summary>Which of two representations a client would rather have (RFC 9110, <c>Accept</c>).</summary>
internal static class Representations
{
    private const string Usual = "application/json";

    /// <summary>
    /// Whether the client asks for that media type by name and not for the usual one at least as much. The answer is another for
    /// another <c>Accept</c>, and says so to caches.
    /// </summary>
    public static bool Prefers(HttpContext context, string mediaType, string over = Usual)
    {
        context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        if (!MediaTypeHeaderValue.TryParseList(context.Request.Headers.Accept, out var accepted))
        {
            return false;
        }

        var wanted = QualityOrDefault(accepted, mediaType);
        return wanted > 0 && wanted > QualityOrDefault(accepted, over);
    }

    private static double QualityOrDefault(IEnumerable<MediaTypeHeaderValue> accepted, string mediaType) => accepted
        .Where(value => value.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase))
        .Select(value => value.Quality ?? 1)
        .DefaultIfEmpty(0)
        .Max();
}

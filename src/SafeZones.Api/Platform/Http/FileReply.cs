using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Platform.Http;

/// <summary>A file with a name that is sent as it is read, part by part.</summary>
internal sealed record SentFile(string Name, long Length, IAsyncEnumerable<byte[]> Parts);

/// <summary>Sends a file of which only a part is held at a time.</summary>
internal sealed class FileReply(SentFile file, string mediaType) : IResult
{
    public async Task ExecuteAsync(HttpContext context)
    {
        var (response, cancellationToken) = (context.Response, context.RequestAborted);
        try
        {
            await using var parts = file.Parts.GetAsyncEnumerator(cancellationToken);
            // Whatever goes wrong before the first part is answered as a problem.
            var hasPart = await parts.MoveNextAsync();
            response.ContentType = mediaType;
            response.ContentLength = file.Length;
            response.Headers.ContentDisposition = $"attachment; filename=\"{file.Name}\"";
            response.Headers.CacheControl = "no-store";
            response.Headers.XContentTypeOptions = "nosniff";
            for (; hasPart; hasPart = await parts.MoveNextAsync())
            {
                await response.BodyWriter.WriteAsync(parts.Current, cancellationToken);
            }
        }
        catch (Exception exception) when (context.Response.HasStarted)
        {
            // Its length has been promised: a connection that breaks off says that this is not all of it.
            if (!cancellationToken.IsCancellationRequested)
            {
                ProblemLog.Fault(
                    context.RequestServices.GetRequiredService<ILogger<ProblemResponses>>(), TraceIds.Of(context), exception);
            }

            context.Abort();
        }
    }
}

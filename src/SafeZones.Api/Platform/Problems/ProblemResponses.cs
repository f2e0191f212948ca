using System.Globalization;
using System.Text.Json;
using Npgsql;
using SafeZones.Api.Platform.Http;

namespace SafeZones.Api.Platform.Problems;

/// <summary>The one place where a failure becomes an answer. A fault of ours says a trace id and nothing else.</summary>
internal sealed class ProblemResponses(
    RequestDelegate next, ProblemBodies bodies, ILogger<ProblemResponses> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null })
            {
                await Write(context, Of(context.Response.StatusCode));
            }
        }
        catch (Exception exception) when (context.RequestAborted.IsCancellationRequested
            && exception is OperationCanceledException or IOException or Problem)
        {
            // Nobody is there to read an answer.
            if (!context.Response.HasStarted)
            {
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            }
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            await Write(context, Of(context, exception));
        }
    }

    private Problem Of(HttpContext context, Exception exception)
    {
        switch (exception)
        {
            case Problem problem:
                return problem;
            case BadHttpRequestException { InnerException: JsonException json }:
                return JsonFaults.Of(json, StrictBody.Bytes(context.Request));
            case BadHttpRequestException bad:
                return Of(bad.StatusCode);
            case JsonException json:
                return JsonFaults.Of(json, StrictBody.Bytes(context.Request));
            case PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation }
                broken when ProblemCode.ByConstraint.TryGetValue(ConstraintName(broken), out var code):
                return new Problem(code);
            case PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected }:
                return new Problem(ProblemCode.TryAgain) { RetryAfter = TimeSpan.FromSeconds(1) };
            case NpgsqlException { IsTransient: true } or PostgresException { SqlState: ['5', '7', ..] }
                or NpgsqlException { InnerException: TimeoutException } or OperationCanceledException:
                ProblemLog.Unavailable(logger, TraceIds.Of(context), exception.GetType().Name, (exception as PostgresException)?.SqlState);
                return new Problem(ProblemCode.Unavailable) { RetryAfter = TimeSpan.FromSeconds(2) };
            default:
                ProblemLog.Fault(logger, TraceIds.Of(context), exception);
                return new Problem(ProblemCode.InternalError);
        }
    }

    // Citus appends the shard to a constraint's name.
    private static string ConstraintName(PostgresException broken)
    {
        var name = broken.ConstraintName ?? "";
        var end = name.LastIndexOf('_');
        return end > 0 && name[(end + 1)..].All(char.IsAsciiDigit) ? name[..end] : name;
    }

    private static Problem Of(int status) => new(status switch
    {
        StatusCodes.Status404NotFound => ProblemCode.NotFound,
        StatusCodes.Status405MethodNotAllowed => ProblemCode.MethodNotAllowed,
        StatusCodes.Status406NotAcceptable => ProblemCode.NotAcceptable,
        StatusCodes.Status408RequestTimeout => ProblemCode.RequestTimeout,
        StatusCodes.Status413PayloadTooLarge => ProblemCode.BodyTooLarge,
        StatusCodes.Status414UriTooLong => ProblemCode.UriTooLong,
        StatusCodes.Status415UnsupportedMediaType => ProblemCode.UnsupportedMediaType,
        StatusCodes.Status431RequestHeaderFieldsTooLarge => ProblemCode.HeadersTooLarge,
        >= 500 => ProblemCode.Unavailable,
        _ => ProblemCode.InvalidRequest,
    });

    private Task Write(HttpContext context, Problem problem)
    {
        var language = ProblemTexts.Best(context.Request.Headers);
        var response = context.Response;
        response.StatusCode = problem.Code.Status;
        response.Headers.ContentLanguage = language;
        response.Headers.CacheControl = "no-store";
        if (problem.CurrentETag is { } etag)
        {
            response.Headers.ETag = etag;
        }

        if (problem.RetryAfter is { } after)
        {
            response.Headers.RetryAfter = Math.Ceiling(after.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        if (context.GetEndpoint()?.Metadata.GetMetadata<ProblemPage>() is { } page)
        {
            return page.Write(context, problem);
        }

        var body = bodies.Of(context, problem, language);
        return response.WriteAsJsonAsync(body, ApiJson.Options, "application/problem+json", context.RequestAborted);
    }
}

/// <summary>Marks a route whose answers people read and not machines: it says in its own way that something went wrong.</summary>
internal sealed record ProblemPage(Func<HttpContext, Problem, Task> Write);

internal static partial class ProblemLog
{
    // Only what kind of failure and where: a message can hold the values of a row.
    [LoggerMessage(LogLevel.Error, "A request failed by a fault of ours: {TraceId} {Kind}\n{Stack}")]
    private static partial void Fault(ILogger logger, string traceId, string kind, string? stack);

    public static void Fault(ILogger logger, string traceId, Exception exception) =>
        Fault(logger, traceId, Kind(exception), exception.StackTrace);

    [LoggerMessage(LogLevel.Warning, "The database did not answer: {TraceId} {Kind} {SqlState}")]
    public static partial void Unavailable(ILogger logger, string traceId, string kind, string? sqlState);

    private static string Kind(Exception exception) => exception switch
    {
        PostgresException database => $"{database.SqlState} {database.ConstraintName}",
        { InnerException: { } inner } => $"{exception.GetType().Name} of {Kind(inner)}",
        _ => exception.GetType().FullName ?? "",
    };
}

using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Platform.Http;

/// <summary>Takes a body off the wire into memory, unless it is too large.</summary>
internal static class WholeBody
{
    /// <summary>The largest body that is looked at, unless its route takes more.</summary>
    public const int BytesMax = 1_000_000;

    /// <summary>How much of a larger one is read away, and for how long, before it is refused.</summary>
    public const int ReadAwayBytesMax = 50_000_000;

    private const int FirstBytes = 16 * 1024;
    private static readonly TimeSpan ReadAwayMax = TimeSpan.FromSeconds(10);

    public static async Task<ArraySegment<byte>> Read(HttpContext context, int bytesMax)
    {
        try
        {
            return context.Request.ContentLength > bytesMax
                ? await Refuse(context)
                : await Read(context, (int?)context.Request.ContentLength, bytesMax);
        }
        catch (OperationCanceledException)
        {
            throw new Problem(ProblemCode.RequestTimeout);
        }
    }

    // Memory grows with what has arrived and not with what was announced.
    private static async Task<ArraySegment<byte>> Read(HttpContext context, int? announced, int bytesMax)
    {
        var bytes = new byte[Math.Min(announced ?? FirstBytes, FirstBytes)];
        var length = 0;
        while (await context.Request.Body.ReadAsync(bytes.AsMemory(length), context.RequestAborted) is > 0 and var read)
        {
            length += read;
            if (length > bytesMax)
            {
                return await Refuse(context);
            }

            if (length == announced)
            {
                break;
            }

            if (length == bytes.Length)
            {
                Array.Resize(ref bytes, Math.Min(2 * length, announced ?? bytesMax + 1));
            }
        }

        return new ArraySegment<byte>(bytes, 0, length);
    }

    // A client that reads only when it has sent everything would find the connection reset, and no answer.
    private static async Task<ArraySegment<byte>> Refuse(HttpContext context)
    {
        if (context.Request.Headers.Expect.Count == 0)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
            patience.CancelAfter(ReadAwayMax);
            var scrap = new byte[FirstBytes];
            var left = ReadAwayBytesMax;
            try
            {
                while (left > 0 && await context.Request.Body.ReadAsync(scrap, patience.Token) is > 0 and var read)
                {
                    left -= read;
                }
            }
            catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
            {
                // It had its time: now it is told.
            }
        }

        throw new Problem(ProblemCode.BodyTooLarge);
    }
}

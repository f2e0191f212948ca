using System.Globalization;
using System.Threading.RateLimiting;

namespace SafeZones.Api.Platform.Http;

/// <summary>
/// So many requests a minute for each key: a bucket that holds a minute's worth and fills evenly, so that a burst is fine and
/// whoever was refused goes on after a moment.
/// </summary>
/// <param name="name">What it is called in headers.</param>
/// <param name="perMinute">How many; 0 for as many as they like.</param>
internal sealed class Quota<TKey>(string name, int perMinute) : IDisposable where TKey : notnull
{
    private const int WindowSeconds = 60;

    private readonly PartitionedRateLimiter<TKey>? limiter = perMinute == 0 ? null : Limiter(perMinute);

    // As draft-ietf-httpapi-ratelimit-headers writes it: q requests in w seconds.
    private readonly string? policy = perMinute == 0 ? null : $"\"{name}\";q={Number(perMinute)};w={WindowSeconds}";

    /// <summary>Takes one, if there is one.</summary>
    public Share Take(TKey key)
    {
        if (limiter is null)
        {
            return default;
        }

        using var lease = limiter.AttemptAcquire(key);
        if (lease.IsAcquired)
        {
            return Left(limiter.GetStatistics(key)?.CurrentAvailablePermits ?? 0);
        }

        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) && after > Least ? after : Least;
        return new Share(policy, $"\"{name}\";r=0;t={Number((long)Math.Ceiling(wait.TotalSeconds))}", wait);
    }

    /// <summary>Whether there is one, which stays. Parts of one do not count.</summary>
    public Share Look(TKey key) => limiter?.GetStatistics(key)?.CurrentAvailablePermits is > 0 and var left ? Left(left) : Take(key);

    public void Dispose() => limiter?.Dispose();

    private Share Left(long left) => new(policy, $"\"{name}\";r={Number(left)}", TimeSpan.Zero);

    // What Retry-After can say.
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    private static PartitionedRateLimiter<TKey> Limiter(int perMinute)
    {
        // Filled once a second, or one by one where fewer are allowed.
        var tokens = Math.Max(1, perMinute / WindowSeconds);
        var options = new TokenBucketRateLimiterOptions
        {
            TokenLimit = perMinute,
            TokensPerPeriod = tokens,
            ReplenishmentPeriod = TimeSpan.FromSeconds(WindowSeconds) * tokens / perMinute,
            QueueLimit = 0,
        };
        return PartitionedRateLimiter.Create<TKey, TKey>(key => RateLimitPartition.GetTokenBucketLimiter(key, _ => options));
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What a request took of a quota.</summary>
/// <param name="Policy">How many are allowed; null without a limit.</param>
/// <param name="Left">How many are left.</param>
/// <param name="Wait">How long to wait; zero if this one may pass.</param>
internal readonly record struct Share(string? Policy, string? Left, TimeSpan Wait);

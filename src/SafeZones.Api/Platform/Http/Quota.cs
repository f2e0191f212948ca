using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace SafeZones.Api.Platform.Http;

/// <summary>
/// So many requests a minute for each key: a bucket that holds a minute's worth and fills evenly, so that a burst is fine and
/// whoever was refused goes on after a moment. Kept as one instant a key (the generic cell rate algorithm): the one at which
/// its bucket will be full again.
/// </summary>
/// <param name="name">What it is called in headers.</param>
/// <param name="perMinute">How many; 0 for as many as they like.</param>
internal sealed class Quota<TKey>(string name, int perMinute) where TKey : notnull
{
    private const int WindowSeconds = 60;
    private static readonly long Window = Stopwatch.Frequency * WindowSeconds;

    private readonly ConcurrentDictionary<TKey, Bucket> buckets = new();

    /// <summary>In how much time a bucket gains one.</summary>
    private readonly long interval = perMinute == 0 ? 0 : Window / perMinute;

    // As draft-ietf-httpapi-ratelimit-headers writes it: q requests in w seconds.
    private readonly string? policy = perMinute == 0 ? null : $"\"{name}\";q={Number(perMinute)};w={WindowSeconds}";

    private long forgetAt = Stopwatch.GetTimestamp() + Window;

    /// <summary>Takes one, if there is one.</summary>
    public Share Take(TKey key) => Ask(key, cost: interval);

    /// <summary>Whether there is one, which stays. Parts of one do not count.</summary>
    public Share Look(TKey key) => Ask(key, cost: 0);

    private Share Ask(TKey key, long cost)
    {
        if (policy is null)
        {
            return default;
        }

        var now = Stopwatch.GetTimestamp();
        ForgetWhoIsFull(now);
        while (true)
        {
            var bucket = buckets.GetOrAdd(key, static _ => new Bucket());
            lock (bucket)
            {
                if (bucket.IsForgotten)
                {
                    continue;
                }

                var missing = Math.Max(0, bucket.FullAt - now);
                if (missing + interval > Window)
                {
                    return Refused(missing + interval - Window);
                }

                bucket.FullAt = now + missing + cost;
                return new Share(policy, $"\"{name}\";r={Number((Window - missing - cost) / interval)}", TimeSpan.Zero);
            }
        }
    }

    private Share Refused(long wait)
    {
        var seconds = Math.Max(1, (long)Math.Ceiling((double)wait / Stopwatch.Frequency));
        return new Share(policy, $"\"{name}\";r=0;t={Number(seconds)}", TimeSpan.FromSeconds(seconds));
    }

    // A full bucket is as good as none. Once a minute whoever comes by throws those away.
    private void ForgetWhoIsFull(long now)
    {
        var due = Interlocked.Read(ref forgetAt);
        if (now < due || Interlocked.CompareExchange(ref forgetAt, now + Window, due) != due)
        {
            return;
        }

        foreach (var (key, bucket) in buckets)
        {
            lock (bucket)
            {
                bucket.IsForgotten = bucket.FullAt <= now;
                if (bucket.IsForgotten)
                {
                    buckets.TryRemove(key, out _);
                }
            }
        }
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private sealed class Bucket
    {
        /// <summary>When it will be full again.</summary>
        public long FullAt { get; set; }

        /// <summary>Whoever still has it in hand takes another.</summary>
        public bool IsForgotten { get; set; }
    }
}

/// <summary>What a request took of a quota.</summary>
/// <param name="Policy">How many are allowed; null without a limit.</param>
/// <param name="Left">How many are left.</param>
/// <param name="Wait">How long to wait; zero if this one may pass.</param>
internal readonly record struct Share(string? Policy, string? Left, TimeSpan Wait);

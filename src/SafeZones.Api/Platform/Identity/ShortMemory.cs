using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Internal;

namespace SafeZones.Api.Platform.Identity;

/// <summary>A cache that holds at most so many entries and forgets by the program's clock.</summary>
internal static class ShortMemory
{
    public static MemoryCache Of(int entriesMax, TimeProvider clock) =>
        new(new MemoryCacheOptions { SizeLimit = entriesMax, Clock = new Clock(clock) });

    private sealed class Clock(TimeProvider time) : ISystemClock
    {
        public DateTimeOffset UtcNow => time.GetUtcNow();
    }
}

using System.Globalization;

namespace SafeZones.Api.Platform.Settings;

/// <summary>
/// The clock on this program's wall: the system's, except in a demonstration, where a file says how many days it is ahead
/// (<c>SafeZones__DemonstrationClock</c>, the file's path), so that a lapse can be watched without waiting for weeks.
/// </summary>
internal static class WallClock
{
    public static TimeProvider Time { get; private set; } = TimeProvider.System;

    /// <summary>Hangs up the clock that the settings ask for. One that can be moved is refused where it could reach other people.</summary>
    public static void Set(IConfiguration configuration, string publicUrl)
    {
        if (configuration["SafeZones:DemonstrationClock"] is not { Length: > 0 } file)
        {
            return;
        }

        if (!new Uri(publicUrl).IsLoopback)
        {
            throw new WrongSetting("SafeZones:DemonstrationClock", "is for demonstrations: SafeZones__PublicUrl must be an address of this machine");
        }

        Time = new Ahead(file);
    }

    private sealed class Ahead(string file) : TimeProvider
    {
        private const int ReadAgainMilliseconds = 500;
        private long readNextAt;
        private long ticksAhead;

        public override DateTimeOffset GetUtcNow()
        {
            // Two that read it at once read the same.
            if (Environment.TickCount64 >= Volatile.Read(ref readNextAt))
            {
                Volatile.Write(ref ticksAhead, Read().Ticks);
                Volatile.Write(ref readNextAt, Environment.TickCount64 + ReadAgainMilliseconds);
            }

            return System.GetUtcNow().AddTicks(Volatile.Read(ref ticksAhead));
        }

        private TimeSpan Read() => File.Exists(file)
            ? TimeSpan.FromDays(int.Parse(File.ReadAllText(file).Trim(), NumberStyles.None, CultureInfo.InvariantCulture))
            : TimeSpan.Zero;
    }
}

namespace SafeZones.Api.Platform.Database;

/// <summary>
/// The ids of rows whose time of creation may show: UUID v7 in which twelve bits tell the time within the millisecond
/// (RFC 9562, 6.2, method 3). What was made later so comes later in a list that is ordered by id.
/// </summary>
internal static class RowId
{
    public static Guid At(DateTimeOffset now)
    {
        Span<byte> id = stackalloc byte[16];
        Guid.CreateVersion7(now).TryWriteBytes(id, bigEndian: true, out _);
        var within = (int)(now.Ticks % TimeSpan.TicksPerMillisecond * 4096 / TimeSpan.TicksPerMillisecond);
        id[6] = (byte)(0x70 | (within >> 8));
        id[7] = (byte)within;
        return new Guid(id, bigEndian: true);
    }
}

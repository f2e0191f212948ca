using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using SkiaSharp;

namespace SafeZones.Api.Tests.World;

/// <summary>Photos as telephones make them, and files that only look like photos.</summary>
internal static class Photos
{
    private static readonly byte[] PngSignature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>What a photo must not tell.</summary>
    public const string Secret = "21 deg 1 min north, Telephone of Mai";

    /// <summary>A photo whose left half is red and whose right half is blue.</summary>
    public static byte[] Jpeg(int width = 2000, int height = 1500) => Encode(width, height, SKEncodedImageFormat.Jpeg);

    /// <inheritdoc cref="Jpeg"/>
    public static byte[] Png(int width = 400, int height = 300) => Encode(width, height, SKEncodedImageFormat.Png);

    /// <summary>The JPEG with EXIF (a position, a telephone, an orientation), an ICC profile and a comment.</summary>
    public static byte[] Telling(byte[] jpeg, ushort orientation = 1)
    {
        byte[] exif =
        [
            .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 3,
            .. Entry(0x010F, 2, Secret.Length + 1, 50), .. Entry(0x0112, 3, 1, orientation << 16), .. Entry(0x8825, 4, 1, 100),
            0, 0, 0, 0, .. Encoding.ASCII.GetBytes(Secret), 0,
        ];
        return
        [
            .. jpeg[..2], .. Segment(0xE1, exif), .. Segment(0xE2, [.. "ICC_PROFILE\0\u0001\u0001"u8, .. Encoding.ASCII.GetBytes(Secret)]),
            .. Segment(0xFE, Encoding.ASCII.GetBytes(Secret)), .. jpeg[2..],
        ];
    }

    /// <summary>A PNG of black pixels, of any size and next to no bytes.</summary>
    public static byte[] BlackPng(int width, int height, params (string Type, byte[] Content)[] chunks)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 1;
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var row = new byte[1 + ((width + 7) / 8)];
            for (var line = 0; line < height; line++)
            {
                zlib.Write(row);
            }
        }

        return
        [
            .. PngSignature, .. Chunk("IHDR", header), .. chunks.SelectMany(chunk => Chunk(chunk.Type, chunk.Content)),
            .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", []),
        ];
    }

    private static byte[] Encode(int width, int height, SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(width, height);
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.Blue);
        using var red = new SKPaint { Color = SKColors.Red };
        canvas.DrawRect(0, 0, width / 2f, height, red);
        canvas.Flush();
        using var data = bitmap.Encode(format, 90);
        return data.ToArray();
    }

    private static byte[] Segment(byte marker, byte[] content) =>
        [0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content];

    private static byte[] Entry(ushort tag, ushort type, int count, int value)
    {
        var entry = new byte[12];
        BinaryPrimitives.WriteUInt16BigEndian(entry, tag);
        BinaryPrimitives.WriteUInt16BigEndian(entry.AsSpan(2), type);
        BinaryPrimitives.WriteInt32BigEndian(entry.AsSpan(4), count);
        BinaryPrimitives.WriteInt32BigEndian(entry.AsSpan(8), value);
        return entry;
    }

    private static byte[] Chunk(string type, byte[] content)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(type), .. content];
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        var checksum = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(checksum, Crc32(named));
        return [.. length, .. named, .. checksum];
    }

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320u;
            }
        }

        return ~crc;
    }
}

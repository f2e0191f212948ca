using System.Buffers.Binary;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SkiaSharp;

namespace SafeZones.Api.Platform.Photos;

/// <summary>
/// A photo that somebody sent, made anew: what was hidden in the file (where and when it was taken, by which telephone, what hangs
/// behind its end) cannot be in bytes that were written from its pixels alone.
/// </summary>
internal static class CleanPhoto
{
    /// <summary>What is taken, and no others.</summary>
    public static readonly string[] MediaTypes = ["image/jpeg", "image/png"];

    /// <summary>The largest file that is looked at.</summary>
    public const int BytesMax = 8_000_000;

    /// <summary>The most pixels that are decoded, in millions: more than telephones take, and 160 MB of memory at the most.</summary>
    public const int MegapixelsMax = 40;

    /// <summary>The longer edge of what is kept, in pixels.</summary>
    public const int EdgeMax = 1600;

    private const int Quality = 80;

    private static readonly byte[] PngSignature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    // One at a time: so much memory is needed once, however many are sent.
    private static readonly SemaphoreSlim Turn = new(1);

    /// <summary>The same picture as a JPEG without anything else, or a refusal that says what is wrong with it.</summary>
    /// <param name="sent">The file.</param>
    /// <param name="mediaType">What it is said to be.</param>
    /// <param name="cancellationToken">Gives up while it waits for its turn.</param>
    public static async Task<byte[]> Make(byte[] sent, string mediaType, CancellationToken cancellationToken)
    {
        RefuseOtherTypes(sent, mediaType);
        await Turn.WaitAsync(cancellationToken);
        try
        {
            return Make(sent);
        }
        finally
        {
            Turn.Release();
        }
    }

    private static void RefuseOtherTypes(byte[] sent, string mediaType)
    {
        var isWhatItSays = mediaType == "image/png" ? sent.AsSpan().StartsWith(PngSignature) : sent is [0xFF, 0xD8, 0xFF, ..];
        if (!isWhatItSays)
        {
            throw Refusal(FaultCode.NotThisType, ("type", mediaType));
        }
    }

    private static byte[] Make(byte[] sent)
    {
        using var data = SKData.CreateCopy(sent);
        // Reads the header and no pixel.
        using var codec = SKCodec.Create(data) ?? throw Refusal(FaultCode.BrokenPhoto);
        if ((long)codec.Info.Width * codec.Info.Height > MegapixelsMax * 1_000_000L)
        {
            throw Refusal(FaultCode.TooManyPixels, ("most", MegapixelsMax));
        }

        if (codec.FrameCount > 1 || IsAnimatedPng(sent))
        {
            throw Refusal(FaultCode.AnimatedPhoto);
        }

        using var pixels = Decode(codec);
        return Encode(pixels, codec.EncodedOrigin);
    }

    // A JPEG can be decoded at an eighth of its size or more, which spares the memory of the rest.
    private static SKBitmap Decode(SKCodec codec)
    {
        var size = Enumerable.Range(1, 8).Select(eighths => codec.GetScaledDimensions(eighths / 8f))
            .FirstOrDefault(scaled => Math.Max(scaled.Width, scaled.Height) >= EdgeMax, new SKSizeI(codec.Info.Width, codec.Info.Height));
        using var sRgb = SKColorSpace.CreateSrgb();
        var pixels = new SKBitmap(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul, sRgb));
        if (codec.GetPixels(pixels.Info, pixels.GetPixels()) == SKCodecResult.Success)
        {
            return pixels;
        }

        pixels.Dispose();
        throw Refusal(FaultCode.BrokenPhoto);
    }

    // Upright, on white where it was transparent, no larger than it was.
    private static byte[] Encode(SKBitmap pixels, SKEncodedOrigin origin)
    {
        var isTurned = origin >= SKEncodedOrigin.LeftTop;
        var (width, height) = isTurned ? (pixels.Height, pixels.Width) : (pixels.Width, pixels.Height);
        var scale = Math.Min(1f, EdgeMax / (float)Math.Max(width, height));
        var info = new SKImageInfo(
            Math.Max(1, (int)MathF.Round(width * scale)), Math.Max(1, (int)MathF.Round(height * scale)), SKColorType.Rgba8888, SKAlphaType.Opaque);
        using var kept = new SKBitmap(info);
        using var canvas = new SKCanvas(kept);
        canvas.Clear(SKColors.White);
        canvas.Scale(info.Width / (float)width, info.Height / (float)height);
        canvas.Concat(Upright(origin, width, height));
        using var image = SKImage.FromPixels(pixels.PeekPixels());
        canvas.DrawImage(image, 0, 0, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        canvas.Flush();
        using var encoded = kept.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return encoded.ToArray();
    }

    // What EXIF calls orientation, as the movement that undoes it. Width and height are those of the upright picture.
    private static SKMatrix Upright(SKEncodedOrigin origin, float width, float height) => origin switch
    {
        SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, width, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, width, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new SKMatrix(0, -1, width, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, width, -1, 0, height, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new SKMatrix(0, 1, 0, -1, 0, height, 0, 0, 1),
        _ => SKMatrix.Identity,
    };

    // APNG says so in a chunk before the first pixels; decoders that do not know it show one picture of many.
    private static bool IsAnimatedPng(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith(PngSignature))
        {
            return false;
        }

        for (var at = PngSignature.Length; at + 8 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            var type = file.Slice(at + 4, 4);
            if (type.SequenceEqual("acTL"u8))
            {
                return true;
            }

            if (type.SequenceEqual("IDAT"u8) || length > int.MaxValue / 2)
            {
                return false;
            }

            // Length, type and checksum are twelve bytes.
            at += (int)length + 12;
        }

        return false;
    }

    private static Problem Refusal(string code, params (string Name, object Value)[] values) =>
        new(ProblemCode.InvalidRequest, Fault.At("", code, values));
}

/// <summary>A photo: the bytes of its file.</summary>
[JsonShape(typeof(string))]
public sealed record PhotoFile
{
    internal const string Example = "(the bytes of the file)";
}

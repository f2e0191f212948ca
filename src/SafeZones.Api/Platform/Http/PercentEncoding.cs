using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace SafeZones.Api.Platform.Http;

/// <summary>The framework leaves as it is what it cannot decode; here that is a fault.</summary>
internal static partial class PercentEncoding
{
    /// <summary>Whether every percent sign begins an escape, and all escapes together are UTF-8.</summary>
    public static bool IsSound(string encoded) => !encoded.Contains('%', StringComparison.Ordinal)
        || (!LonePercent().IsMatch(encoded) && Utf8.IsValid(Decoded(encoded)));

    private static byte[] Decoded(string encoded)
    {
        var bytes = Encoding.UTF8.GetBytes(encoded);
        return WebUtility.UrlDecodeToBytes(bytes, 0, bytes.Length)!;
    }

    [GeneratedRegex("%(?![0-9A-Fa-f]{2})", RegexOptions.CultureInvariant)]
    private static partial Regex LonePercent();
}

using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace SafeZones.Api.Platform.Secrets;

/// <summary>
/// A secret that is shown once: 256 random bits, of which only the SHA-256 is kept. So much chance needs neither salt nor a slow hash.
/// </summary>
internal static class RandomSecret
{
    public const int Characters = 43;

    public static string New() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));

    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}

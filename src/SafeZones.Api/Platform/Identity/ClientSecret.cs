using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace SafeZones.Api.Platform.Identity;

/// <summary>
/// What a service account proves itself with: 256 random bits, of which only the SHA-256 is kept. So much chance needs
/// neither salt nor a slow hash.
/// </summary>
internal static class ClientSecret
{
    // A prefix lets scanners of leaked secrets know ours.
    private const string Prefix = "szs_";

    public static string New() => Prefix + WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));

    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>In a time that does not tell how much of it is right.</summary>
    public static bool Matches(string secret, byte[] hash) => CryptographicOperations.FixedTimeEquals(Hash(secret), hash);
}

using System.Security.Cryptography;
using SafeZones.Api.Platform.Secrets;

namespace SafeZones.Api.Platform.Identity;

/// <summary>What a service account proves itself with.</summary>
internal static class ClientSecret
{
    // A prefix lets scanners of leaked secrets know ours.
    private const string Prefix = "szs_";

    public static string New() => Prefix + RandomSecret.New();

    public static byte[] Hash(string secret) => RandomSecret.Hash(secret);

    /// <summary>In a time that does not tell how much of it is right.</summary>
    public static bool Matches(string secret, byte[] hash) => CryptographicOperations.FixedTimeEquals(Hash(secret), hash);
}

using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace SafeZones.Api.Platform.Settings;

/// <summary>
/// The installation's one secret (<c>SafeZones__MasterKey</c>, 32 random bytes in base64). A key for each purpose is
/// derived from it (HKDF-SHA256), so that none of them can be used for another.
/// </summary>
internal sealed class MasterKey
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly byte[] secret;
    private readonly ConcurrentDictionary<string, byte[]> derived = new();

    private MasterKey(byte[] secret) => this.secret = secret;

    public static MasterKey From(IConfiguration configuration)
    {
        var text = Setting.Required(configuration, "SafeZones:MasterKey",
            "32 random bytes in base64, for example from openssl rand -base64 32");
        var bytes = new byte[33];
        return Convert.TryFromBase64String(text, bytes, out var length) && length == 32
            ? new MasterKey(bytes[..32])
            : throw new WrongSetting("SafeZones:MasterKey", "must be exactly 32 bytes in base64");
    }

    public byte[] Derive(string purpose) => derived.GetOrAdd(purpose, name =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: Encoding.UTF8.GetBytes(name)));

    /// <summary>AES-256-GCM; what is sealed for one purpose and context opens for no other.</summary>
    public static byte[] Seal(byte[] key, ReadOnlySpan<byte> plain, string context)
    {
        var sealedBytes = new byte[NonceBytes + TagBytes + plain.Length];
        var nonce = sealedBytes.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(nonce, plain, sealedBytes.AsSpan(NonceBytes + TagBytes), sealedBytes.AsSpan(NonceBytes, TagBytes),
            Encoding.UTF8.GetBytes(context));
        return sealedBytes;
    }

    /// <summary>Throws a <see cref="CryptographicException"/> when key, context or bytes are not those of the seal.</summary>
    public static byte[] Open(byte[] key, ReadOnlySpan<byte> sealedBytes, string context)
    {
        var plain = new byte[sealedBytes.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(sealedBytes[..NonceBytes], sealedBytes[(NonceBytes + TagBytes)..], sealedBytes.Slice(NonceBytes, TagBytes),
            plain, Encoding.UTF8.GetBytes(context));
        return plain;
    }
}

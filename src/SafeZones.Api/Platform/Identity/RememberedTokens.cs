using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.IdentityModel.Tokens;

namespace SafeZones.Api.Platform.Identity;

/// <summary>
/// Tokens whose signature was found good, by their SHA-256, for 30 seconds at most and never past their expiry, so
/// that a key withdrawn elsewhere acts as soon as a member suspended here. The
/// signature is the dearest part of a request; membership and role are looked up apart.
/// </summary>
internal sealed class RememberedTokens(TimeProvider clock) : IDisposable
{
    private const int TokensMax = 20_000;
    private static readonly TimeSpan AgeMax = TimeSpan.FromSeconds(30);

    private MemoryCache tokens = new(new MemoryCacheOptions { SizeLimit = TokensMax });

    public TokenValidationResult? Find(string token) =>
        tokens.TryGetValue(Key(token), out Remembered? entry) && entry!.Until > clock.GetUtcNow() ? entry.Result : null;

    public void Remember(string token, TokenValidationResult result)
    {
        var now = clock.GetUtcNow();
        var until = now + AgeMax;
        var expires = new DateTimeOffset(DateTime.SpecifyKind(result.SecurityToken.ValidTo, DateTimeKind.Utc));
        tokens.Set(
            Key(token),
            new Remembered(result, until < expires ? until : expires),
            new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = AgeMax });
    }

    /// <summary>A key was rotated or withdrawn: every token is checked anew.</summary>
    public void Forget()
    {
        var old = Interlocked.Exchange(ref tokens, new MemoryCache(new MemoryCacheOptions { SizeLimit = TokensMax }));
        old.Dispose();
    }

    public void Dispose() => tokens.Dispose();

    private static UInt128 Key(string token)
    {
        Span<byte> utf8 = stackalloc byte[1024];
        Span<byte> hash = stackalloc byte[32];
        var bytes = Encoding.UTF8.GetByteCount(token) <= utf8.Length
            ? utf8[..Encoding.UTF8.GetBytes(token, utf8)]
            : Encoding.UTF8.GetBytes(token).AsSpan();
        SHA256.HashData(bytes, hash);
        // 128 of the hash's bits: finding a second token with the same ones takes 2^128 tries.
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    private sealed record Remembered(TokenValidationResult Result, DateTimeOffset Until);
}

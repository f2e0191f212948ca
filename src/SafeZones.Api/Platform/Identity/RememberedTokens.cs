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

    private readonly MemoryCache tokens = ShortMemory.Of(TokensMax, clock);

    public Task<TokenValidationResult>? Find(string token) =>
        tokens.TryGetValue(Key(token), out Task<TokenValidationResult>? result) ? result : null;

    public void Remember(string token, TokenValidationResult result)
    {
        var until = clock.GetUtcNow() + AgeMax;
        var expires = new DateTimeOffset(DateTime.SpecifyKind(result.SecurityToken.ValidTo, DateTimeKind.Utc));
        tokens.Set(
            Key(token),
            Task.FromResult(result),
            new MemoryCacheEntryOptions { Size = 1, AbsoluteExpiration = until < expires ? until : expires });
    }

    /// <summary>A key was rotated or withdrawn: every token is checked anew.</summary>
    public void Forget() => tokens.Clear();

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
}

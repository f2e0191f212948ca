using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.Tokens;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Settings;

namespace SafeZones.Api.Platform.Identity;

/// <summary>
/// The RSA keys that the built-in issuer signs with. They lie sealed in the database, so that all instances share
/// them; each instance reads them again every 20 seconds and so learns of a rotation.
/// </summary>
internal sealed class IssuerKeys(
    IServiceScopeFactory scopes, MasterKey masterKey, RememberedTokens remembered, TimeProvider clock) : IDisposable
{
    /// <summary>How long a token of the built-in issuer is good.</summary>
    public static readonly TimeSpan TokenLifetime = TimeSpan.FromHours(1);

    /// <summary>How long tokens of a development command are good; a retired key verifies at least as long.</summary>
    public static readonly TimeSpan DevelopmentTokenLifetime = TimeSpan.FromHours(12);

    // A new key is published this long before it signs, so that every instance knows it by then.
    private static readonly TimeSpan Publication = TimeSpan.FromMinutes(1);

    // Its last token was signed a minute after it retired and lives for twelve hours, by a clock that may be slow.
    private static readonly TimeSpan RetiredKept = DevelopmentTokenLifetime + Publication + TimeSpan.FromMinutes(5);

    private readonly byte[] sealingKey = masterKey.Derive("issuer-keys");
    private CancellationTokenSource changes = new();
    private IReadOnlyList<IssuerKey> keys = [];

    /// <summary>The key with that id, or none.</summary>
    public IEnumerable<SecurityKey> Public(string? kid) =>
        keys.Where(key => key.Rsa.KeyId == kid).Select(key => key.Rsa);

    /// <summary>
    /// The key to sign with comes first; the others are still published. A new key waits until every instance has read
    /// it, and until then its predecessor signs although it is retired.
    /// </summary>
    public IReadOnlyList<RsaSecurityKey> InSigningOrder()
    {
        var now = clock.GetUtcNow();
        return [.. keys
            .OrderByDescending(key => now - key.CreatedAt >= Publication)
            .ThenByDescending(key => key.RetiredAt is null)
            .ThenByDescending(key => key.CreatedAt)
            .Select(key => key.Rsa)];
    }

    /// <summary>Fires when the keys have changed.</summary>
    public IChangeToken Changes() => new CancellationChangeToken(changes.Token);

    /// <summary>Reads the keys, and makes the first one where there is none.</summary>
    public async Task Load(CancellationToken cancellationToken)
    {
        var stored = await Read(cancellationToken);
        if (!stored.Exists(key => key.RetiredAt is null))
        {
            await AddFirst(cancellationToken);
            stored = await Read(cancellationToken);
        }

        if (stored.Select(key => (key.Id, key.RetiredAt)).SequenceEqual(keys.Select(key => (key.Id, key.RetiredAt))))
        {
            return;
        }

        keys = [.. stored.Select(Unseal)];
        remembered.Forget();
        using var old = Interlocked.Exchange(ref changes, new CancellationTokenSource());
        await old.CancelAsync();
    }

    /// <summary>
    /// A new key begins to sign in a minute; the present ones verify until their last token has expired. The caller's
    /// transaction carries both, so that there is never no key.
    /// </summary>
    public async Task<Guid> Rotate(PlatformDatabase database, CancellationToken cancellationToken)
    {
        var (id, call) = NewKey();
        await database.Execute([new SqlCall(RetireKeys, new { now = clock.GetUtcNow() }), call], cancellationToken);
        return id;
    }

    public void Dispose() => changes.Dispose();

    private (Guid Id, SqlCall Insert) NewKey()
    {
        using var rsa = RSA.Create(2048);
        var now = clock.GetUtcNow();
        var id = RowId.At(now);
        var sealedPrivateKey = MasterKey.Seal(sealingKey, rsa.ExportPkcs8PrivateKey(), id.ToString());
        return (id, new SqlCall(InsertKey, new { id, sealedPrivateKey, now }));
    }

    // Instances that start together must agree on one key, or each would sign with one that the others do not know yet.
    private async Task AddFirst(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<PlatformDatabase>();
        database.StartWriting();
        await database.Execute(LockKeys, values: null, cancellationToken);
        if (await database.FirstOrDefault<long>(CountKeysInUse, values: null, cancellationToken) == 0)
        {
            await database.Execute([NewKey().Insert], cancellationToken);
        }

        await database.Finish([], cancellationToken);
    }

    private async Task<List<StoredKey>> Read(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<PlatformDatabase>();
        var since = clock.GetUtcNow() - RetiredKept;
        return await database.List<StoredKey>(SelectKeys, new { since }, cancellationToken);
    }

    private IssuerKey Unseal(StoredKey stored)
    {
        var rsa = RSA.Create();
        try
        {
            rsa.ImportPkcs8PrivateKey(MasterKey.Open(sealingKey, stored.SealedPrivateKey, stored.Id.ToString()), out _);
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new WrongSetting("SafeZones:MasterKey", "is not the one that this database's keys were sealed with");
        }

        return new IssuerKey(
            stored.Id, new RsaSecurityKey(rsa) { KeyId = stored.Id.ToString("N") }, stored.CreatedAt, stored.RetiredAt);
    }

    private sealed record IssuerKey(Guid Id, RsaSecurityKey Rsa, DateTimeOffset CreatedAt, DateTimeOffset? RetiredAt);

    private sealed record StoredKey(Guid Id, byte[] SealedPrivateKey, DateTimeOffset CreatedAt, DateTimeOffset? RetiredAt);

    private const string SelectKeys =
        """
        select id, sealed_private_key, created_at, retired_at
        from issuer_keys
        where retired_at is null or retired_at > @since
        order by created_at, id
        """;

    private const string InsertKey =
        "insert into issuer_keys (id, sealed_private_key, created_at) values (@id, @sealedPrivateKey, @now)";

    private const string LockKeys = "lock table issuer_keys in share row exclusive mode";

    private const string CountKeysInUse = "select count(*) from issuer_keys where retired_at is null";

    private const string RetireKeys = "update issuer_keys set retired_at = @now where retired_at is null";
}

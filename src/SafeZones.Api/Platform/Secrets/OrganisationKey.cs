using System.Security.Cryptography;
using System.Text;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Settings;

namespace SafeZones.Api.Platform.Secrets;

/// <summary>A key of an organisation's own as the database holds it; without its sealed half it opens nothing any more.</summary>
internal sealed record OrganisationKey(Guid Id, byte[]? SealedKey)
{
    internal const string Columns = "y.id, y.sealed_key";

    /// <summary>The key under which new texts are sealed, if the organisation has one yet; it is not erased under them meanwhile.</summary>
    internal const string LockCurrent =
        $"select {Columns} from organisation_keys y where y.tenant_id = @tenantId and y.retired_at is null for share";
}

/// <summary>
/// Envelope encryption: a text is sealed under its organisation's key, and that key under the installation's. Whoever erases an
/// organisation's key has erased the texts under it, in every backup. What is sealed opens in its own row, column and tenant alone.
/// </summary>
internal sealed class OrganisationKeys(MasterKey masterKey, TenantDatabase database, Identity.CallerAccessor callers, TimeProvider clock)
{
    private const int KeyBytes = 32;

    private byte[] Wrapping => masterKey.Derive("organisation keys");

    /// <summary>Makes the organisation's next key; whoever makes one at the same time gets the same.</summary>
    public async Task<OrganisationKey> Make(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using (var answers = await database.Ask(LockThenSelect, new { }, cancellationToken))
        {
            await answers.FirstOrDefault<int>(cancellationToken);
            if (await answers.FirstOrDefault<OrganisationKey>(cancellationToken) is { } made)
            {
                return made;
            }
        }

        var id = RowId.At(now);
        var key = new OrganisationKey(id, MasterKey.Seal(Wrapping, RandomNumberGenerator.GetBytes(KeyBytes), KeyContext(id)));
        await database.Execute(InsertKey, new { id, sealedKey = key.SealedKey, now }, cancellationToken);
        return key;
    }

    /// <param name="key">The organisation's key.</param>
    /// <param name="text">What nobody shall read in the database.</param>
    /// <param name="place">Table, column and row.</param>
    public byte[] Seal(OrganisationKey key, string text, string place) =>
        MasterKey.Seal(Opened(key), Encoding.UTF8.GetBytes(text), TextContext(key, place));

    /// <summary>Throws a <see cref="CryptographicException"/> for a text that was sealed in another place or under another key.</summary>
    public string Open(OrganisationKey key, byte[] sealedText, string place) =>
        Encoding.UTF8.GetString(MasterKey.Open(Opened(key), sealedText, TextContext(key, place)));

    private byte[] Opened(OrganisationKey key) => MasterKey.Open(
        Wrapping, key.SealedKey ?? throw new InvalidOperationException("This key was erased."), KeyContext(key.Id));

    private string KeyContext(Guid id) => $"{callers.TenantId}|organisation_keys.sealed_key|{id}";

    private string TextContext(OrganisationKey key, string place) => $"{callers.TenantId}|{place}|{key.Id}";

    // Two that seal the first text at once make one key.
    private const string LockThenSelect =
        $"""
        select 1 from pg_advisory_xact_lock(hashtextextended(concat_ws(' ', @tenantId, 'organisation key'), 0));

        {OrganisationKey.LockCurrent}
        """;

    private const string InsertKey =
        """
        insert into organisation_keys (tenant_id, id, sealed_key, created_at)
        values (@tenantId, @id, @sealedKey, @now)
        """;
}

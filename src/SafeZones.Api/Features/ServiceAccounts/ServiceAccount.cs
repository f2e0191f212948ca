using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.ServiceAccounts;

/// <summary>A machine of the organisation or of its integrator.</summary>
/// <param name="Id">Its id, the <c>sub</c> of its tokens.</param>
/// <param name="ClientId">The OAuth 2 <c>client_id</c>.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Scopes">What it may ask for.</param>
/// <param name="PreviousSecretUntil">Until when the secret before the last rotation is still good (UTC).</param>
/// <param name="RevokedAt">Since when it may not come in (UTC); this is for good.</param>
/// <param name="CreatedAt">When it was created (UTC).</param>
/// <param name="UpdatedAt">When it last changed (UTC).</param>
/// <param name="Version">Counts its changes. In quotes it is the ETag, and what If-Match wants.</param>
public sealed record ServiceAccount(
    Guid Id, string ClientId, string Name, string[] Scopes, DateTimeOffset? PreviousSecretUntil, DateTimeOffset? RevokedAt,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, long Version) : IVersioned
{
    /// <summary>The OAuth 2 <c>client_secret</c>; here once, when it is made, and never again.</summary>
    public string? ClientSecret { get; init; }

    internal const string Columns =
        """
        a.id, replace(a.tenant_id::text, '-', '') || '.' || replace(a.id::text, '-', '') as client_id, a.name, a.scopes,
            a.previous_secret_until, a.revoked_at, a.created_at, a.updated_at, a.version
        """;

    private const string LockAccount =
        $"select {Columns} from service_accounts a where a.tenant_id = @tenantId and a.id = @id for update of a";

    /// <summary>The account that is about to change, unless it has changed meanwhile or was revoked.</summary>
    internal static async Task<ServiceAccount> Lock(
        TenantDatabase database, Guid id, long? expectedVersion, CancellationToken cancellationToken)
    {
        var account = await database.FirstOrDefault<ServiceAccount>(LockAccount, new { id }, cancellationToken)
            ?? throw new Problem(ProblemCode.NotFound);
        ETags.RefuseStale(expectedVersion, account.Version);
        return account.RevokedAt is null
            ? account
            : throw new Problem(ProblemCode.MoveRefused, new Fault(FaultCode.Contradiction, ("rule", "the account is revoked")));
    }

    internal static ServiceAccount Example { get; } = new(
        new Guid("019a0c5e-7c3b-7e21-9f10-000000000003"),
        "019a0c5e000070008000000000000001.019a0c5e7c3b7e219f10000000000003", "Example integration",
        ["venues:read"], null, null, new DateTimeOffset(2026, 11, 23, 6, 0, 0, TimeSpan.Zero),
        new DateTimeOffset(2026, 11, 23, 6, 0, 0, TimeSpan.Zero), 1);

    internal static ServiceAccount ExampleWithSecret { get; } = Example with { ClientSecret = "szs_shown-once-keep-it-in-your-vault" };
}

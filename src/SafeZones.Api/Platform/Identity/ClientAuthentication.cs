using System.Security.Claims;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Settings;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace SafeZones.Api.Platform.Identity;

/// <summary>A service account at the token endpoint, with the scopes that it is granted.</summary>
internal sealed record AuthenticatedClient(Guid OrganisationId, Guid AccountId, string[] Scopes)
{
    public const string Property = "safezones:client";
}

/// <summary>Whether a client is who it says. Whatever is wrong, the answer is the same: invalid_client.</summary>
internal sealed class ClientAuthentication(PlatformDatabase database, TimeProvider clock)
    : IOpenIddictServerHandler<ValidateTokenRequestContext>
{
    public async ValueTask HandleAsync(ValidateTokenRequestContext context)
    {
        if (await ClientOrDefault(context.ClientId, context.ClientSecret, context.CancellationToken) is not { } account)
        {
            context.Reject(Errors.InvalidClient, "The client or its secret is not known here, or it was revoked.");
            return;
        }

        var asked = context.Request.GetScopes();
        var granted = asked.IsEmpty ? account.Scopes : [.. account.Scopes.Intersect(asked)];
        if (granted.Length == 0)
        {
            context.Reject(Errors.InvalidScope, "The client may have none of these scopes.");
            return;
        }

        context.Transaction.SetProperty(AuthenticatedClient.Property, account with { Scopes = granted });
    }

    private async Task<AuthenticatedClient?> ClientOrDefault(string? id, string? secret, CancellationToken cancellationToken)
    {
        if (secret is null || id?.Split('.') is not [var first, var second]
            || !Guid.TryParseExact(first, "N", out var organisationId) || !Guid.TryParseExact(second, "N", out var accountId))
        {
            return null;
        }

        await using var answers = await database.Ask(
            SelectAccount, new { organisationId, accountId, now = clock.GetUtcNow() }, cancellationToken);
        await answers.List<object>(cancellationToken);
        var account = await answers.FirstOrDefault<Account>(cancellationToken);
        // Both secrets are always compared, so that the time does not tell which one it nearly was.
        return account is not null
            && ClientSecret.Matches(secret, account.SecretHash) | ClientSecret.Matches(secret, account.PreviousSecretHash ?? [])
                ? new AuthenticatedClient(organisationId, accountId, account.Scopes)
                : null;
    }

    private sealed record Account(string[] Scopes, byte[] SecretHash, byte[]? PreviousSecretHash);

    private const string SelectAccount =
        """
        select set_tenant(@organisationId);

        select
            a.scopes, a.secret_hash,
            case when a.previous_secret_until > @now then a.previous_secret_hash end as previous_secret_hash
        from service_accounts a
        join tenant_directory d on d.id = a.tenant_id
        where a.tenant_id = @organisationId
          and a.id = @accountId
          and a.revoked_at is null
          and d.status = 'active'
        """;
}

/// <summary>The token of a client that has proved itself.</summary>
internal sealed class ClientTokens(PlatformSettings platform) : IOpenIddictServerHandler<HandleTokenRequestContext>
{
    public ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        var client = context.Transaction.GetProperty<AuthenticatedClient>(AuthenticatedClient.Property)!;
        var identity = new ClaimsIdentity("client_credentials", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, client.AccountId.ToString())
            .SetClaim(TokenClaims.OrganisationClaim, client.OrganisationId.ToString())
            .SetClaim(TokenClaims.ServiceAccountClaim, "true")
            .SetScopes(client.Scopes)
            .SetAudiences(platform.Audience)
            .SetDestinations(_ => [Destinations.AccessToken]);
        context.SignIn(new ClaimsPrincipal(identity));
        return ValueTask.CompletedTask;
    }
}

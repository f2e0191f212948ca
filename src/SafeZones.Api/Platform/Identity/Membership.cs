using Microsoft.Extensions.Caching.Memory;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Domain;

namespace SafeZones.Api.Platform.Identity;

/// <summary>
/// Who a valid token belongs to, read from the database and remembered for 20 seconds: a demotion or suspension acts
/// within 30 seconds everywhere, and at once on the instance that wrote it.
/// </summary>
internal sealed class Membership(IServiceProvider services, TimeProvider clock) : IDisposable
{
    private const int CallersMax = 20_000;
    private static readonly TimeSpan AgeMax = TimeSpan.FromSeconds(20);

    private readonly MemoryCache callers = ShortMemory.Of(CallersMax, clock);
    private long generation;

    /// <summary>The caller that the token stands for, or null when it stands for nobody who may come in.</summary>
    public async ValueTask<Caller?> CallerOrDefault(TokenClaims claims, CancellationToken cancellationToken)
    {
        // All that the answer depends on: two tokens of one service account may have been granted different scopes.
        var key = (Interlocked.Read(ref generation), claims.TenantId, claims.Issuer, claims.Subject, claims.IsServiceAccount,
            claims.IsServiceAccount ? claims.Scope : "");
        if (callers.TryGetValue(key, out Caller? known))
        {
            return known;
        }

        await using var scope = services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<PlatformDatabase>();
        var caller = claims.IsServiceAccount
            ? await ServiceAccount(database, claims, cancellationToken)
            : await Member(database, SelectMember, claims, cancellationToken)
                ?? await InvitedMember(database, claims, cancellationToken);
        if (caller is not null)
        {
            callers.Set(key, caller, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = AgeMax });
        }

        return caller;
    }

    /// <summary>Something that callers are made of has changed on this instance.</summary>
    public void Forget() => Interlocked.Increment(ref generation);

    public void Dispose() => callers.Dispose();

    private static async Task<Caller?> Member(
        PlatformDatabase database, string select, TokenClaims claims, CancellationToken cancellationToken)
    {
        var values = new
        {
            organisationId = claims.TenantId, issuer = claims.Issuer, subject = claims.Subject, email = claims.VerifiedEmail,
        };
        await using var answers = await database.Ask(select, values, cancellationToken);
        await answers.List<object>(cancellationToken);
        var row = await answers.FirstOrDefault<MemberRow>(cancellationToken);
        return row is null
            ? null
            : new Caller(
                row.Role == MemberRole.Operator ? ActorKind.Operator : ActorKind.Member,
                row.Id, claims.TenantId, row.Placement, Rights.Of(row.Role), row.Organisation) { Role = row.Role };
    }

    // Somebody who was invited by an address signs in for the first time, and the provider says that it is theirs.
    private async Task<Caller?> InvitedMember(
        PlatformDatabase database, TokenClaims claims, CancellationToken cancellationToken)
    {
        if (claims.VerifiedEmail is not { } email || claims.TenantId == Caller.PlatformTenant)
        {
            return null;
        }

        if (await Member(database, SelectInvited, claims, cancellationToken) is { } invited)
        {
            await services.SendAs(invited, new FirstSignIn(claims.Subject, email), cancellationToken);
        }

        // Also when nothing was found: another request of the same person may have accepted in between.
        return await Member(database, SelectMember, claims, cancellationToken);
    }

    private static async Task<Caller?> ServiceAccount(
        PlatformDatabase database, TokenClaims claims, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(claims.Subject, out var id))
        {
            return null;
        }

        await using var answers = await database.Ask(
            SelectServiceAccount, new { organisationId = claims.TenantId, id }, cancellationToken);
        await answers.List<object>(cancellationToken);
        var row = await answers.FirstOrDefault<ServiceAccountRow>(cancellationToken);
        if (row is null)
        {
            return null;
        }

        var scopes = row.Scopes.Intersect(claims.Scope.Split(' ')).ToArray();
        return new Caller(
            ActorKind.ServiceAccount, id, claims.TenantId, row.Placement, Rights.Of(scopes), row.Organisation)
        {
            Scopes = scopes,
        };
    }

    private sealed record MemberRow(
        Guid Id, MemberRole Role, Placement Placement, string Country, string TimeZone, string DefaultLocale, int VenuesMax)
    {
        public CallersOrganisation Organisation => new(Country, TimeZone, DefaultLocale, VenuesMax);
    }

    private sealed record ServiceAccountRow(
        string[] Scopes, Placement Placement, string Country, string TimeZone, string DefaultLocale, int VenuesMax)
    {
        public CallersOrganisation Organisation => new(Country, TimeZone, DefaultLocale, VenuesMax);
    }

    // The platform's partition has neither a directory entry nor an organisation, hence the left joins.
    private const string Enabled =
        """
        select set_tenant(@organisationId);
        select
            m.id, m.role, coalesce(d.placement, 'shared') as placement, coalesce(o.country, 'ZZ') as country,
            coalesce(o.time_zone, 'Etc/UTC') as time_zone, coalesce(o.default_locale, 'en') as default_locale,
            coalesce(o.venues_max, 0) as venues_max
        from members m
        left join organisations o on o.tenant_id = m.tenant_id
        left join tenant_directory d on d.id = m.tenant_id
        where m.tenant_id = @organisationId
          and m.issuer = @issuer
          and m.disabled_at is null
          and (m.role = 'operator' or d.status = 'active')
        """;

    private const string SelectMember = $"{Enabled} and m.subject = @subject";

    // Whoever was let in and put out again under this subject does not come back by an invitation.
    private const string SelectInvited =
        $"""
        {Enabled}
          and m.subject is null
          and m.invited_email = @email
          and not exists (
              select from members other
              where other.tenant_id = @organisationId and other.issuer = @issuer and other.subject = @subject)
        """;

    private const string SelectServiceAccount =
        """
        select set_tenant(@organisationId);
        select a.scopes, d.placement, o.country, o.time_zone, o.default_locale, o.venues_max
        from service_accounts a
        join organisations o on o.tenant_id = a.tenant_id
        join tenant_directory d on d.id = a.tenant_id
        where a.tenant_id = @organisationId
          and a.id = @id
          and a.revoked_at is null
          and d.status = 'active'
        """;
}

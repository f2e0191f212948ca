using System.Collections.Frozen;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Secrets;
using SafeZones.Domain;
using SafeZones.Domain.Links;

namespace SafeZones.Api.Platform.Identity;

/// <summary>The venue that holds an action link, as a caller that can do what the link is for and nothing else.</summary>
internal sealed class LinkHolders(IServiceProvider services, TimeProvider clock)
{
    private static readonly TimeSpan AnswersKept = TimeSpan.FromHours(24);
    private static readonly FrozenSet<Permission> Granted = FrozenSet.Create(Permission.HoldLink);

    /// <summary>Null for every link that is not good any more, and for what is none.</summary>
    /// <param name="token">The secret.</param>
    /// <param name="mayBeRepeated">
    /// Whether the request may be one that was sent before and whose answer was lost: then the link may have been used while such
    /// answers are kept, and whoever has no answer to be given again finds it used up (<see cref="LinkUse"/>).
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Caller?> CallerOrDefault(string token, bool mayBeRepeated, CancellationToken cancellationToken)
    {
        if (token.Length != RandomSecret.Characters)
        {
            return null;
        }

        await using var scope = services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<PlatformDatabase>();
        var now = clock.GetUtcNow();
        var usedAfter = mayBeRepeated ? now - AnswersKept : now;
        await using var answers = await database.Ask(
            SelectHolder, new { tokenHash = RandomSecret.Hash(token), now, usedAfter }, cancellationToken);
        await answers.List<object>(cancellationToken);
        return await answers.FirstOrDefault<Row>(cancellationToken) is { } row
            ? new Caller(
                ActorKind.Venue, row.Id, row.OrganisationId, row.Placement, Granted,
                new CallersOrganisation(row.Country, row.TimeZone, row.DefaultLocale, row.VenuesMax))
            {
                Link = new HeldLink(row.Purpose, row.PartnershipId),
            }
            : null;
    }

    private sealed record Row(
        Guid Id, Guid OrganisationId, LinkPurpose Purpose, Guid PartnershipId, Placement Placement, string Country, string TimeZone,
        string DefaultLocale, int VenuesMax);

    // The secret says whose partition; row security then shows that one and no other.
    private const string SelectHolder =
        """
        select set_tenant(k.organisation_id) from action_link_tokens k where k.token_hash = @tokenHash;

        select l.id, k.organisation_id, l.purpose, l.partnership_id, d.placement, o.country, o.time_zone, o.default_locale, o.venues_max
        from action_link_tokens k
        join tenant_directory d on d.id = k.organisation_id and d.status = 'active'
        join organisations o on o.tenant_id = k.organisation_id
        join action_links l on l.tenant_id = k.organisation_id and l.id = k.action_link_id
        where k.token_hash = @tokenHash and l.revoked_at is null
          and (l.used_at is null and l.expires_at > @now or l.used_at > @usedAfter)
        """;
}

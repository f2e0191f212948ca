using MediatR;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Domain;
using SafeZones.Domain.Links;
using SafeZones.Domain.Partnerships;

namespace SafeZones.Api.Features.Messages;

/// <summary>Who sent a text message, as far as the organisation knows them by their number, and what they may mean by it.</summary>
internal static class FindTexter
{
    /// <param name="Phone">The number that it came from (E.164).</param>
    /// <param name="ProviderMessageId">What the gateway calls the message.</param>
    /// <param name="Code">The code in it, if there is one.</param>
    internal sealed record Query(string Phone, string ProviderMessageId, string? Code) : IQuery<Texter>;

    internal sealed class Handler(TenantDatabase database, MessageWriting writing, LinkMaking links, TimeProvider clock)
        : IRequestHandler<Query, Texter>
    {
        public async Task<Texter> Handle(Query query, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            await using var answers = await database.Ask(
                SelectTexter,
                new
                {
                    phone = query.Phone,
                    phoneHash = writing.HashOf(query.Phone),
                    providerHash = writing.HashOf(query.ProviderMessageId),
                    codeHash = query.Code is null ? null : links.HashOf(query.Code),
                    dayAgo = now.AddDays(-1),
                    now,
                },
                cancellationToken);
            return new Texter(
                (await answers.FirstOrDefault<TextedOrganisation>(cancellationToken))!,
                await answers.List<KnownContact>(cancellationToken),
                await answers.FirstOrDefault<CodedLink>(cancellationToken));
        }
    }

    // A venue of which a partnership is open; of several the one that has come furthest.
    private const string SelectTexter =
        """
        select o.name, o.country, o.time_zone, o.default_locale, o.venues_max, g.human_phone,
            (select p.hotline
             from programmes p
             where p.tenant_id = o.tenant_id and p.status = 'running' and p.hotline is not null
             order by p.id
             limit 1) as hotline,
            exists (select from received_texts t where t.tenant_id = o.tenant_id and t.provider_message_hash = @providerHash) as is_answered,
            (select count(*)
             from received_texts t
             where t.tenant_id = o.tenant_id and t.phone_hash = @phoneHash and t.received_at > @dayAgo) as received_today
        from organisations o
        left join sms_gateways g on g.tenant_id = o.tenant_id
        where o.tenant_id = @tenantId;

        select k.id, k.role, k.locale, k.venue_id, v.name as venue, v.time_zone, r.id as partnership_id, r.programme_hotline as hotline
        from venue_contacts k
        join venues v on v.tenant_id = k.tenant_id and v.id = k.venue_id and v.deleted_at is null
        left join lateral (
            select c.id, p.hotline as programme_hotline
            from partnerships c
            join programmes p on p.tenant_id = c.tenant_id and p.id = c.programme_id
            where c.tenant_id = @tenantId and c.venue_id = k.venue_id and c.status not in ('withdrawn', 'removed', 'closed', 'declined')
            order by c.status = 'active' desc, c.id
            limit 1) r on true
        where k.tenant_id = @tenantId and k.phone = @phone
        order by k.role, k.id
        limit 50;

        select l.id, l.purpose, l.partnership_id, l.pledge_version, l.used_at is not null as is_used,
            l.revoked_at is null and l.expires_at > @now as is_good, k.id as contact_id, k.role, k.locale, v.name as venue, p.name as programme,
            (select t.body
             from pledge_texts t
             where t.tenant_id = r.tenant_id and t.programme_id = r.programme_id and t.version = l.pledge_version) as pledge,
            (select array_agg(d.id)
             from decals d
             where d.tenant_id = l.tenant_id and d.partnership_id = l.partnership_id and d.state = 'issued') as decal_ids
        from action_links l
        join partnerships r on r.tenant_id = l.tenant_id and r.id = l.partnership_id
        join programmes p on p.tenant_id = r.tenant_id and p.id = r.programme_id
        join venues v on v.tenant_id = r.tenant_id and v.id = r.venue_id
        join venue_contacts k on k.tenant_id = r.tenant_id and k.venue_id = r.venue_id and k.phone = @phone
        where l.tenant_id = @tenantId and l.code_hash = @codeHash
        order by l.id desc, k.role
        limit 1
        """;
}

/// <summary>Who sent a text message.</summary>
/// <param name="Organisation">To whom.</param>
/// <param name="Contacts">As whom that number is known, at each venue; the owner first.</param>
/// <param name="Link">What their code is for, if one of these venues has it.</param>
internal sealed record Texter(TextedOrganisation Organisation, IReadOnlyList<KnownContact> Contacts, CodedLink? Link);

/// <summary>The organisation that was written to.</summary>
/// <param name="Name">Its name, by language.</param>
/// <param name="Country">Its country.</param>
/// <param name="TimeZone">Its time zone.</param>
/// <param name="DefaultLocale">The language for strangers.</param>
/// <param name="VenuesMax">How many venues it may hold.</param>
/// <param name="HumanPhone">Where a human answers.</param>
/// <param name="Hotline">Where there is help, in one of its programmes.</param>
/// <param name="IsAnswered">Whether this very message was answered before.</param>
/// <param name="ReceivedToday">How many messages came from that number within a day.</param>
internal sealed record TextedOrganisation(
    JsonText Name, string Country, string TimeZone, string DefaultLocale, int VenuesMax, string? HumanPhone, string? Hotline, bool IsAnswered,
    long ReceivedToday);

/// <summary>A contact with that number, and where its venue stands.</summary>
internal sealed record KnownContact(
    Guid Id, ContactRole Role, string Locale, Guid VenueId, JsonText Venue, string TimeZone, Guid? PartnershipId, string? Hotline);

/// <summary>The link of a code.</summary>
internal sealed record CodedLink(
    Guid Id, LinkPurpose Purpose, Guid PartnershipId, int? PledgeVersion, bool IsUsed, bool IsGood, Guid ContactId, ContactRole Role,
    string Locale, JsonText Venue, JsonText Programme, JsonText? Pledge, Guid[]? DecalIds)
{
    /// <summary>In which capacity that contact signs; null if they may not.</summary>
    public SignatoryRole? Signs => Role switch
    {
        ContactRole.Owner => SignatoryRole.Owner,
        ContactRole.Manager => SignatoryRole.Manager,
        _ => null,
    };
}

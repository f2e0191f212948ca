using System.Security.Cryptography;
using System.Text;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Problems;
using SafeZones.Api.Platform.Secrets;
using SafeZones.Api.Platform.Settings;
using SafeZones.Domain.Links;
using SafeZones.Domain.Partnerships;

namespace SafeZones.Api.Platform.Identity;

/// <summary>Makes what a venue acts by. What is secret of it is in the answer and nowhere else.</summary>
internal sealed class LinkMaking(
    TenantDatabase database, CallerAccessor callers, AuditTrail audit, MasterKey masterKey, PlatformSettings platform, TimeProvider clock)
{
    /// <summary>The longest that a link for one use is good.</summary>
    public const int DaysMax = 14;

    /// <summary>Unless somebody says otherwise.</summary>
    public const int DaysDefault = 7;

    /// <summary>Staff change: a link that stands is given anew once a year.</summary>
    public const int StandingDaysMax = 365;

    /// <summary>Links of one partnership that are still good.</summary>
    public const int LinksMax = 20;

    public static bool Stands(LinkPurpose purpose) => purpose == LinkPurpose.LogIntervention;

    /// <summary>For how many days a link for that purpose is good, unless somebody says.</summary>
    public static int DaysOf(LinkPurpose purpose, int? days) => days ?? (Stands(purpose) ? StandingDaysMax : DaysDefault);

    /// <summary>Whether so many days are too many for the purpose.</summary>
    public static IEnumerable<Fault> DaysFaults(LinkPurpose purpose, int? days) =>
        days > DaysMax && !Stands(purpose) ? [Fault.At("/days", FaultCode.OutOfRange, ("least", 1), ("most", DaysMax))] : [];

    public async Task<MadeLink> Make(Guid partnershipId, LinkPurpose purpose, int? days, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        string front;
        await using (var answers = await database.Ask(LockPartnershipThenCount, new { id = partnershipId, now }, cancellationToken))
        {
            var status = await answers.FirstOrDefault<PartnershipStatus?>(cancellationToken)
                ?? throw new Problem(ProblemCode.PartnershipMissing, Fault.At("/partnership_id", FaultCode.Missing));
            if (PartnershipLifecycle.Terminal.Contains(status))
            {
                throw new Problem(ProblemCode.PartnershipOver);
            }

            Problem.ThrowIfTooMany(await answers.FirstOrDefault<long>(cancellationToken) + 1, LinksMax);
            front = (await answers.FirstOrDefault<Pages>(cancellationToken))!.Front(platform.PublicUrl);
        }

        var (id, token, code) = (RowId.At(now), RandomSecret.New(), LinkCode.Of(RandomNumberGenerator.GetBytes(LinkCode.BytesOfOne)));
        var link = new MadeLink(id, now, now.AddDays(DaysOf(purpose, days)), front + token, code);
        audit.Record("action_link", id, ["partnership_id", "purpose", "expires_at"]);
        var pledgeVersion = await database.FirstOrDefault<int?>(
            InsertLink,
            new
            {
                id,
                partnershipId,
                purpose,
                expiresAt = link.ExpiresAt,
                createdBy = callers.Caller.Id,
                tokenHash = RandomSecret.Hash(token),
                codeHash = HashOf(code),
                now,
            },
            cancellationToken);
        return link with { PledgeVersion = pledgeVersion };
    }

    /// <summary>What is kept of a code: so short a secret is hashed under a key of the installation, and with the organisation.</summary>
    public byte[] HashOf(string code) => HMACSHA256.HashData(
        masterKey.Derive("action link codes"), Encoding.UTF8.GetBytes($"{callers.TenantId}|{code}"));

    private sealed record Pages(bool HostedPages, string? LinksUrl)
    {
        /// <summary>What the secret of a link is appended to: our own page, or that of an organisation that hosts its own.</summary>
        public string Front(string publicUrl) => HostedPages ? $"{publicUrl}/l/" : LinksUrl ?? $"{publicUrl}/v1/links/";
    }

    // Locked, so that the partnership does not end meanwhile and the count holds.
    private const string LockPartnershipThenCount =
        """
        select r.status from partnerships r where r.tenant_id = @tenantId and r.id = @id for no key update;

        select count(*)
        from action_links l
        where l.tenant_id = @tenantId and l.partnership_id = @id and l.used_at is null and l.revoked_at is null and l.expires_at > @now;

        select o.hosted_pages, o.links_url from organisations o where o.tenant_id = @tenantId
        """;

    // Whoever says yes by the code says it to the pledge as it is now.
    private const string InsertLink =
        """
        insert into action_links as l (
            tenant_id, id, partnership_id, purpose, expires_at, code_hash, pledge_version, created_by, created_at, version)
        values (
            @tenantId, @id, @partnershipId, @purpose, @expiresAt, @codeHash,
            case when @purpose = 'accept_pledge'::link_purpose then (
                select max(t.version)
                from pledge_texts t
                join partnerships r on r.tenant_id = t.tenant_id and r.programme_id = t.programme_id
                where r.tenant_id = @tenantId and r.id = @partnershipId) end,
            @createdBy, @now, 1)
        returning l.pledge_version;

        insert into action_link_tokens (token_hash, organisation_id, action_link_id) values (@tokenHash, @tenantId, @id)
        """;
}

/// <summary>A new action link with its secrets.</summary>
/// <param name="Id">The link.</param>
/// <param name="MadeAt">When it was made (UTC).</param>
/// <param name="ExpiresAt">Until when it is good (UTC).</param>
/// <param name="Url">The page where the venue acts.</param>
/// <param name="Code">The same, short: for a text message from a number that the venue is known by.</param>
internal sealed record MadeLink(Guid Id, DateTimeOffset MadeAt, DateTimeOffset ExpiresAt, string Url, string Code)
{
    /// <summary>Which pledge it asks for, where it asks for one and there is one.</summary>
    public int? PledgeVersion { get; init; }
}

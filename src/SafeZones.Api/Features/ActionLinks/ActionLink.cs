using SafeZones.Api.Platform.Http;
using SafeZones.Domain.Links;

namespace SafeZones.Api.Features.ActionLinks;

/// <summary>What a venue acts by, without an account: good for one purpose and one use.</summary>
/// <param name="Id">Never reused, never changes.</param>
/// <param name="PartnershipId">For which venue in which programme.</param>
/// <param name="Purpose">The one thing that it is for.</param>
/// <param name="ExpiresAt">Until when it is good (UTC).</param>
/// <param name="UsedAt">When the venue used it (UTC); absent while it has not.</param>
/// <param name="RevokedAt">When it was made worthless (UTC).</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="CreatedAt">When (UTC).</param>
/// <param name="Version">Counts its changes. In quotes it is the ETag, and what If-Match wants.</param>
public sealed record ActionLink(
    Guid Id, Guid PartnershipId, LinkPurpose Purpose, DateTimeOffset ExpiresAt, DateTimeOffset? UsedAt, DateTimeOffset? RevokedAt,
    Guid? CreatedBy, DateTimeOffset CreatedAt, long Version) : IVersioned
{
    /// <summary>The address of the page for the venue; here once, when the link is made, and never again. Whoever has it acts for the venue.</summary>
    public string? Url { get; init; }

    /// <summary>The same link as six characters for a text message or a telephone call; here once as well.</summary>
    public string? Code { get; init; }

    internal const string Columns =
        "l.id, l.partnership_id, l.purpose, l.expires_at, l.used_at, l.revoked_at, l.created_by, l.created_at, l.version";

    internal static ActionLink Example { get; } = new(
        new Guid("019a0c5e-7c3b-7e21-9f10-000000000015"), new Guid("019a0c5e-7c3b-7e21-9f10-00000000000a"), LinkPurpose.AcceptPledge,
        new DateTimeOffset(2026, 12, 1, 6, 0, 0, TimeSpan.Zero), null, null, new Guid("019a0c5e-7c3b-7e21-9f10-000000000003"),
        new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero), 1);

    internal static ActionLink ExampleWithUrl { get; } = Example with
    {
        Code = "7KQ2M4",
        Url = "https://api.safezones.example/l/shown-once-give-it-to-the-venue",
    };
}

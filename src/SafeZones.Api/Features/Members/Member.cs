using SafeZones.Api.Platform.Http;
using SafeZones.Domain;

namespace SafeZones.Api.Features.Members;

/// <summary>A person of the organisation, as their identity provider knows them.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Issuer">The provider's <c>iss</c>.</param>
/// <param name="Subject">The provider's <c>sub</c>; absent until an invited person has signed in.</param>
/// <param name="InvitedEmail">The address that was invited; forgotten once they have signed in.</param>
/// <param name="Role">What they do for the organisation.</param>
/// <param name="DisplayName">What colleagues call them.</param>
/// <param name="AreaIds">The areas that they look after.</param>
/// <param name="DisabledAt">Since when they may not come in (UTC).</param>
/// <param name="CreatedAt">When they were invited (UTC).</param>
/// <param name="UpdatedAt">When the membership last changed (UTC).</param>
/// <param name="Version">Counts its changes. In quotes it is the ETag, and what If-Match wants.</param>
public sealed record Member(
    Guid Id, string Issuer, string? Subject, string? InvitedEmail, MemberRole Role, string? DisplayName, Guid[] AreaIds,
    DateTimeOffset? DisabledAt, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, long Version) : IVersioned
{
    internal const string Columns =
        """
        m.id, m.issuer, m.subject, m.invited_email, m.role, m.display_name, m.area_ids, m.disabled_at, m.created_at,
            m.updated_at, m.version
        """;

    internal static Member Example { get; } = new(
        new Guid("019a0c5e-7c3b-7e21-9f10-000000000002"), "https://login.example.org", "example-coordinator", null,
        MemberRole.Coordinator, "Coordinator", [], null, new DateTimeOffset(2026, 11, 23, 6, 0, 0, TimeSpan.Zero),
        new DateTimeOffset(2026, 11, 23, 6, 0, 0, TimeSpan.Zero), 1);
}

using SafeZones.Api.Platform.Http;
using SafeZones.Domain;

namespace SafeZones.Api.Features.Organisations;

/// <summary>An organisation as the platform operator sees it: that it is there, not what it holds.</summary>
/// <param name="Id">Its id, the <c>org</c> claim of its members' tokens.</param>
/// <param name="Slug">Its short name, unique on the platform.</param>
/// <param name="Status">Whether it may use the API.</param>
/// <param name="Placement">Where its data partition lies.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="CreatedAt">When it was created (UTC).</param>
/// <param name="UpdatedAt">When it last changed (UTC).</param>
/// <param name="Version">Counts its changes. In quotes it is the ETag, and what If-Match wants.</param>
public sealed record DirectoryEntry(
    Guid Id, string Slug, OrganisationStatus Status, Placement Placement, string Country, DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt, long Version) : IVersioned
{
    /// <summary>How much it may hold; not in lists.</summary>
    public Quotas? Quotas { get; init; }

    internal const string Columns = "d.id, d.slug, d.status, d.placement, d.country, d.created_at, d.updated_at, d.version";

    internal static DirectoryEntry Example { get; } = new(
        new Guid("019a0c5e-0000-7000-8000-000000000001"), "example-network", OrganisationStatus.Active, Placement.Shared, "VN",
        new DateTimeOffset(2026, 11, 23, 6, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, 23, 6, 0, 0, TimeSpan.Zero), 1)
    {
        Quotas = new Quotas { VenuesMax = OrganisationDefaults.VenuesMax },
    };
}

using SafeZones.Domain.Materials;

namespace SafeZones.Api.Features.Partnerships.Decals;

/// <summary>A decal that has to come down.</summary>
/// <param name="Id">Never reused, never changes.</param>
/// <param name="DecalId">The decal.</param>
/// <param name="PartnershipId">Where it is, or should no longer be.</param>
/// <param name="Reason">What made it necessary: the status that the partnership came to.</param>
/// <param name="DueOn">The day by which it should be down.</param>
/// <param name="Status">Where the recall stands.</param>
/// <param name="OpenedAt">When it was opened (UTC).</param>
/// <param name="UpdatedAt">When it last changed (UTC).</param>
public sealed record Recall(
    Guid Id, Guid DecalId, Guid PartnershipId, string Reason, DateOnly DueOn, RecallStatus Status, DateTimeOffset OpenedAt,
    DateTimeOffset UpdatedAt)
{
    internal const string Columns = "k.id, k.decal_id, k.partnership_id, k.reason, k.due_on, k.status, k.opened_at, k.updated_at";

    internal static Recall Example { get; } = new(
        new Guid("019a0c5e-7c3b-7e21-9f10-000000000011"), Decal.Example.Id, Partnership.Example.Id, "suspended",
        new DateOnly(2026, 12, 8), RecallStatus.Open, new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero),
        new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero));
}

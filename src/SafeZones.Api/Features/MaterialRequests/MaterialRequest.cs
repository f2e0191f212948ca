using SafeZones.Api.Platform.Http;
using SafeZones.Domain.Materials;

namespace SafeZones.Api.Features.MaterialRequests;

/// <summary>What a venue asked for.</summary>
/// <param name="Id">Never reused, never changes.</param>
/// <param name="PartnershipId">The venue in one of its programmes.</param>
/// <param name="Items">How many of what, in the order in which the venue named them.</param>
/// <param name="Note">What the venue added.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="RefusalReason">Why the venue does not get it.</param>
/// <param name="AskedAt">When the venue asked (UTC).</param>
/// <param name="DecidedBy">Who looked after it.</param>
/// <param name="DecidedAt">When (UTC).</param>
/// <param name="Version">Counts its changes. In quotes it is the ETag, and what If-Match wants.</param>
public sealed record MaterialRequest(
    Guid Id, Guid PartnershipId, IReadOnlyList<MaterialItem> Items, string? Note, MaterialRequestStatus Status,
    MaterialRefusalReason? RefusalReason, DateTimeOffset AskedAt, Guid? DecidedBy, DateTimeOffset? DecidedAt, long Version) : IVersioned
{
    internal const string Columns =
        "m.id, m.partnership_id, m.items, m.note, m.status, m.refusal_reason, m.asked_at, m.decided_by, m.decided_at, m.version";

    internal static MaterialRequest Example { get; } = new(
        new Guid("019a0c5e-7c3b-7e21-9f10-00000000001a"), new Guid("019a0c5e-7c3b-7e21-9f10-00000000000a"),
        [new MaterialItem(MaterialKind.Flyer, 50)], "The back door is open until noon.", MaterialRequestStatus.Open, null,
        new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero), null, null, 1);
}

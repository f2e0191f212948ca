using SafeZones.Api.Platform.Http;
using SafeZones.Domain.Materials;

namespace SafeZones.Api.Features.Partnerships.Decals;

/// <summary>A numbered sticker or poster, whose code tells a passer-by whether the venue is a safe zone.</summary>
/// <param name="Id">Never reused, never changes.</param>
/// <param name="MaterialEditionId">What it was printed from.</param>
/// <param name="Serial">Its number in the organisation.</param>
/// <param name="VerifyCode">The code that is printed on it, which nobody can guess.</param>
/// <param name="State">Where it stands.</param>
/// <param name="StateSince">Since when (UTC).</param>
/// <param name="PartnershipId">For whom it was set aside.</param>
/// <param name="PlacedAt">Where at the venue it is on show.</param>
/// <param name="CreatedAt">When it was minted (UTC).</param>
/// <param name="UpdatedAt">When it last changed (UTC).</param>
/// <param name="Version">Counts its changes. In quotes it is the ETag, and what If-Match wants.</param>
public sealed record Decal(
    Guid Id, Guid MaterialEditionId, int Serial, string VerifyCode, DecalState State, DateTimeOffset StateSince,
    Guid? PartnershipId, DecalPlace? PlacedAt, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, long Version) : IVersioned
{
    internal const string Columns =
        """
        d.id, d.material_edition_id, d.serial, d.verify_code, d.state, d.state_since, d.partnership_id, d.placed_at, d.created_at,
            d.updated_at, d.version
        """;

    internal const string Select = $"select {Columns} from decals d where d.tenant_id = @tenantId and d.id = @id";

    internal static Decal Example { get; } = new(
        new Guid("019a0c5e-7c3b-7e21-9f10-000000000010"), MaterialEdition.Example.Id, 17, DecalCode.Of([1, 2, 3, 4, 5, 6, 7, 8]),
        DecalState.InStock, new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero), null, null,
        new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero), 1);
}

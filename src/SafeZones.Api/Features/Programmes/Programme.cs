using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Domain.Programmes;

namespace SafeZones.Api.Features.Programmes;

/// <summary>A safe-zone scheme under one name: what it asks of venues and whether it is running.</summary>
/// <param name="Id">Never reused, never changes.</param>
/// <param name="Name">Its name, by language (BCP 47).</param>
/// <param name="Codeword">The word by which somebody asks for help at a venue, where there is one.</param>
/// <param name="CodewordIsPublic">Whether the sticker's page and the offline pack tell everybody that word.</param>
/// <param name="Hotline">Whom somebody in need may call (E.164); the sticker's page shows it.</param>
/// <param name="PublicSlug">Its short name in public addresses; never changes.</param>
/// <param name="Policy">What it asks of venues, and how carefully it speaks of them.</param>
/// <param name="ValidFrom">Its first day.</param>
/// <param name="ValidUntil">Its last day.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="CreatedAt">When it was created (UTC).</param>
/// <param name="UpdatedAt">When it last changed (UTC).</param>
/// <param name="Version">Counts its changes. In quotes it is the ETag, and what If-Match wants.</param>
public sealed record Programme(
    Guid Id, JsonText Name, string? Codeword, bool CodewordIsPublic, string? Hotline, string PublicSlug, ProgrammePolicy Policy,
    DateOnly? ValidFrom, DateOnly? ValidUntil, ProgrammeStatus Status, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, long Version) : IVersioned
{
    internal const string Columns =
        """
        p.id, p.name, p.codeword, p.codeword_is_public, p.hotline, p.public_slug, p.policy, p.valid_from, p.valid_until, p.status,
            p.created_at, p.updated_at, p.version
        """;

    internal const string Select = $"select {Columns} from programmes p where p.tenant_id = @tenantId and p.id = @id";

    /// <summary>What a client would send to say the same.</summary>
    internal ProgrammeBody ToBody() => new()
    {
        Name = Name.Read<Dictionary<string, string>>(ApiJson.Options),
        Codeword = Codeword,
        CodewordIsPublic = CodewordIsPublic,
        Hotline = Hotline,
        Policy = Policy,
        ValidFrom = ValidFrom,
        ValidUntil = ValidUntil,
    };

    internal static Programme Example { get; } = new(
        new Guid("019a0c5e-7c3b-7e21-9f10-000000000006"), new JsonText("""{"en":"Night Safe Zones","vi":"Khu vực An toàn ban đêm"}"""),
        "Angela", true, "+12025550100", "example-nights", ProgrammePresets.Of(ProgrammePreset.NightVenue), new DateOnly(2027, 1, 1), null,
        ProgrammeStatus.Draft, new DateTimeOffset(2026, 11, 23, 6, 0, 0, TimeSpan.Zero),
        new DateTimeOffset(2026, 11, 23, 6, 0, 0, TimeSpan.Zero), 1);
}

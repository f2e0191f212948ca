using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;

namespace SafeZones.Api.Features.Certificates;

/// <summary>What somebody keeps who was trained. It names nobody: the name is written on the paper.</summary>
/// <param name="Id">Random, so that nobody finds it by guessing; never changes.</param>
/// <param name="TrainingRecordId">What it certifies.</param>
/// <param name="Title">What was taught, by language (BCP 47).</param>
/// <param name="Hours">How many hours it took.</param>
/// <param name="CompletedOn">The day of the training.</param>
/// <param name="ValidUntil">The last day on which it is good; absent where it stays good.</param>
/// <param name="RevokedAt">When it was taken back (UTC); absent while it was not.</param>
/// <param name="CreatedBy">Who issued it.</param>
/// <param name="CreatedAt">When (UTC).</param>
/// <param name="Version">Counts its changes. In quotes it is the ETag, and what If-Match wants.</param>
public sealed record Certificate(
    Guid Id, Guid TrainingRecordId, JsonText Title, double Hours, DateOnly CompletedOn, DateOnly? ValidUntil, DateTimeOffset? RevokedAt,
    Guid? CreatedBy, DateTimeOffset CreatedAt, long Version) : IVersioned
{
    /// <summary>The page that shows what it is worth, for whoever it is shown to.</summary>
    public string? VerifyUrl { get; init; }

    internal const string Columns =
        """
        c.id, c.training_record_id, c.title, c.hours, c.completed_on, c.valid_until, c.revoked_at, c.created_by, c.created_at, c.version
        """;

    internal const string Select = $"select {Columns} from certificates c where c.tenant_id = @tenantId and c.id = @id";

    internal Certificate WithUrl(CredentialIssuing issuing) => this with { VerifyUrl = issuing.PageOf(Id) };

    internal static Certificate Example { get; } = new(
        new Guid("7d2a4b0e-5a43-4c1e-9a55-4a1f0a3b7c10"), new Guid("019a0c5e-7c3b-7e21-9f10-00000000000c"),
        new JsonText("""{"en":"Safe nights: see, ask, help"}"""), 2.5, new DateOnly(2026, 11, 24), new DateOnly(2027, 11, 24), null,
        new Guid("019a0c5e-7c3b-7e21-9f10-000000000001"), new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero), 1)
    {
        VerifyUrl = "https://api.safezones.example/c/7d2a4b0e-5a43-4c1e-9a55-4a1f0a3b7c10",
    };
}

using SafeZones.Api.Platform.Http;
using SafeZones.Domain.Partnerships;

namespace SafeZones.Api.Features.Partnerships.Appeals;

/// <summary>A suspended venue's appeal.</summary>
/// <param name="Id">Never reused, never changes.</param>
/// <param name="PartnershipId">The venue in one of its programmes.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="SuspendedAt">When the suspension that it is against began (UTC).</param>
/// <param name="SuspensionReason">The class of the reason for that.</param>
/// <param name="FiledOn">The day on which the venue appealed, where it is.</param>
/// <param name="DueOn">The day by which somebody decides.</param>
/// <param name="DecidedBy">Who decided; absent where nothing was left to decide.</param>
/// <param name="DecidedAt">When it was decided or closed (UTC).</param>
/// <param name="DecisionReason">Why it was decided so.</param>
/// <param name="Version">Counts its changes. In quotes it is the ETag, and what If-Match wants.</param>
public sealed record Appeal(
    Guid Id, Guid PartnershipId, AppealStatus Status, DateTimeOffset SuspendedAt, string? SuspensionReason, DateOnly FiledOn,
    DateOnly DueOn, Guid? DecidedBy, DateTimeOffset? DecidedAt, string? DecisionReason, long Version) : IVersioned
{
    /// <summary>What the venue says, where it was asked for; it is kept for 400 days.</summary>
    public string? Statement { get; init; }

    internal const string Columns =
        """
        a.id, a.partnership_id, a.status, a.suspended_at, a.suspension_reason, a.filed_on, a.due_on, a.decided_by, a.decided_at,
            a.decision_reason, a.version
        """;

    internal const string Select = $"select {Columns} from appeals a where a.tenant_id = @tenantId and a.id = @id";

    /// <summary>The one place in which a sealed statement opens.</summary>
    internal static string StatementPlace(Guid id) => $"appeal_statements.sealed_statement|{id}";

    internal static Appeal Example { get; } = new(
        new Guid("019a0c5e-7c3b-7e21-9f10-00000000001b"), Partnership.Example.Id, AppealStatus.Open,
        new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero), "failed_mystery_visit", new DateOnly(2026, 11, 25),
        new DateOnly(2026, 12, 23), null, null, null, 1);
}

using SafeZones.Api.Platform.Database;
using SafeZones.Domain.Partnerships;

namespace SafeZones.Api.Features.Partnerships.Appeals;

/// <summary>What becomes of an appeal that nobody has decided when its suspension ends otherwise, in the same transaction.</summary>
internal static class AppealClosing
{
    /// <summary>What follows when the locked partnership leaves a status.</summary>
    public static IEnumerable<SqlCall> CloseAfter(Guid partnershipId, PartnershipStatus left, DateTimeOffset now) =>
        left == PartnershipStatus.Suspended ? [new SqlCall(CloseOpen, new { partnershipId, now })] : [];

    private const string CloseOpen =
        """
        update appeals a
        set status = 'closed', decided_at = @now, version = a.version + 1
        where a.tenant_id = @tenantId and a.partnership_id = @partnershipId and a.status = 'open'
        """;
}

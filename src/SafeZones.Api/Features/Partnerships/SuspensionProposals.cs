using SafeZones.Api.Platform.Database;
using SafeZones.Domain.Partnerships;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>What becomes of proposals when somebody acts, in the same transaction.</summary>
internal static class SuspensionProposals
{
    /// <summary>What follows from a status that the locked partnership has just come to.</summary>
    public static IEnumerable<SqlCall> SettleBy(Guid partnershipId, PartnershipStatus status) =>
        CheckInProposals.AreSettledBy(status) ? [new SqlCall(SettleOpen, new { partnershipId })] : [];

    private const string SettleOpen =
        """
        update check_ins c
        set proposal_status = 'settled'
        where c.tenant_id = @tenantId and c.partnership_id = @partnershipId and c.proposal_status = 'open'
        """;
}

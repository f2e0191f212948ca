using SafeZones.Domain.Partnerships;
using Xunit;

namespace SafeZones.Domain.Tests.Partnerships;

public sealed class CheckInProposalsTests
{
    [Fact]
    public void Only_a_failed_mystery_visit_proposes_a_suspension_and_only_where_one_is_possible() =>
        Assert.All(
            from kind in Enum.GetValues<CheckInKind>()
            from result in Enum.GetValues<CheckInResult>()
            from status in Enum.GetValues<PartnershipStatus>()
            select (kind, result, status),
            one => Assert.Equal(
                one is { kind: CheckInKind.Mystery, result: CheckInResult.Failed }
                && PartnershipLifecycle.Table.RefuseMove(one.status, PartnershipAction.Suspend, PartnershipActor.Coordinator) is null,
                CheckInProposals.Of(one.kind, one.result, one.status) == CheckInProposal.Suspension));

    [Fact]
    public void Nothing_is_left_to_decide_where_a_suspension_is_not_possible_any_more() =>
        Assert.All(Enum.GetValues<PartnershipStatus>(), status => Assert.False(
            CheckInProposals.AreSettledBy(status)
            && CheckInProposals.Of(CheckInKind.Mystery, CheckInResult.Failed, status) is not null));
}

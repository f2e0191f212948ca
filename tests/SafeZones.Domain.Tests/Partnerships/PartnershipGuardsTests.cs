using SafeZones.Domain.Partnerships;
using SafeZones.Domain.Programmes;
using Xunit;

namespace SafeZones.Domain.Tests.Partnerships;

public sealed class PartnershipGuardsTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(181, true)]
    [InlineData(182, false)]
    public void A_pause_ends_after_today_and_within_six_months(int days, bool isAllowed) =>
        Assert.Equal(isAllowed, PartnershipGuards.RefusePause(Today.AddDays(days), Today) is null);

    [Fact]
    public void Nobody_approves_what_they_asked_for_or_reviews_what_they_suspended()
    {
        var (one, other) = (Guid.NewGuid(), Guid.NewGuid());

        Assert.Equal("second_person_needed", PartnershipGuards.RefuseOwnApproval(one, one)?.Code);
        Assert.Null(PartnershipGuards.RefuseOwnApproval(one, other));
        Assert.Null(PartnershipGuards.RefuseOwnApproval(null, one));
        Assert.Equal("reviewer_suspended_it", PartnershipGuards.RefuseOwnReview(one, one)?.Code);
        Assert.Null(PartnershipGuards.RefuseOwnReview(one, other));
    }

    [Fact]
    public void Only_a_running_programme_has_safe_zones() =>
        Assert.Equal(
            [ProgrammeStatus.Running],
            Enum.GetValues<ProgrammeStatus>().Where(status => PartnershipGuards.RefuseProgramme(PartnershipAction.Activate, status) is null));

    [Fact]
    public void A_venue_may_promise_what_is_asked_now_or_what_will_be_asked()
    {
        PledgeVersionFact[] published = [new(1, Today.AddDays(-9)), new(2, Today), new(3, Today.AddDays(1))];

        Assert.Equal([1], Enumerable.Range(1, 3).Where(version => PartnershipGuards.RefuseOldPledge(version, published, Today) is not null));
    }
}

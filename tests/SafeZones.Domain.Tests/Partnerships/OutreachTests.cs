using SafeZones.Domain.Partnerships;
using Xunit;

namespace SafeZones.Domain.Tests.Partnerships;

public sealed class OutreachTests
{
    [Fact]
    public void Whatever_a_visit_brings_only_moves_of_the_table_follow_from_it()
    {
        foreach (var status in Enum.GetValues<PartnershipStatus>())
        {
            foreach (var outcome in Enum.GetValues<VisitOutcome>())
            {
                foreach (var actor in Enum.GetValues<PartnershipActor>())
                {
                    var at = status;
                    foreach (var action in Outreach.MovesOf(status, outcome, actor, mayRecontact: true))
                    {
                        Assert.Null(PartnershipLifecycle.Table.RefuseMove(at, action, actor));
                        at = PartnershipLifecycle.Table.Next(at, action);
                    }
                }
            }
        }
    }

    [Fact]
    public void No_visit_makes_a_pledge_a_safe_zone_or_undoes_one() =>
        Assert.All(
            from status in Enum.GetValues<PartnershipStatus>()
            from outcome in Enum.GetValues<VisitOutcome>()
            from action in Outreach.MovesOf(status, outcome, PartnershipActor.Coordinator, mayRecontact: true)
            select action,
            action => Assert.True(action is PartnershipAction.Approach or PartnershipAction.RecordInterest
                or PartnershipAction.RecordDecline or PartnershipAction.Close));

    [Theory]
    [InlineData(PartnershipActor.Volunteer, "Prospect, Approached, Interested")]
    [InlineData(PartnershipActor.Coordinator, "Prospect, Approached, Interested, Declined")]
    public void Only_a_coordinator_goes_again_to_a_venue_that_said_no(PartnershipActor actor, string statuses) =>
        Assert.Equal(statuses, string.Join(", ", Outreach.Visited(actor).Order()));

    [Fact]
    public void A_venue_that_said_no_is_not_approached_too_early()
    {
        Assert.Empty(Outreach.MovesOf(PartnershipStatus.Declined, VisitOutcome.Interested, PartnershipActor.Coordinator, mayRecontact: false));
        Assert.Equal(
            [PartnershipAction.Approach, PartnershipAction.RecordInterest],
            Outreach.MovesOf(PartnershipStatus.Declined, VisitOutcome.Interested, PartnershipActor.Coordinator, mayRecontact: true));
    }

    [Fact]
    public void The_harder_the_no_the_longer_the_peace()
    {
        var day = new DateOnly(2026, 1, 31);

        Assert.Equal(new DateOnly(2026, 4, 30), Outreach.RecontactAfter(VisitOutcome.NotNow, day));
        Assert.Equal(new DateOnly(2026, 7, 31), Outreach.RecontactAfter(VisitOutcome.Refused, day));
        Assert.Equal(new DateOnly(2027, 1, 31), Outreach.RecontactAfter(VisitOutcome.RefusedHostile, day));
        Assert.Null(Outreach.RecontactAfter(VisitOutcome.ComeBack, day));
    }
}

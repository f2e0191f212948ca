using SafeZones.Domain.Partnerships;
using Xunit;

namespace SafeZones.Domain.Tests.Partnerships;

public sealed class PartnershipLifecycleTests
{
    [Fact]
    public void The_life_of_a_partnership_is_this_table() =>
        Assert.Equal(
            """
            Prospect -Approach-> Approached by Volunteer, Coordinator
            Declined -Approach-> Approached by Coordinator
            Approached -RecordInterest-> Interested by Volunteer, Coordinator, Venue
            Approached -RecordDecline-> Declined by Volunteer, Coordinator, Venue
            Prospect -Pledge-> Pledged by Venue
            Approached -Pledge-> Pledged by Venue
            Interested -Pledge-> Pledged by Venue
            Pledged -Activate-> Active by Coordinator
            Active -Lapse-> Lapsed by System
            Lapsed -Repair-> Active by System, Coordinator
            Pledged -Suspend-> Suspended by Coordinator, Safeguarding
            Active -Suspend-> Suspended by Coordinator, Safeguarding
            Paused -Suspend-> Suspended by Coordinator, Safeguarding
            Lapsed -Suspend-> Suspended by Coordinator, Safeguarding
            Suspended -Reinstate-> Active by Coordinator, Safeguarding
            Suspended -Remove-> Removed by Owner
            Active -Pause-> Paused by Venue, Coordinator
            Paused -Resume-> Active by Venue, Coordinator
            Prospect -Withdraw-> Withdrawn by Venue
            Approached -Withdraw-> Withdrawn by Venue
            Interested -Withdraw-> Withdrawn by Venue
            Declined -Withdraw-> Withdrawn by Venue
            Pledged -Withdraw-> Withdrawn by Venue
            Active -Withdraw-> Withdrawn by Venue
            Lapsed -Withdraw-> Withdrawn by Venue
            Suspended -Withdraw-> Withdrawn by Venue
            Paused -Withdraw-> Withdrawn by Venue
            Prospect -Close-> Closed by Venue, Coordinator, Volunteer
            Approached -Close-> Closed by Venue, Coordinator, Volunteer
            Interested -Close-> Closed by Venue, Coordinator, Volunteer
            Declined -Close-> Closed by Venue, Coordinator, Volunteer
            Pledged -Close-> Closed by Venue, Coordinator, Volunteer
            Active -Close-> Closed by Venue, Coordinator, Volunteer
            Lapsed -Close-> Closed by Venue, Coordinator, Volunteer
            Suspended -Close-> Closed by Venue, Coordinator, Volunteer
            Paused -Close-> Closed by Venue, Coordinator, Volunteer
            """,
            PartnershipLifecycle.Table.Diagram());

    [Fact]
    public void Every_other_combination_of_status_action_and_actor_is_refused() =>
        PartnershipLifecycle.Table.RefusesEverythingElse();

    [Fact]
    public void What_is_over_stays_over() =>
        Assert.DoesNotContain(PartnershipLifecycle.Table.Moves, move => PartnershipLifecycle.Terminal.Contains(move.From));

    [Fact]
    public void Only_the_venue_pledges_and_withdraws() =>
        Assert.All(
            PartnershipLifecycle.Table.Moves.Where(move => move.Action is PartnershipAction.Pledge or PartnershipAction.Withdraw),
            move => Assert.Equal([PartnershipActor.Venue], move.WhoMay));

    [Fact]
    public void Only_the_system_lets_a_partnership_lapse() =>
        Assert.Equal(
            [PartnershipActor.System],
            PartnershipLifecycle.Table.Moves.Single(move => move.To == PartnershipStatus.Lapsed).WhoMay);
}

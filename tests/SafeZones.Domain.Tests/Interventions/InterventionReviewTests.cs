using SafeZones.Domain.Interventions;
using Xunit;

namespace SafeZones.Domain.Tests.Interventions;

public sealed class InterventionReviewTests
{
    [Fact]
    public void The_review_of_an_intervention_is_this_table() =>
        Assert.Equal(
            """
            Submitted -Review-> Reviewed by Reviewer
            Submitted -Reject-> Rejected by Reviewer
            Reviewed -Approve-> Approved by Reviewer
            Reviewed -Reject-> Rejected by Reviewer
            Submitted -Amend-> Submitted by Recorder, Reviewer
            Reviewed -Amend-> Submitted by Reviewer
            Approved -Amend-> Submitted by Reviewer
            Rejected -Amend-> Submitted by Reviewer
            """,
            InterventionReview.Table.Diagram());

    [Fact]
    public void Every_other_combination_of_state_action_and_actor_is_refused() => InterventionReview.Table.RefusesEverythingElse();
}

using Xunit;

namespace SafeZones.Domain.Tests;

public sealed class JobLifecycleTests
{
    [Fact]
    public void The_life_of_a_job_is_this_table() =>
        Assert.Equal(
            """
            Queued -Advance-> Running by System
            Running -Advance-> Running by System
            Queued -Finish-> Succeeded by System
            Running -Finish-> Succeeded by System
            Queued -Fail-> Failed by System
            Running -Fail-> Failed by System
            Queued -Cancel-> Cancelled by Member
            Running -Cancel-> Cancelled by Member
            """,
            JobLifecycle.Table.Diagram());

    [Fact]
    public void Every_other_combination_of_state_action_and_actor_is_refused() => JobLifecycle.Table.RefusesEverythingElse();
}

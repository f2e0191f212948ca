using SafeZones.Domain.Programmes;
using Xunit;

namespace SafeZones.Domain.Tests.Programmes;

public sealed class ProgrammeLifecycleTests
{
    [Fact]
    public void The_life_of_a_programme_is_this_table() =>
        Assert.Equal(
            """
            Draft -Start-> Running by Owner, Coordinator
            Draft -End-> Ended by Owner, Coordinator
            Running -Sunset-> Sunsetting by Owner, System
            Sunsetting -Resume-> Running by Owner
            Sunsetting -End-> Ended by Owner, System
            """,
            ProgrammeLifecycle.Table.Diagram());

    [Fact]
    public void Every_other_combination_of_status_action_and_actor_is_refused() =>
        ProgrammeLifecycle.Table.RefusesEverythingElse();

    [Fact]
    public void What_has_ended_stays_ended() =>
        Assert.DoesNotContain(ProgrammeLifecycle.Table.Moves, move => move.From == ProgrammeStatus.Ended);
}

using SafeZones.Domain.Materials;
using Xunit;

namespace SafeZones.Domain.Tests.Materials;

public sealed class DecalLifecycleTests
{
    [Fact]
    public void The_life_of_a_decal_is_this_table() =>
        Assert.Equal(
            """
            InStock -Allocate-> Allocated by Coordinator
            Allocated -Issue-> Issued by Coordinator
            Issued -Display-> Displayed by Venue, Volunteer, Coordinator
            Issued -RequestRecall-> RecallRequested by Coordinator, System
            Displayed -RequestRecall-> RecallRequested by Coordinator, System
            RecallRequested -CancelRecall-> Displayed by Coordinator, System
            Issued -Return-> Returned by Volunteer, Coordinator
            Displayed -Return-> Returned by Volunteer, Coordinator
            RecallRequested -Return-> Returned by Volunteer, Coordinator
            Issued -Destroy-> Destroyed by Venue
            Displayed -Destroy-> Destroyed by Venue
            RecallRequested -Destroy-> Destroyed by Venue
            RecallRequested -WriteOff-> NotRecovered by Coordinator
            Issued -ReportLost-> Lost by Venue, Coordinator
            Displayed -ReportLost-> Lost by Venue, Coordinator
            RecallRequested -ReportLost-> Lost by Venue, Coordinator
            Issued -ReportStolen-> Stolen by Coordinator
            Displayed -ReportStolen-> Stolen by Coordinator
            Issued -ReportDamaged-> Damaged by Coordinator
            Displayed -ReportDamaged-> Damaged by Coordinator
            Lost -Replace-> Replaced by Coordinator
            Stolen -Replace-> Replaced by Coordinator
            Damaged -Replace-> Replaced by Coordinator
            InStock -Void-> Void by Coordinator
            Allocated -Void-> Void by Coordinator
            Lost -Void-> Void by Coordinator
            Stolen -Void-> Void by Coordinator
            Damaged -Void-> Void by Coordinator
            """,
            DecalLifecycle.Table.Diagram());

    [Fact]
    public void Every_other_combination_of_state_action_and_actor_is_refused() => DecalLifecycle.Table.RefusesEverythingElse();

    [Fact]
    public void Only_a_coordinator_issues_and_writes_off() =>
        Assert.All(
            DecalLifecycle.Table.Moves.Where(move => move.Action is DecalAction.Issue or DecalAction.WriteOff),
            move => Assert.Equal([DecalActor.Coordinator], move.WhoMay));

    [Fact]
    public void The_life_of_a_recall_is_this_table() =>
        Assert.Equal(
            """
            Open -Remind-> Reminded by System, Coordinator
            Open -FallDue-> Overdue by System
            Reminded -FallDue-> Overdue by System
            Open -Resolve-> Resolved by System, Coordinator
            Reminded -Resolve-> Resolved by System, Coordinator
            Overdue -Resolve-> Resolved by System, Coordinator
            Open -WriteOff-> WrittenOff by Coordinator
            Reminded -WriteOff-> WrittenOff by Coordinator
            Overdue -WriteOff-> WrittenOff by Coordinator
            """,
            RecallLifecycle.Table.Diagram());

    [Fact]
    public void Every_other_combination_for_a_recall_is_refused() => RecallLifecycle.Table.RefusesEverythingElse();
}

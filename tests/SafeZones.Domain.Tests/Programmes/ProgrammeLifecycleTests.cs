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
            string.Join('\n', ProgrammeLifecycle.Moves.Select(move =>
                $"{move.From} -{move.Action}-> {move.To} by {string.Join(", ", move.WhoMay)}")));

    [Fact]
    public void Every_other_combination_of_status_action_and_actor_is_refused()
    {
        var allowed = 0;
        foreach (var from in Enum.GetValues<ProgrammeStatus>())
        {
            foreach (var action in Enum.GetValues<ProgrammeAction>())
            {
                var move = ProgrammeLifecycle.Moves
                    .SingleOrDefault(it => it.From == from && it.Action == action);
                foreach (var actor in Enum.GetValues<ProgrammeActor>())
                {
                    var expected = move is null ? "programme_move_impossible"
                        : move.WhoMay.Contains(actor) ? null
                        : "programme_move_not_yours";
                    Assert.Equal(expected, ProgrammeLifecycle.RefuseMove(from, action, actor)?.Code);
                    allowed += expected is null ? 1 : 0;
                }
                if (move is null)
                {
                    Assert.Throws<InvalidOperationException>(() => ProgrammeLifecycle.Next(from, action));
                }
                else
                {
                    Assert.Equal(move.To, ProgrammeLifecycle.Next(from, action));
                }
            }
        }
        Assert.Equal(9, allowed);
    }

    [Fact]
    public void What_has_ended_stays_ended() =>
        Assert.DoesNotContain(ProgrammeLifecycle.Moves, move => move.From == ProgrammeStatus.Ended);
}

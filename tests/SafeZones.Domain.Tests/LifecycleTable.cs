using Xunit;

namespace SafeZones.Domain.Tests;

/// <summary>How a life is tested whole: its table as people read it, and every other combination refused.</summary>
internal static class LifecycleTable
{
    /// <summary>One line a move: "Draft -Start-> Running by Owner, Coordinator".</summary>
    public static string Diagram<TState, TAction, TActor>(this Lifecycle<TState, TAction, TActor> life)
        where TState : struct, Enum where TAction : struct, Enum where TActor : struct, Enum =>
        string.Join('\n', life.Moves.Select(move => $"{move.From} -{move.Action}-> {move.To} by {string.Join(", ", move.WhoMay)}"));

    /// <summary>Every state × action × actor is allowed exactly where the table says so.</summary>
    public static void RefusesEverythingElse<TState, TAction, TActor>(this Lifecycle<TState, TAction, TActor> life)
        where TState : struct, Enum where TAction : struct, Enum where TActor : struct, Enum
    {
        foreach (var from in Enum.GetValues<TState>())
        {
            foreach (var action in Enum.GetValues<TAction>())
            {
                var move = life.Moves.SingleOrDefault(it => it.From.Equals(from) && it.Action.Equals(action));
                foreach (var actor in Enum.GetValues<TActor>())
                {
                    var expected = move is null ? life.Impossible : move.WhoMay.Contains(actor) ? null : life.NotYours;
                    Assert.Equal(expected, life.RefuseMove(from, action, actor)?.Code);
                }

                if (move is null)
                {
                    Assert.Throws<InvalidOperationException>(() => life.Next(from, action));
                }
                else
                {
                    Assert.Equal(move.To, life.Next(from, action));
                }
            }
        }
    }
}

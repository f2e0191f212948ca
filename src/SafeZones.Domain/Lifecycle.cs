namespace SafeZones.Domain;

/// <summary>One line of a table of moves.</summary>
/// <param name="From">The state before.</param>
/// <param name="Action">What is done.</param>
/// <param name="To">The state after.</param>
/// <param name="WhoMay">Who may do it.</param>
public sealed record Move<TState, TAction, TActor>(TState From, TAction Action, TState To, IReadOnlyList<TActor> WhoMay);

/// <summary>A life as the field writes it: one table of moves. What is not in the table is refused, never ignored.</summary>
/// <param name="name">Whose life it is, as the codes of its refusals begin.</param>
/// <param name="moves">Every move there is.</param>
public sealed class Lifecycle<TState, TAction, TActor>(string name, params Move<TState, TAction, TActor>[] moves)
    where TState : struct, Enum where TAction : struct, Enum where TActor : struct, Enum
{
    /// <summary>Every move there is.</summary>
    public IReadOnlyList<Move<TState, TAction, TActor>> Moves { get; } = moves;

    /// <summary>The code of a move that no actor can make from here.</summary>
    public string Impossible { get; } = $"{name}_move_impossible";

    /// <summary>The code of a move that is in the table, but somebody else's.</summary>
    public string NotYours { get; } = $"{name}_move_not_yours";

    /// <summary>Why the move is not in the table or not this actor's; null if it may be made.</summary>
    public Refusal? RefuseMove(TState from, TAction action, TActor actor) => MoveOrDefault(from, action) switch
    {
        null => new(Impossible, "Its status does not allow this."),
        { } move when !move.WhoMay.Contains(actor) => new(NotYours, "Somebody else must do this."),
        _ => null,
    };

    /// <summary>The state after a move that was not refused.</summary>
    public TState Next(TState from, TAction action) =>
        MoveOrDefault(from, action)?.To ?? throw new InvalidOperationException($"No move {action} from {from}.");

    /// <summary>The states from which the action leads somewhere.</summary>
    public IReadOnlyList<TState> Before(TAction action) =>
        [.. Moves.Where(move => move.Action.Equals(action)).Select(move => move.From)];

    private Move<TState, TAction, TActor>? MoveOrDefault(TState from, TAction action) =>
        Moves.SingleOrDefault(move => move.From.Equals(from) && move.Action.Equals(action));
}

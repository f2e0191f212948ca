namespace SafeZones.Domain.Programmes;

/// <summary>Where a programme stands.</summary>
public enum ProgrammeStatus
{
    /// <summary>Being prepared; nothing of it is public.</summary>
    Draft,
    /// <summary>In operation: its active venues are safe zones.</summary>
    Running,
    /// <summary>Takes no new venues and calls its stickers back; those that are up no longer count.</summary>
    Sunsetting,
    /// <summary>Over, for good.</summary>
    Ended,
}

/// <summary>What can be done to a programme.</summary>
public enum ProgrammeAction
{
    /// <summary>Open it.</summary>
    Start,
    /// <summary>Begin to close it.</summary>
    Sunset,
    /// <summary>Keep it after all.</summary>
    Resume,
    /// <summary>Close it.</summary>
    End,
}

/// <summary>Who does something to a programme.</summary>
public enum ProgrammeActor
{
    /// <summary>An owner of the organisation.</summary>
    Owner,
    /// <summary>A coordinator.</summary>
    Coordinator,
    /// <summary>The system, on the programme's last day.</summary>
    System,
}

/// <summary>One line of the table of moves.</summary>
/// <param name="From">The status before.</param>
/// <param name="Action">What is done.</param>
/// <param name="To">The status after.</param>
/// <param name="WhoMay">Who may do it.</param>
public sealed record ProgrammeMove(
    ProgrammeStatus From, ProgrammeAction Action, ProgrammeStatus To, IReadOnlyList<ProgrammeActor> WhoMay);

/// <summary>The life of a programme. A running one cannot end at once: stickers come down first.</summary>
public static class ProgrammeLifecycle
{
    /// <summary>The code of a move that is in the table, but somebody else's.</summary>
    public const string NotYours = "programme_move_not_yours";

    private const ProgrammeActor Owner = ProgrammeActor.Owner;
    private const ProgrammeActor Coordinator = ProgrammeActor.Coordinator;
    private const ProgrammeActor System = ProgrammeActor.System;

    /// <summary>Every move there is.</summary>
    public static IReadOnlyList<ProgrammeMove> Moves { get; } =
    [
        new(ProgrammeStatus.Draft, ProgrammeAction.Start, ProgrammeStatus.Running, [Owner, Coordinator]),
        new(ProgrammeStatus.Draft, ProgrammeAction.End, ProgrammeStatus.Ended, [Owner, Coordinator]),
        new(ProgrammeStatus.Running, ProgrammeAction.Sunset, ProgrammeStatus.Sunsetting, [Owner, System]),
        new(ProgrammeStatus.Sunsetting, ProgrammeAction.Resume, ProgrammeStatus.Running, [Owner]),
        new(ProgrammeStatus.Sunsetting, ProgrammeAction.End, ProgrammeStatus.Ended, [Owner, System]),
    ];

    /// <summary>Why the move is not in the table or not this actor's; null if it may be made.</summary>
    public static Refusal? RefuseMove(ProgrammeStatus from, ProgrammeAction action, ProgrammeActor actor)
    {
        if (MoveOrDefault(from, action) is not { } move)
        {
            return new("programme_move_impossible", "The programme's status does not allow this.");
        }
        return move.WhoMay.Contains(actor)
            ? null
            : new(NotYours, "Somebody with another role must do this.");
    }

    /// <summary>The status after a move that was not refused.</summary>
    public static ProgrammeStatus Next(ProgrammeStatus from, ProgrammeAction action) =>
        MoveOrDefault(from, action)?.To
        ?? throw new InvalidOperationException($"No move {action} from {from}.");

    private static ProgrammeMove? MoveOrDefault(ProgrammeStatus from, ProgrammeAction action) =>
        Moves.SingleOrDefault(move => move.From == from && move.Action == action);
}

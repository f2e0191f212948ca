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

/// <summary>The life of a programme. A running one cannot end at once: stickers come down first.</summary>
public static class ProgrammeLifecycle
{
    private const ProgrammeActor Owner = ProgrammeActor.Owner;
    private const ProgrammeActor Coordinator = ProgrammeActor.Coordinator;
    private const ProgrammeActor System = ProgrammeActor.System;

    /// <summary>Its table of moves.</summary>
    public static Lifecycle<ProgrammeStatus, ProgrammeAction, ProgrammeActor> Table { get; } = new(
        "programme",
        new(ProgrammeStatus.Draft, ProgrammeAction.Start, ProgrammeStatus.Running, [Owner, Coordinator]),
        new(ProgrammeStatus.Draft, ProgrammeAction.End, ProgrammeStatus.Ended, [Owner, Coordinator]),
        new(ProgrammeStatus.Running, ProgrammeAction.Sunset, ProgrammeStatus.Sunsetting, [Owner, System]),
        new(ProgrammeStatus.Sunsetting, ProgrammeAction.Resume, ProgrammeStatus.Running, [Owner]),
        new(ProgrammeStatus.Sunsetting, ProgrammeAction.End, ProgrammeStatus.Ended, [Owner, System]));
}

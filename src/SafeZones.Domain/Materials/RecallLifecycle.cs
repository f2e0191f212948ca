namespace SafeZones.Domain.Materials;

/// <summary>Where the recall of a decal stands.</summary>
public enum RecallStatus
{
    /// <summary>The venue was asked to take it down.</summary>
    Open,
    /// <summary>The venue was asked again.</summary>
    Reminded,
    /// <summary>It should have been down.</summary>
    Overdue,
    /// <summary>It is down, or may stay after all.</summary>
    Resolved,
    /// <summary>Given up.</summary>
    WrittenOff,
}

/// <summary>What can be done to a recall.</summary>
public enum RecallAction
{
    /// <summary>Ask again.</summary>
    Remind,
    /// <summary>Note that its day has passed.</summary>
    FallDue,
    /// <summary>Note that nothing is left to do.</summary>
    Resolve,
    /// <summary>Give it up.</summary>
    WriteOff,
}

/// <summary>Who does something to a recall.</summary>
public enum RecallActor
{
    /// <summary>A coordinator.</summary>
    Coordinator,
    /// <summary>The system: by the calendar, or because the decal came down.</summary>
    System,
}

/// <summary>The life of a recall.</summary>
public static class RecallLifecycle
{
    private const RecallActor Coordinator = RecallActor.Coordinator;
    private const RecallActor System = RecallActor.System;

    /// <summary>Its table of moves.</summary>
    public static Lifecycle<RecallStatus, RecallAction, RecallActor> Table { get; } = new(
        "recall",
        new(RecallStatus.Open, RecallAction.Remind, RecallStatus.Reminded, [System, Coordinator]),
        new(RecallStatus.Open, RecallAction.FallDue, RecallStatus.Overdue, [System]),
        new(RecallStatus.Reminded, RecallAction.FallDue, RecallStatus.Overdue, [System]),
        new(RecallStatus.Open, RecallAction.Resolve, RecallStatus.Resolved, [System, Coordinator]),
        new(RecallStatus.Reminded, RecallAction.Resolve, RecallStatus.Resolved, [System, Coordinator]),
        new(RecallStatus.Overdue, RecallAction.Resolve, RecallStatus.Resolved, [System, Coordinator]),
        new(RecallStatus.Open, RecallAction.WriteOff, RecallStatus.WrittenOff, [Coordinator]),
        new(RecallStatus.Reminded, RecallAction.WriteOff, RecallStatus.WrittenOff, [Coordinator]),
        new(RecallStatus.Overdue, RecallAction.WriteOff, RecallStatus.WrittenOff, [Coordinator]));
}

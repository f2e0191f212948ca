namespace SafeZones.Domain.Materials;

/// <summary>Where a numbered piece of material stands: a sticker, a poster, a charter (DOMAIN.md section 4).</summary>
public enum DecalState
{
    /// <summary>In the organisation's hands.</summary>
    InStock,
    /// <summary>Set aside for a partnership.</summary>
    Allocated,
    /// <summary>Handed to the venue.</summary>
    Issued,
    /// <summary>On show.</summary>
    Displayed,
    /// <summary>To come down.</summary>
    RecallRequested,
    /// <summary>Back with the organisation.</summary>
    Returned,
    /// <summary>Destroyed by the venue.</summary>
    Destroyed,
    /// <summary>Given up: perhaps still on show, and never valid again.</summary>
    NotRecovered,
    /// <summary>Lost.</summary>
    Lost,
    /// <summary>Stolen.</summary>
    Stolen,
    /// <summary>Damaged.</summary>
    Damaged,
    /// <summary>Another one has taken its place.</summary>
    Replaced,
    /// <summary>Never to be used.</summary>
    Void,
}

/// <summary>What can be done to a decal.</summary>
public enum DecalAction
{
    /// <summary>Set it aside for a partnership.</summary>
    Allocate,
    /// <summary>Hand it to the venue.</summary>
    Issue,
    /// <summary>Put it up.</summary>
    Display,
    /// <summary>Ask for it to come down.</summary>
    RequestRecall,
    /// <summary>Let it stay up after all.</summary>
    CancelRecall,
    /// <summary>Take it back.</summary>
    Return,
    /// <summary>Destroy it.</summary>
    Destroy,
    /// <summary>Give it up.</summary>
    WriteOff,
    /// <summary>Note that it is lost.</summary>
    ReportLost,
    /// <summary>Note that it was stolen.</summary>
    ReportStolen,
    /// <summary>Note that it is damaged.</summary>
    ReportDamaged,
    /// <summary>Let another one take its place.</summary>
    Replace,
    /// <summary>Take it out of use.</summary>
    Void,
}

/// <summary>Who does something to a decal.</summary>
public enum DecalActor
{
    /// <summary>The venue.</summary>
    Venue,
    /// <summary>A volunteer.</summary>
    Volunteer,
    /// <summary>A coordinator.</summary>
    Coordinator,
    /// <summary>The system, from facts.</summary>
    System,
}

/// <summary>The life of a decal.</summary>
public static class DecalLifecycle
{
    private const DecalActor Venue = DecalActor.Venue;
    private const DecalActor Volunteer = DecalActor.Volunteer;
    private const DecalActor Coordinator = DecalActor.Coordinator;
    private const DecalActor System = DecalActor.System;

    /// <summary>Those in which a passer-by may meet it and be told the truth about the venue.</summary>
    public static IReadOnlyList<DecalState> Live { get; } = [DecalState.Issued, DecalState.Displayed];

    /// <summary>Its table of moves.</summary>
    public static Lifecycle<DecalState, DecalAction, DecalActor> Table { get; } = new(
        "decal",
        new(DecalState.InStock, DecalAction.Allocate, DecalState.Allocated, [Coordinator]),
        new(DecalState.Allocated, DecalAction.Issue, DecalState.Issued, [Coordinator]),
        new(DecalState.Issued, DecalAction.Display, DecalState.Displayed, [Venue, Volunteer, Coordinator]),
        new(DecalState.Issued, DecalAction.RequestRecall, DecalState.RecallRequested, [Coordinator, System]),
        new(DecalState.Displayed, DecalAction.RequestRecall, DecalState.RecallRequested, [Coordinator, System]),
        new(DecalState.RecallRequested, DecalAction.CancelRecall, DecalState.Displayed, [Coordinator, System]),
        new(DecalState.Issued, DecalAction.Return, DecalState.Returned, [Volunteer, Coordinator]),
        new(DecalState.Displayed, DecalAction.Return, DecalState.Returned, [Volunteer, Coordinator]),
        new(DecalState.RecallRequested, DecalAction.Return, DecalState.Returned, [Volunteer, Coordinator]),
        new(DecalState.Issued, DecalAction.Destroy, DecalState.Destroyed, [Venue]),
        new(DecalState.Displayed, DecalAction.Destroy, DecalState.Destroyed, [Venue]),
        new(DecalState.RecallRequested, DecalAction.Destroy, DecalState.Destroyed, [Venue]),
        new(DecalState.RecallRequested, DecalAction.WriteOff, DecalState.NotRecovered, [Coordinator]),
        new(DecalState.Issued, DecalAction.ReportLost, DecalState.Lost, [Venue, Coordinator]),
        new(DecalState.Displayed, DecalAction.ReportLost, DecalState.Lost, [Venue, Coordinator]),
        new(DecalState.RecallRequested, DecalAction.ReportLost, DecalState.Lost, [Venue, Coordinator]),
        new(DecalState.Issued, DecalAction.ReportStolen, DecalState.Stolen, [Coordinator]),
        new(DecalState.Displayed, DecalAction.ReportStolen, DecalState.Stolen, [Coordinator]),
        new(DecalState.Issued, DecalAction.ReportDamaged, DecalState.Damaged, [Coordinator]),
        new(DecalState.Displayed, DecalAction.ReportDamaged, DecalState.Damaged, [Coordinator]),
        new(DecalState.Lost, DecalAction.Replace, DecalState.Replaced, [Coordinator]),
        new(DecalState.Stolen, DecalAction.Replace, DecalState.Replaced, [Coordinator]),
        new(DecalState.Damaged, DecalAction.Replace, DecalState.Replaced, [Coordinator]),
        new(DecalState.InStock, DecalAction.Void, DecalState.Void, [Coordinator]),
        new(DecalState.Allocated, DecalAction.Void, DecalState.Void, [Coordinator]),
        new(DecalState.Lost, DecalAction.Void, DecalState.Void, [Coordinator]),
        new(DecalState.Stolen, DecalAction.Void, DecalState.Void, [Coordinator]),
        new(DecalState.Damaged, DecalAction.Void, DecalState.Void, [Coordinator]));
}

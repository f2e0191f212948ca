namespace SafeZones.Domain.Materials;

/// <summary>What a venue is given.</summary>
public enum MaterialKind
{
    /// <summary>A sticker for the window.</summary>
    WindowDecal,
    /// <summary>A poster.</summary>
    Poster,
    /// <summary>The pledge, to hang up.</summary>
    Charter,
    /// <summary>A certificate.</summary>
    Certificate,
    /// <summary>What to do, for staff.</summary>
    ProcedureSheet,
    /// <summary>For tables.</summary>
    TableTent,
    /// <summary>A flyer.</summary>
    Flyer,
    /// <summary>A card for the pocket.</summary>
    Card,
    /// <summary>A whistle.</summary>
    Whistle,
    /// <summary>A badge for staff.</summary>
    Badge,
    /// <summary>A banner.</summary>
    Banner,
    /// <summary>A sign that warns.</summary>
    WarningSign,
}

/// <summary>Where at a venue it is on show.</summary>
public enum DecalPlace
{
    /// <summary>At the entrance.</summary>
    Entrance,
    /// <summary>In the window.</summary>
    Window,
    /// <summary>At the counter.</summary>
    Counter,
    /// <summary>In the toilet.</summary>
    Toilet,
    /// <summary>Where staff are.</summary>
    StaffArea,
}

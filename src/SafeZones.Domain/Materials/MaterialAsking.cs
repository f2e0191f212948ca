namespace SafeZones.Domain.Materials;

/// <summary>So many of something.</summary>
/// <param name="Kind">What.</param>
/// <param name="Quantity">How many.</param>
public sealed record MaterialItem(MaterialKind Kind, int Quantity);

/// <summary>Where a venue's request for material stands.</summary>
public enum MaterialRequestStatus
{
    /// <summary>Somebody has still to look after it.</summary>
    Open,
    /// <summary>The venue was given what it asked for.</summary>
    Fulfilled,
    /// <summary>It was not, and is not going to be.</summary>
    Refused,
}

/// <summary>What can be done to it.</summary>
public enum MaterialRequestAction
{
    /// <summary>Give the venue what it asks for.</summary>
    Fulfil,
    /// <summary>Say no.</summary>
    Refuse,
}

/// <summary>Who does something to it.</summary>
public enum MaterialRequestActor
{
    /// <summary>Whoever hands out material.</summary>
    Coordinator,
}

/// <summary>Why a venue does not get what it asked for.</summary>
public enum MaterialRefusalReason
{
    /// <summary>There is none.</summary>
    OutOfStock,
    /// <summary>It has enough, or has asked for the same already.</summary>
    HasEnough,
    /// <summary>It is no safe zone now.</summary>
    NotActive,
    /// <summary>What it asks for is not for venues like this one.</summary>
    NotForThisVenue,
}

/// <summary>What a venue may ask for, and what becomes of it.</summary>
public static class MaterialAsking
{
    /// <summary>How many of one kind may be asked for.</summary>
    public const int QuantityMax = 500;

    /// <summary>Its table of moves.</summary>
    public static Lifecycle<MaterialRequestStatus, MaterialRequestAction, MaterialRequestActor> Table { get; } = new(
        "material_request",
        new(MaterialRequestStatus.Open, MaterialRequestAction.Fulfil, MaterialRequestStatus.Fulfilled, [MaterialRequestActor.Coordinator]),
        new(MaterialRequestStatus.Open, MaterialRequestAction.Refuse, MaterialRequestStatus.Refused, [MaterialRequestActor.Coordinator]));

    /// <summary>Of which states a numbered piece can be replaced: it is at the venue, or was and got lost or broken there.</summary>
    public static IReadOnlySet<DecalState> Replaceable { get; } = new HashSet<DecalState>
    {
        DecalState.Issued, DecalState.Displayed, DecalState.Lost, DecalState.Stolen, DecalState.Damaged,
    };

    /// <summary>
    /// The most that a venue may ask for. What is counted it may ask for freely; what is numbered is handed out by the network, and
    /// it may ask for no more pieces than it has to replace.
    /// </summary>
    /// <param name="kind">What.</param>
    /// <param name="replaceable">How many pieces of it the venue has, or had until they got lost or broken.</param>
    public static int Most(MaterialKind kind, int replaceable) =>
        Stock.Serialised.Contains(kind) ? Math.Min(replaceable, QuantityMax) : QuantityMax;
}

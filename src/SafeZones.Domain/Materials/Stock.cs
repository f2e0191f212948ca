namespace SafeZones.Domain.Materials;

/// <summary>Why the stock of something changes.</summary>
public enum StockMovementKind
{
    /// <summary>It came from the printer or maker.</summary>
    Receive,
    /// <summary>It was given out.</summary>
    Issue,
    /// <summary>Somebody counted, and there were more or fewer.</summary>
    Adjust,
    /// <summary>It was given back.</summary>
    Return,
    /// <summary>It was thrown away.</summary>
    Scrap,
}

/// <summary>Material that is counted; what carries a number of its own is a decal and is not.</summary>
public static class Stock
{
    /// <summary>What hangs at a venue and says that it is a safe zone: each piece is numbered and can be called back.</summary>
    public static IReadOnlySet<MaterialKind> Serialised { get; } = new HashSet<MaterialKind>
    {
        MaterialKind.WindowDecal, MaterialKind.Poster, MaterialKind.Charter, MaterialKind.Certificate,
    };

    /// <summary>Those that go to a venue or come from one.</summary>
    public static IReadOnlySet<StockMovementKind> AtVenues { get; } =
        new HashSet<StockMovementKind> { StockMovementKind.Issue, StockMovementKind.Return };

    /// <summary>How many there are after a movement; below 0 if there were not enough.</summary>
    /// <param name="balance">How many there were.</param>
    /// <param name="kind">What happened.</param>
    /// <param name="quantity">To how many; negative only when counting found fewer.</param>
    public static int After(int balance, StockMovementKind kind, int quantity) =>
        kind is StockMovementKind.Issue or StockMovementKind.Scrap ? balance - quantity : balance + quantity;
}

namespace SafeZones.Domain;

/// <summary>What an operator can do to an organisation.</summary>
public enum OrganisationAction
{
    /// <summary>Shut it out; nothing is lost.</summary>
    Suspend,
    /// <summary>Let it in again.</summary>
    Resume,
}

/// <summary>One line of the table of moves.</summary>
/// <param name="From">The status before.</param>
/// <param name="Action">What is done.</param>
/// <param name="To">The status after.</param>
public sealed record OrganisationMove(OrganisationStatus From, OrganisationAction Action, OrganisationStatus To);

/// <summary>The life of an organisation on the platform; only an operator moves it.</summary>
public static class OrganisationLifecycle
{
    /// <summary>Every move there is.</summary>
    public static IReadOnlyList<OrganisationMove> Moves { get; } =
    [
        new(OrganisationStatus.Active, OrganisationAction.Suspend, OrganisationStatus.Suspended),
        new(OrganisationStatus.Suspended, OrganisationAction.Resume, OrganisationStatus.Active),
    ];

    /// <summary>The status after a move; null if there is no such move.</summary>
    public static OrganisationStatus? NextOrDefault(OrganisationStatus from, OrganisationAction action) =>
        Moves.SingleOrDefault(move => move.From == from && move.Action == action)?.To;
}

using SafeZones.Domain.Trainings;

namespace SafeZones.Domain.Partnerships;

/// <summary>A version of the pledge that a venue must have accepted from a day on.</summary>
/// <param name="Version">Its number.</param>
/// <param name="RequiredFrom">The first day on which an older one no longer does.</param>
public sealed record PledgeVersionFact(int Version, DateOnly RequiredFrom);

/// <summary>The venue accepted a version of the pledge.</summary>
public sealed record AcceptanceFact(int Version, DateOnly On);

/// <summary>Somebody looked whether it is true.</summary>
/// <param name="On">The day.</param>
/// <param name="HasPassed">Whether it was.</param>
public sealed record CheckFact(DateOnly On, bool HasPassed);

/// <summary>
/// All that is known of a venue in a programme, each with its day, so that what holds can be computed for any day: the
/// same however late, and however often, somebody asks.
/// </summary>
public sealed record VenueFacts
{
    /// <summary>The versions of the pledge that the programme has published.</summary>
    public IReadOnlyList<PledgeVersionFact> Pledges { get; init; } = [];

    /// <summary>What the venue has accepted.</summary>
    public IReadOnlyList<AcceptanceFact> Acceptances { get; init; } = [];

    /// <summary>Its trainings.</summary>
    public IReadOnlyList<TrainingFact> Trainings { get; init; } = [];

    /// <summary>Its declared numbers of staff, of one day the last one last.</summary>
    public IReadOnlyList<StaffCountFact> StaffCounts { get; init; } = [];

    /// <summary>Who came and went.</summary>
    public IReadOnlyList<StaffChangeFact> StaffChanges { get; init; } = [];

    /// <summary>The checks so far, of one day the last one last.</summary>
    public IReadOnlyList<CheckFact> Checks { get; init; } = [];

    /// <summary>The day from which the first check is awaited: that of the pledge.</summary>
    public DateOnly? ChecksFrom { get; init; }

    /// <summary>The day on which it was vetted.</summary>
    public DateOnly? VettedOn { get; init; }

    /// <summary>The day on which it became a safe zone, for which everything was met; null while it is none.</summary>
    public DateOnly? ActiveSince { get; init; }

    /// <summary>The first day without anybody who answers for the safe zone; null while there is somebody.</summary>
    public DateOnly? NoFocalPointSince { get; init; }

    /// <summary>The first day without a position; null while it has one.</summary>
    public DateOnly? NoPositionSince { get; init; }
}

namespace SafeZones.Domain.Trainings;

/// <summary>What somebody does at a venue, as far as a requirement asks.</summary>
public enum StaffRole
{
    /// <summary>Manages it; some programmes ask for all of these.</summary>
    Manager,
    /// <summary>Works there.</summary>
    Staff,
    /// <summary>Guards the door.</summary>
    Security,
}

/// <summary>How a training went.</summary>
public enum TrainingResult
{
    /// <summary>Was there.</summary>
    Attended,
    /// <summary>Was there and passed what was asked at the end.</summary>
    Passed,
    /// <summary>Was there and did not pass: counts for nothing.</summary>
    Failed,
}

/// <summary>A training of one person under a label, or of several by head-count.</summary>
/// <param name="PersonRef">The venue's own label, such as S-04; null for a head-count.</param>
/// <param name="Headcount">How many people; 1 under a label.</param>
/// <param name="Role">What they do there.</param>
/// <param name="CompletedOn">The day of the training.</param>
/// <param name="ValidUntil">The last day on which it counts.</param>
/// <param name="Result">How it went.</param>
/// <param name="AreOthers">
/// A head-count of people who were not counted before. Otherwise it takes the place of the head-counts before it:
/// the same people trained again do not become more.
/// </param>
public sealed record TrainingFact(
    string? PersonRef, int Headcount, StaffRole Role, DateOnly CompletedOn, DateOnly ValidUntil, TrainingResult Result,
    bool AreOthers = false);

/// <summary>How many people work at a venue, as it was declared.</summary>
/// <param name="AsOf">From this day on.</param>
/// <param name="Total">Everybody, managers included.</param>
/// <param name="Managers">Managers among them.</param>
public sealed record StaffCountFact(DateOnly AsOf, int Total, int Managers);

/// <summary>Somebody came or went after the newest count.</summary>
/// <param name="On">The day.</param>
/// <param name="Arrived">How many came; negative for those who left.</param>
/// <param name="Role">What they do there.</param>
/// <param name="PersonRef">The label of the one who left, where it is known.</param>
public sealed record StaffChangeFact(DateOnly On, int Arrived, StaffRole Role, string? PersonRef = null);

namespace SafeZones.Domain.Partnerships;

/// <summary>What a programme can ask of a venue (DOMAIN.md section 5).</summary>
public enum RequirementName
{
    /// <summary>The pledge in the version that is asked for. Counted in versions.</summary>
    PledgeCurrent,
    /// <summary>The trained share of staff, from 0 to 1.</summary>
    TrainingRatio,
    /// <summary>The trained share of managers, from 0 to 1.</summary>
    ManagersRatio,
    /// <summary>The number of trained people.</summary>
    MinTrained,
    /// <summary>That it was vetted: 1 or 0.</summary>
    Vetting,
    /// <summary>That somebody there answers for the safe zone: 1 or 0.</summary>
    FocalPoint,
    /// <summary>That it can be found on a map: 1 or 0.</summary>
    LocationSet,
    /// <summary>That the last check passed and is not too long ago. Counted in days since.</summary>
    CheckCurrent,
}

/// <summary>A named fact about a venue in a programme, computed for a day.</summary>
/// <param name="Name">Which.</param>
/// <param name="Met">Whether the programme's policy is satisfied.</param>
/// <param name="Actual">How it is, in the unit of its name; null where nothing is known.</param>
/// <param name="Required">How it must be, in the same unit.</param>
/// <param name="BreaksOn">If it is met: the first day on which it will not be, as far as can be known today.</param>
/// <param name="BrokenSince">If it is not: the first of the days on which it has not been since.</param>
public sealed record Requirement(
    RequirementName Name, bool Met, decimal? Actual, decimal Required, DateOnly? BreaksOn, DateOnly? BrokenSince);

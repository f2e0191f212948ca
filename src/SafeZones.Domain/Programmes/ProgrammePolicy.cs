namespace SafeZones.Domain.Programmes;

/// <summary>When the police are called from a safe zone.</summary>
public enum PolicePolicy
{
    /// <summary>When the person helped asks for it.</summary>
    OnRequest,
    /// <summary>Each time.</summary>
    Always,
    /// <summary>Never without a person deciding it in the case at hand.</summary>
    NeverAutomatic,
}

/// <summary>How exactly the public learns a position; the value is the size of the grid in metres.</summary>
public enum LocationPrecision
{
    /// <summary>As it was recorded.</summary>
    Exact = 0,
    /// <summary>Rounded to a grid of 100 m, about a block.</summary>
    Block = 100,
    /// <summary>Rounded to a grid of 500 m, about a neighbourhood.</summary>
    Neighbourhood = 500,
}

/// <summary>What a programme asks of its venues, and how carefully it speaks of them.</summary>
public sealed record ProgrammePolicy
{
    /// <summary>The most trained people that may be asked of a venue.</summary>
    public const int MinTrainedMax = 100;

    /// <summary>The longest validity of a training, in months.</summary>
    public const int TrainingValidityMonthsMax = 60;

    /// <summary>The longest period of grace of any kind, in days.</summary>
    public const int GraceDaysMax = 365;

    /// <summary>The shortest time between two checks, in days.</summary>
    public const int CheckIntervalDaysMin = 7;

    /// <summary>The longest time between two checks, in days.</summary>
    public const int CheckIntervalDaysMax = 730;

    /// <summary>The smallest count that may be published; below 3 a neighbour can be recognised.</summary>
    public const int SuppressionKMin = 3;

    /// <summary>The highest bar for publishing a count.</summary>
    public const int SuppressionKMax = 100;

    /// <summary>Whether the venue must have accepted the current pledge.</summary>
    public bool PledgeRequired { get; init; } = true;

    /// <summary>The share of staff with a valid training, from 0 (not asked) to 1.</summary>
    public decimal TrainingThreshold { get; init; }

    /// <summary>The share of managers with a valid training, from 0 (not asked) to 1.</summary>
    public decimal ManagersThreshold { get; init; }

    /// <summary>The number of people with a valid training, whatever the share; 0 if not asked.</summary>
    public int MinTrained { get; init; }

    /// <summary>How many months a training counts; absent where no training is asked.</summary>
    public int? TrainingValidityMonths { get; init; }

    /// <summary>Within how many days a new member of staff is trained before counting as untrained.</summary>
    public int NewHireDays { get; init; } = 30;

    /// <summary>For how many days a requirement may be unmet before the partnership lapses.</summary>
    public int GraceDays { get; init; } = 30;

    /// <summary>How many days after a lapse the sticker is recalled.</summary>
    public int SecondGraceDays { get; init; } = 30;

    /// <summary>At most how many days lie between two checks; absent if none are asked.</summary>
    public int? CheckIntervalDays { get; init; }

    /// <summary>Whether the venue is vetted before it becomes active.</summary>
    public bool VettingRequired { get; init; }

    /// <summary>Whether a second person approves each activation.</summary>
    public bool TwoPersonActivation { get; init; }

    /// <summary>When the police are called.</summary>
    public PolicePolicy PolicePolicy { get; init; } = PolicePolicy.OnRequest;

    /// <summary>The visibility of a venue for which none was chosen.</summary>
    public VenueVisibility DirectoryVisibilityDefault { get; init; } = VenueVisibility.Public;

    /// <summary>How exactly approximate venues and reports are shown.</summary>
    public LocationPrecision LocationPrecision { get; init; } = LocationPrecision.Neighbourhood;

    /// <summary>The smallest count that is published; smaller ones are suppressed.</summary>
    public int SuppressionK { get; init; } = 5;

    /// <summary>Whether an intervention may hold a free text.</summary>
    public bool NarrativeEnabled { get; init; }

    /// <summary>Whether any training is asked for.</summary>
    public bool AsksForTraining => TrainingThreshold > 0 || ManagersThreshold > 0 || MinTrained > 0;

    /// <summary>The last day on which a training counts: as its record says, and never longer than this lets it.</summary>
    /// <param name="completedOn">The day of the training.</param>
    /// <param name="recorded">What its record says; null if that is left to the programme.</param>
    public DateOnly TrainingValidUntil(DateOnly completedOn, DateOnly? recorded)
    {
        var most = TrainingValidityMonths is { } months ? completedOn.AddMonths(months) : DateOnly.MaxValue.AddDays(-1);
        return recorded < most ? recorded.Value : most;
    }

    /// <summary>Every value out of range and every contradiction; empty if the policy can be used.</summary>
    public IEnumerable<PolicyRefusal> Refusals()
    {
        PolicyRefusal?[] all =
        [
            RefuseOutside("training_threshold", TrainingThreshold, 0, 1),
            RefuseOutside("managers_threshold", ManagersThreshold, 0, 1),
            RefuseOutside("min_trained", MinTrained, 0, MinTrainedMax),
            RefuseOutside("training_validity_months", TrainingValidityMonths, 1, TrainingValidityMonthsMax),
            RefuseOutside("new_hire_days", NewHireDays, 0, GraceDaysMax),
            RefuseOutside("grace_days", GraceDays, 0, GraceDaysMax),
            RefuseOutside("second_grace_days", SecondGraceDays, 0, GraceDaysMax),
            RefuseOutside(
                "check_interval_days", CheckIntervalDays, CheckIntervalDaysMin, CheckIntervalDaysMax),
            RefuseOutside("suppression_k", SuppressionK, SuppressionKMin, SuppressionKMax),
            RefuseUnknown("police_policy", PolicePolicy),
            RefuseUnknown("directory_visibility_default", DirectoryVisibilityDefault),
            RefuseUnknown("location_precision", LocationPrecision),
            RefuseTrainingForEver(),
            RefuseAskingNothing(),
        ];
        return all.OfType<PolicyRefusal>();
    }

    /// <summary>A training that never expires is the sticker that outlives it.</summary>
    private PolicyRefusal? RefuseTrainingForEver() =>
        AsksForTraining && TrainingValidityMonths is null
            ? new("training_validity_months", "training_validity_missing", "Say for how many months a training counts.")
            : null;

    private PolicyRefusal? RefuseAskingNothing() =>
        !PledgeRequired && !AsksForTraining && !VettingRequired
            ? new("pledge_required", "policy_asks_nothing", "Ask for at least a pledge, a training or vetting.")
            : null;

    private static PolicyRefusal? RefuseOutside(string knob, decimal? value, decimal least, decimal most) =>
        value < least || value > most
            ? new(knob, $"{knob}_out_of_range", $"{knob} must be from {least} to {most}.") { Least = least, Most = most }
            : null;

    private static PolicyRefusal? RefuseUnknown<TEnum>(string knob, TEnum value) where TEnum : struct, Enum =>
        Enum.IsDefined(value) ? null : new(knob, $"{knob}_unknown", $"{knob} has no such value.");
}

/// <summary>A policy cannot be used as it is.</summary>
/// <param name="Knob">The knob to turn, as the API names it.</param>
/// <param name="Code">Stable, for machines.</param>
/// <param name="Sentence">One sentence for people.</param>
public sealed record PolicyRefusal(string Knob, string Code, string Sentence)
{
    /// <summary>The smallest value that can be used, where a value is out of range.</summary>
    public decimal? Least { get; init; }

    /// <summary>The greatest value that can be used, where a value is out of range.</summary>
    public decimal? Most { get; init; }
}

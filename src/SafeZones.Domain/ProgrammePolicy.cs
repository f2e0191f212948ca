namespace SafeZones.Domain;

/// <summary>A policy to begin with.</summary>
public enum ProgrammePreset
{
    /// <summary>Sticker on pledge.</summary>
    PledgeFirst,
    /// <summary>Training before the sticker.</summary>
    TrainingFirst,
    /// <summary>Bars and clubs.</summary>
    NightVenue,
    /// <summary>Places for the young.</summary>
    YouthSite,
}

/// <summary>What a programme asks of its venues.</summary>
public sealed record ProgrammePolicy(double TrainingThreshold)
{
    /// <summary>The policy of a preset.</summary>
    public static ProgrammePolicy Of(ProgrammePreset preset) => new(preset == ProgrammePreset.PledgeFirst ? 0 : 0.5);
}

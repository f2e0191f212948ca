namespace SafeZones.Domain.Programmes;

/// <summary>A policy that networks in the field have worked with (DOMAIN.md section 5).</summary>
public enum ProgrammePreset
{
    /// <summary>A sticker on the pledge, checked every 180 days (HarassMap 2012, Welcome Here).</summary>
    PledgeFirst,
    /// <summary>Half of the staff trained within a year (Granada, Keep Safe). The default.</summary>
    TrainingFirst,
    /// <summary>Most staff, all managers trained each half-year, frequent checks (Safer Bars NY).</summary>
    NightVenue,
    /// <summary>Two trained people, vetting and an annual check (National Safe Place Network).</summary>
    YouthSite,
}

/// <summary>The presets' policies.</summary>
public static class ProgrammePresets
{
    /// <summary>The policy that a programme starts with; each knob can be changed afterwards.</summary>
    public static ProgrammePolicy Of(ProgrammePreset preset) => preset switch
    {
        ProgrammePreset.PledgeFirst => new ProgrammePolicy { CheckIntervalDays = 180 },
        ProgrammePreset.TrainingFirst => new ProgrammePolicy
        {
            TrainingThreshold = 0.5m,
            TrainingValidityMonths = 12,
            CheckIntervalDays = 365,
        },
        ProgrammePreset.NightVenue => new ProgrammePolicy
        {
            TrainingThreshold = 0.7m,
            ManagersThreshold = 1m,
            TrainingValidityMonths = 6,
            GraceDays = 14,
            CheckIntervalDays = 90,
        },
        ProgrammePreset.YouthSite => new ProgrammePolicy
        {
            MinTrained = 2,
            TrainingValidityMonths = 12,
            VettingRequired = true,
            CheckIntervalDays = 365,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(preset), preset, "There is no such preset."),
    };
}

using SafeZones.Domain.Programmes;
using Xunit;

namespace SafeZones.Domain.Tests.Programmes;

public sealed class ProgrammePolicyTests
{
    private static readonly ProgrammePolicy Usual = ProgrammePresets.Of(ProgrammePreset.TrainingFirst);

    [Fact]
    public void Every_preset_can_be_used() =>
        Assert.All(
            Enum.GetValues<ProgrammePreset>(),
            preset => Assert.Empty(ProgrammePresets.Of(preset).Refusals()));

    [Fact]
    public void Presets_set_what_the_field_does()
    {
        var pledge = ProgrammePresets.Of(ProgrammePreset.PledgeFirst);
        Assert.Equal((false, 180), (pledge.AsksForTraining, pledge.CheckIntervalDays));
        Assert.True(pledge.PledgeRequired);
        Assert.Equal((0.5m, 12), (Usual.TrainingThreshold, Usual.TrainingValidityMonths));
        var night = ProgrammePresets.Of(ProgrammePreset.NightVenue);
        Assert.Equal((0.7m, 1m), (night.TrainingThreshold, night.ManagersThreshold));
        Assert.Equal((6, 14, 90), (night.TrainingValidityMonths, night.GraceDays, night.CheckIntervalDays));
        var youth = ProgrammePresets.Of(ProgrammePreset.YouthSite);
        Assert.Equal((2, true, 365), (youth.MinTrained, youth.VettingRequired, youth.CheckIntervalDays));
    }

    [Fact]
    public void The_careful_choices_are_the_defaults()
    {
        var policy = new ProgrammePolicy();
        Assert.Equal((PolicePolicy.OnRequest, 5), (policy.PolicePolicy, policy.SuppressionK));
        Assert.False(policy.NarrativeEnabled);
        Assert.NotEqual(LocationPrecision.Exact, policy.LocationPrecision);
    }

    [Fact]
    public void There_is_no_other_preset() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ProgrammePresets.Of((ProgrammePreset)99));

    public static TheoryData<ProgrammePolicy, string> Wrong => new()
    {
        { Usual with { TrainingThreshold = -0.01m }, "training_threshold_out_of_range" },
        { Usual with { TrainingThreshold = 1.01m }, "training_threshold_out_of_range" },
        { Usual with { ManagersThreshold = 1.01m }, "managers_threshold_out_of_range" },
        { Usual with { MinTrained = -1 }, "min_trained_out_of_range" },
        { Usual with { MinTrained = 101 }, "min_trained_out_of_range" },
        { Usual with { TrainingValidityMonths = 0 }, "training_validity_months_out_of_range" },
        { Usual with { TrainingValidityMonths = 61 }, "training_validity_months_out_of_range" },
        { Usual with { NewHireDays = -1 }, "new_hire_days_out_of_range" },
        { Usual with { GraceDays = 366 }, "grace_days_out_of_range" },
        { Usual with { SecondGraceDays = -1 }, "second_grace_days_out_of_range" },
        { Usual with { CheckIntervalDays = 6 }, "check_interval_days_out_of_range" },
        { Usual with { CheckIntervalDays = 731 }, "check_interval_days_out_of_range" },
        { Usual with { SuppressionK = 2 }, "suppression_k_out_of_range" },
        { Usual with { PolicePolicy = (PolicePolicy)9 }, "police_policy_unknown" },
        { Usual with { LocationPrecision = (LocationPrecision)50 }, "location_precision_unknown" },
        {
            Usual with { DirectoryVisibilityDefault = (VenueVisibility)9 },
            "directory_visibility_default_unknown"
        },
        { Usual with { TrainingValidityMonths = null }, "training_validity_missing" },
        { new ProgrammePolicy { ManagersThreshold = 1 }, "training_validity_missing" },
        { new ProgrammePolicy { MinTrained = 1 }, "training_validity_missing" },
        { new ProgrammePolicy { PledgeRequired = false }, "policy_asks_nothing" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_policy_out_of_range_or_in_contradiction_is_refused(ProgrammePolicy policy, string code) =>
        Assert.Equal([code], policy.Refusals().Select(refusal => refusal.Code));

    [Fact]
    public void The_limits_themselves_are_allowed() =>
        Assert.Empty((Usual with
        {
            TrainingThreshold = 1,
            ManagersThreshold = 0,
            MinTrained = 100,
            TrainingValidityMonths = 60,
            NewHireDays = 0,
            GraceDays = 365,
            SecondGraceDays = 0,
            CheckIntervalDays = 7,
            SuppressionK = 3,
        }).Refusals());

    [Fact]
    public void Every_fault_is_named_at_once() =>
        Assert.Equal(
            ["min_trained_out_of_range", "grace_days_out_of_range", "suppression_k_out_of_range"],
            (Usual with { GraceDays = -1, SuppressionK = 0, MinTrained = -1 })
                .Refusals()
                .Select(refusal => refusal.Code));
}

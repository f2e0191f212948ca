using CsCheck;
using SafeZones.Domain.Partnerships;
using SafeZones.Domain.Programmes;
using SafeZones.Domain.Trainings;
using Xunit;

namespace SafeZones.Domain.Tests.Partnerships;

public sealed class RequirementsTests
{
    private static readonly DateOnly Day = new(2026, 6, 1);

    private static readonly ProgrammePolicy NightVenue = ProgrammePresets.Of(ProgrammePreset.NightVenue);

    /// <summary>A bar of twelve, two of them managers, of whom nine and both were trained.</summary>
    private static readonly VenueFacts Bar = new()
    {
        Pledges = [new(1, Day.AddYears(-1))],
        Acceptances = [new(1, Day)],
        ChecksFrom = Day,
        Trainings =
        [
            new(null, 7, StaffRole.Staff, Day, Day.AddMonths(6), TrainingResult.Attended),
            new(null, 2, StaffRole.Manager, Day, Day.AddMonths(6), TrainingResult.Attended),
        ],
        StaffCounts = [new(Day, 12, 2)],
    };

    [Fact]
    public void A_policy_that_asks_for_no_training_has_no_such_requirement() =>
        Assert.Equal(
            [RequirementName.PledgeCurrent, RequirementName.FocalPoint, RequirementName.LocationSet, RequirementName.CheckCurrent],
            Requirements.On(ProgrammePresets.Of(ProgrammePreset.PledgeFirst), Bar, Day).Select(one => one.Name));

    [Fact]
    public void Each_requirement_says_how_it_is_how_it_must_be_and_when_it_breaks()
    {
        var all = Requirements.On(NightVenue, Bar, Day);

        Assert.All(all, one => Assert.True(one.Met));
        Assert.Equal(new Requirement(RequirementName.TrainingRatio, true, 0.75m, 0.7m, Day.AddMonths(6).AddDays(1), null), One(all, RequirementName.TrainingRatio));
        Assert.Equal(new Requirement(RequirementName.CheckCurrent, true, 0, 90, Day.AddDays(91), null), One(all, RequirementName.CheckCurrent));
        Assert.Equal(Day.AddDays(91 + 14), Requirements.LapsesOn(all, NightVenue));
        Assert.Equal(Day.AddDays(90), Requirements.NextCheckOn(NightVenue, Bar, Day));
    }

    // DOMAIN.md section 10, story 7.
    [Fact]
    public void Fourteen_instead_of_twelve_break_the_ratio_and_the_answer_names_the_day_of_the_lapse()
    {
        var reported = Day.AddDays(10);
        var facts = Bar with { StaffCounts = [.. Bar.StaffCounts, new StaffCountFact(reported, 14, 2)] };

        var all = Requirements.On(NightVenue, facts, reported.AddDays(3));

        Assert.Equal(new Requirement(RequirementName.TrainingRatio, false, 0.6429m, 0.7m, null, reported), One(all, RequirementName.TrainingRatio));
        Assert.Equal(reported.AddDays(14), Requirements.LapsesOn(all, NightVenue));
    }

    [Fact]
    public void A_new_version_of_the_pledge_asks_again_from_its_day_on()
    {
        var facts = Bar with { Pledges = [.. Bar.Pledges, new PledgeVersionFact(2, Day.AddDays(30))] };

        Assert.Equal(Day.AddDays(30), One(Requirements.On(NightVenue, facts, Day), RequirementName.PledgeCurrent).BreaksOn);
        Assert.False(One(Requirements.On(NightVenue, facts, Day.AddDays(30)), RequirementName.PledgeCurrent).Met);
        Assert.True(One(
            Requirements.On(NightVenue, facts with { Acceptances = [.. facts.Acceptances, new AcceptanceFact(2, Day.AddDays(31))] }, Day.AddDays(31)),
            RequirementName.PledgeCurrent).Met);
    }

    [Fact]
    public void A_failed_check_breaks_it_on_that_day_until_one_passes()
    {
        var failed = Bar with { Checks = [new(Day.AddDays(5), false)] };

        Assert.Equal(Day.AddDays(5), One(Requirements.On(NightVenue, failed, Day.AddDays(8)), RequirementName.CheckCurrent).BrokenSince);
        Assert.True(One(
            Requirements.On(NightVenue, failed with { Checks = [.. failed.Checks, new CheckFact(Day.AddDays(8), true)] }, Day.AddDays(8)),
            RequirementName.CheckCurrent).Met);
    }

    [Fact]
    public void Nobody_who_answers_for_it_breaks_it_from_that_day_on() =>
        Assert.Equal(
            Day.AddDays(2),
            One(Requirements.On(NightVenue, Bar with { NoFocalPointSince = Day.AddDays(2) }, Day.AddDays(9)), RequirementName.FocalPoint).BrokenSince);

    // The forecast is true: on the day before it holds, on the day itself it does not.
    [Fact]
    public void Whatever_is_known_a_requirement_breaks_on_exactly_the_day_that_was_forecast() =>
        Facts.Sample((facts, day) =>
        {
            foreach (var one in Requirements.On(NightVenue, facts, Day.AddDays(day)).Where(one => one.BreaksOn is not null))
            {
                Assert.True(MetOn(facts, one.Name, one.BreaksOn!.Value.AddDays(-1)));
                Assert.False(MetOn(facts, one.Name, one.BreaksOn.Value));
            }
        });

    [Fact]
    public void Whatever_is_known_a_broken_requirement_was_broken_on_every_day_since() =>
        Facts.Sample((facts, day) =>
        {
            var today = Day.AddDays(day);
            foreach (var one in Requirements.On(NightVenue, facts, today).Where(one => !one.Met))
            {
                for (var on = one.BrokenSince!.Value; on <= today; on = on.AddDays(1))
                {
                    Assert.False(MetOn(facts, one.Name, on));
                }
            }
        });

    // A late run of the scheduler finds the same day as one in time.
    [Fact]
    public void Whatever_is_known_the_day_of_the_lapse_does_not_depend_on_when_one_asks() =>
        Facts.Sample((facts, day) =>
        {
            var today = Day.AddDays(day);
            var lapses = Requirements.LapsesOn(Requirements.On(NightVenue, facts, today), NightVenue);
            if (lapses > today)
            {
                Assert.True(Requirements.LapsesOn(Requirements.On(NightVenue, facts, lapses.Value), NightVenue) <= lapses);
            }
        });

    private static bool MetOn(VenueFacts facts, RequirementName name, DateOnly on) =>
        One(Requirements.On(NightVenue, facts, on), name).Met;

    private static Requirement One(IEnumerable<Requirement> all, RequirementName name) => all.Single(one => one.Name == name);

    private static readonly Gen<DateOnly> AnyDay = Gen.Int[0, 500].Select(day => Day.AddDays(day));

    private static readonly Gen<(VenueFacts, int)> Facts = Gen.Select(
        Gen.Select(AnyDay, Gen.Int[1, 14], Gen.Int[20, 300], Gen.Enum<StaffRole>())
            .Select((on, people, valid, role) => new TrainingFact(null, people, role, on, on.AddDays(valid), TrainingResult.Attended))
            .Array[0, 5].Select(all => all.DistinctBy(one => (one.CompletedOn, one.Role)).ToArray()),
        Gen.Select(AnyDay, Gen.Int[4, 16]).Select((on, total) => new StaffCountFact(on, total, 2))
            .Array[0, 3].Select(all => all.DistinctBy(one => one.AsOf).ToArray()),
        Gen.Select(AnyDay, Gen.Bool).Select((on, passed) => new CheckFact(on, passed))
            .Array[0, 4].Select(all => all.DistinctBy(one => one.On).ToArray()),
        AnyDay, AnyDay, Gen.Int[0, 700])
        .Select((trainings, counts, checks, accepted, second, day) => (
            new VenueFacts
            {
                Pledges = [new(1, Day), new(2, second)],
                Acceptances = [new(1, Day), new(2, accepted)],
                ChecksFrom = Day, Trainings = trainings, StaffCounts = counts, Checks = checks,
            },
            day));
}

using CsCheck;
using SafeZones.Domain.Trainings;
using Xunit;

namespace SafeZones.Domain.Tests.Trainings;

public sealed class TrainedStaffTests
{
    private static readonly DateOnly Day = new(2026, 6, 1);

    [Fact]
    public void Nine_of_twelve_by_head_count_are_three_quarters() =>
        Assert.Equal(0.75m, On(Day, [Headcount(9, Day)], [new(Day, 12, 0)]).Ratio);

    [Fact]
    public void Two_new_people_in_the_count_lower_the_share_at_once() =>
        Assert.Equal(0.6429m, On(Day.AddDays(1), [Headcount(9, Day)], [new(Day, 12, 0), new(Day.AddDays(1), 14, 0)]).Ratio);

    [Fact]
    public void A_person_under_a_label_counts_once_however_often_trained() =>
        Assert.Equal(1, On(Day.AddDays(30), [Person("S-01", Day), Person("S-01", Day.AddDays(20))], [new(Day, 4, 0)]).Trained);

    [Fact]
    public void Somebody_who_becomes_a_manager_counts_once_and_as_what_they_were_trained_for_last()
    {
        TrainingFact[] trainings = [Person("S-01", Day), Person("S-01", Day.AddDays(20)) with { Role = StaffRole.Manager }];
        StaffChangeFact[] left = [new(Day.AddDays(40), -1, StaffRole.Manager, "S-01")];

        Assert.Equal((1, 0), Counted(On(Day.AddDays(10), trainings, [new(Day, 4, 2)])));
        Assert.Equal((1, 1), Counted(On(Day.AddDays(30), trainings, [new(Day, 4, 2)])));
        Assert.Equal((0, 0), Counted(On(Day.AddDays(40), trainings, [new(Day, 4, 2)], left)));
    }

    private static (int, int) Counted(TrainedStaff staff) => (staff.Trained, staff.TrainedManagers);

    [Fact]
    public void The_same_people_trained_again_do_not_become_more() =>
        Assert.Equal(9, On(Day.AddDays(300), [Headcount(9, Day), Headcount(9, Day.AddDays(300))], [new(Day, 20, 0)]).Trained);

    [Fact]
    public void Other_people_at_a_second_session_are_added() =>
        Assert.Equal(14, On(Day.AddDays(9), [Headcount(9, Day), Headcount(5, Day.AddDays(9), areOthers: true)], [new(Day, 20, 0)]).Trained);

    [Fact]
    public void A_training_counts_on_its_last_day_and_not_on_the_next()
    {
        TrainingFact[] training = [Person("S-01", Day)];

        Assert.Equal(1, On(training[0].ValidUntil, training, [new(Day, 2, 0)]).Trained);
        Assert.Equal(0, On(training[0].ValidUntil.AddDays(1), training, [new(Day, 2, 0)]).Trained);
    }

    [Fact]
    public void Who_failed_is_not_trained() =>
        Assert.Equal(0, On(Day, [Person("S-01", Day) with { Result = TrainingResult.Failed }], [new(Day, 2, 0)]).Trained);

    [Fact]
    public void Who_left_no_longer_counts_and_who_came_back_needs_a_new_training()
    {
        TrainingFact[] trainings = [Person("S-01", Day), Person("S-02", Day)];
        StaffChangeFact[] left = [new(Day.AddDays(5), -1, StaffRole.Staff, "S-01")];

        Assert.Equal(1, On(Day.AddDays(5), trainings, [new(Day, 2, 0)], left).Trained);
        Assert.Equal(2, On(Day.AddDays(9), [.. trainings, Person("S-01", Day.AddDays(9))], [new(Day.AddDays(8), 2, 0)], left).Trained);
    }

    [Fact]
    public void Somebody_new_is_not_held_against_the_venue_for_a_while()
    {
        TrainingFact[] trainings = [Headcount(10, Day)];
        StaffChangeFact[] hired = [new(Day.AddDays(1), 2, StaffRole.Staff)];

        Assert.Equal(1m, On(Day.AddDays(30), trainings, [new(Day, 10, 0)], hired).Ratio);
        Assert.Equal(0.8333m, On(Day.AddDays(31), trainings, [new(Day, 10, 0)], hired).Ratio);
    }

    [Fact]
    public void Managers_are_counted_among_managers() =>
        Assert.Equal(
            (0.5m, 0.25m),
            (On(Day, [Person("M-01", Day) with { Role = StaffRole.Manager }], [new(Day, 4, 2)]).ManagersRatio,
                On(Day, [Person("M-01", Day) with { Role = StaffRole.Manager }], [new(Day, 4, 2)]).Ratio));

    // DOMAIN.md section 6, invariant 4.
    [Fact]
    public void Whatever_is_known_no_more_are_trained_than_work_there_and_shares_stay_between_0_and_1() =>
        Facts.Sample((trainings, counts, changes, day) =>
        {
            var staff = On(Day.AddDays(day), trainings, counts, changes);

            Assert.InRange(staff.Trained, 0, staff.Total);
            Assert.InRange(staff.TrainedManagers, 0, staff.Managers);
            Assert.InRange(staff.Managers, 0, staff.Total);
            Assert.InRange(staff.Ratio, 0, 1);
            Assert.InRange(staff.ManagersRatio, 0, 1);
        });

    [Fact]
    public void Whatever_is_known_the_order_in_which_it_was_told_does_not_matter() =>
        Facts.Sample((trainings, counts, changes, day) =>
            Assert.Equal(
                On(Day.AddDays(day), trainings, counts, changes),
                On(Day.AddDays(day), [.. trainings.Reverse()], [.. counts.Reverse()], [.. changes.Reverse()])));

    [Fact]
    public void Between_the_days_of_change_nothing_changes() =>
        Facts.Sample((trainings, counts, changes, day) =>
        {
            var on = Day.AddDays(day);
            if (!TrainedStaff.ChangesOn(trainings, counts, changes, NewHireDays).Contains(on))
            {
                Assert.Equal(On(on.AddDays(-1), trainings, counts, changes), On(on, trainings, counts, changes));
            }
        });

    private const int NewHireDays = 30;

    private static TrainedStaff On(
        DateOnly day, TrainingFact[] trainings, StaffCountFact[] counts, StaffChangeFact[]? changes = null) =>
        TrainedStaff.On(trainings, counts, changes ?? [], NewHireDays, day);

    private static TrainingFact Person(string label, DateOnly on) =>
        new(label, 1, StaffRole.Staff, on, on.AddMonths(12), TrainingResult.Attended);

    private static TrainingFact Headcount(int people, DateOnly on, bool areOthers = false) =>
        new(null, people, StaffRole.Staff, on, on.AddMonths(12), TrainingResult.Attended, areOthers);

    private static readonly Gen<DateOnly> AnyDay = Gen.Int[0, 800].Select(day => Day.AddDays(day));

    // No two head-counts or declarations of one day: which came first could not be told.
    private static readonly Gen<(TrainingFact[], StaffCountFact[], StaffChangeFact[], int)> Facts = Gen.Select(
        Gen.Select(Gen.Int[0, 6], Gen.Int[1, 30], Gen.Enum<StaffRole>(), AnyDay, Gen.Int[1, 400], Gen.Enum<TrainingResult>(), Gen.Bool)
            .Select((label, people, role, on, valid, result, others) => label == 0
                ? new TrainingFact(null, people, role, on, on.AddDays(valid), result, others)
                : new TrainingFact($"S-{label}", 1, role, on, on.AddDays(valid), result))
            .Array[0, 8].Select(all => all.DistinctBy(one => (one.CompletedOn, one.Role)).ToArray()),
        Gen.Select(AnyDay, Gen.Int[0, 40], Gen.Int[0, 10])
            .Select((on, total, managers) => new StaffCountFact(on, total, Math.Min(total, managers)))
            .Array[0, 4].Select(all => all.DistinctBy(one => one.AsOf).ToArray()),
        Gen.Select(AnyDay, Gen.Int[-3, 3], Gen.Enum<StaffRole>(), Gen.Int[0, 6])
            .Select((on, arrived, role, label) => new StaffChangeFact(on, arrived, role, arrived < 0 && label > 0 ? $"S-{label}" : null))
            .Array[0, 6],
        Gen.Int[0, 1300]);
}

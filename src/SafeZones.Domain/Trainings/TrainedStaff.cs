namespace SafeZones.Domain.Trainings;

/// <summary>How many of a venue's people hold a valid training on a day.</summary>
/// <param name="Total">Everybody who works there.</param>
/// <param name="Managers">Managers among them.</param>
/// <param name="Trained">Those with a valid training; never more than there are.</param>
/// <param name="TrainedManagers">Managers among those.</param>
/// <param name="Newcomers">Untrained people who came so lately that they do not count yet.</param>
/// <param name="NewManagers">Managers among those.</param>
public sealed record TrainedStaff(int Total, int Managers, int Trained, int TrainedManagers, int Newcomers, int NewManagers)
{
    /// <summary>The trained share of those who count, from 0 to 1; 0 where nobody is known to work.</summary>
    public decimal Ratio => Share(Trained, Total - Newcomers);

    /// <summary>The same among managers.</summary>
    public decimal ManagersRatio => Share(TrainedManagers, Managers - NewManagers);

    /// <summary>Counts them on a day. A person under a label counts once; who has left and what has expired never does.</summary>
    /// <param name="trainings">Every training of the venue, of one day the last one last.</param>
    /// <param name="counts">Every declaration of how many work there, of one day the last one last.</param>
    /// <param name="changes">Every arrival and departure.</param>
    /// <param name="newHireDays">For how many days somebody new may still be untrained.</param>
    /// <param name="on">The day.</param>
    public static TrainedStaff On(
        IReadOnlyCollection<TrainingFact> trainings, IReadOnlyCollection<StaffCountFact> counts,
        IReadOnlyCollection<StaffChangeFact> changes, int newHireDays, DateOnly on)
    {
        var count = counts.Where(fact => fact.AsOf <= on).OrderBy(fact => fact.AsOf).LastOrDefault();
        var since = changes.Where(change => change.On <= on && (count is null || change.On > count.AsOf)).ToList();
        var managers = Math.Max(0, (count?.Managers ?? 0) + since.Where(IsManagers).Sum(change => change.Arrived));
        var total = Math.Max(managers, (count?.Total ?? 0) + since.Sum(change => change.Arrived));

        var trainedManagers = Math.Min(managers, CountTrained(trainings, changes, StaffRole.Manager, on));
        var others = CountTrained(trainings, changes, StaffRole.Staff, on) + CountTrained(trainings, changes, StaffRole.Security, on);
        var trained = trainedManagers + Math.Min(total - managers, others);

        var arrived = changes.Where(change => change.Arrived > 0 && change.On <= on && on < change.On.AddDays(newHireDays)).ToList();
        var newManagers = Math.Min(managers - trainedManagers, arrived.Where(IsManagers).Sum(change => change.Arrived));
        var newcomers = Math.Min(total - trained, arrived.Sum(change => change.Arrived));
        return new TrainedStaff(total, managers, trained, trainedManagers, newcomers, newManagers);
    }

    /// <summary>The days on which the count can change by itself or because of what is known.</summary>
    public static IEnumerable<DateOnly> ChangesOn(
        IReadOnlyCollection<TrainingFact> trainings, IReadOnlyCollection<StaffCountFact> counts,
        IReadOnlyCollection<StaffChangeFact> changes, int newHireDays) =>
        trainings.SelectMany(training => new[] { training.CompletedOn, training.ValidUntil.AddDays(1) })
            .Concat(counts.Select(count => count.AsOf))
            .Concat(changes.SelectMany(change => new[] { change.On, change.On.AddDays(newHireDays) }));

    private static int CountTrained(
        IReadOnlyCollection<TrainingFact> trainings, IReadOnlyCollection<StaffChangeFact> changes, StaffRole role, DateOnly on)
    {
        var valid = trainings
            .Where(training => training is { Result: not TrainingResult.Failed }
                && training.CompletedOn <= on && on <= training.ValidUntil)
            .ToList();
        var departed = changes.Where(change => change.Arrived < 0 && change.On <= on).ToList();

        // Somebody who left and came back is trained by what came after.
        var lastLeft = departed.Where(left => left.PersonRef is not null)
            .GroupBy(left => left.PersonRef!).ToDictionary(one => one.Key, one => one.Max(left => left.On));
        // Whoever changed roles is still one person: what they were trained for last.
        var labelled = valid.Where(training => training.PersonRef is { } label
                && !(lastLeft.TryGetValue(label, out var left) && left >= training.CompletedOn))
            .GroupBy(training => training.PersonRef)
            .Count(person => person.MaxBy(training => (training.CompletedOn, training.Role))!.Role == role);

        var counted = 0;
        DateOnly? from = null;
        var headcounts = valid.Where(training => training.PersonRef is null && training.Role == role);
        foreach (var training in headcounts.OrderBy(training => training.CompletedOn))
        {
            counted = training.AreOthers ? counted + training.Headcount : training.Headcount;
            from = training.AreOthers ? from ?? training.CompletedOn : training.CompletedOn;
        }

        // Nobody knows whether those who left without a label were among the trained: taken as if they were.
        var left = departed.Where(change => change.PersonRef is null && change.Role == role && change.On >= from)
            .Sum(change => -change.Arrived);
        return labelled + Math.Max(0, counted - left);
    }

    private static bool IsManagers(StaffChangeFact change) => change.Role == StaffRole.Manager;

    private static decimal Share(int part, int whole) => whole <= 0 ? 0 : Math.Round((decimal)part / whole, 4);
}

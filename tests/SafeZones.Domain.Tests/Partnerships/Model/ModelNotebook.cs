using SafeZones.Domain.Partnerships;
using SafeZones.Domain.Programmes;
using SafeZones.Domain.Trainings;

namespace SafeZones.Domain.Tests.Partnerships.Model;

/// <summary>How many people a notebook says are trained.</summary>
internal sealed record Notes(int Total, int Managers, int Trained, int TrainedManagers);

/// <summary>
/// DOMAIN.md sections 5 and 6 by hand: somebody goes through a venue's facts day by day with a notebook. It calls none of
/// what it is held against.
/// </summary>
internal static class ModelNotebook
{
    /// <summary>Who works there and is trained on a day: invariant 4.</summary>
    public static Notes Read(ModelVenue venue, DateOnly day)
    {
        // The newest number of staff is the one that counts; who came or went after it is added.
        StaffCountFact? newest = null;
        foreach (var count in venue.Counts)
        {
            newest = count.AsOf <= day && (newest is null || count.AsOf >= newest.AsOf) ? count : newest;
        }

        var (total, managers) = (newest?.Total ?? 0, newest?.Managers ?? 0);
        foreach (var change in venue.Changes)
        {
            if (change.On <= day && !(change.On <= newest?.AsOf))
            {
                total += change.Arrived;
                managers += change.Role == StaffRole.Manager ? change.Arrived : 0;
            }
        }

        managers = Math.Max(0, managers);
        total = Math.Max(managers, total);
        var (people, heads) = (new Dictionary<string, StaffRole>(), new Heads[3]);
        foreach (var (_, _, _, training, change) in Pages(venue, day))
        {
            Write(people, heads, training, change);
        }

        int Trained(StaffRole role) => people.Values.Count(one => one == role) + Math.Max(0, heads[(int)role].Number);

        // Nobody is trained who is not there.
        var trainedManagers = Math.Min(managers, Trained(StaffRole.Manager));
        var others = Math.Min(total - managers, Trained(StaffRole.Staff) + Trained(StaffRole.Security));
        return new Notes(total, managers, trainedManagers + others, trainedManagers);
    }

    /// <summary>Whether a requirement of the policy is met on a day.</summary>
    public static bool IsMet(RequirementName name, ModelWorld world, ModelPartnership it, DateOnly day) => name switch
    {
        RequirementName.PledgeCurrent => it.Acceptances.Exists(accepted => accepted.On <= day
            && world.Pledges.TrueForAll(text => text.RequiredFrom > day || text.Version <= accepted.Version)),
        RequirementName.TrainingRatio => Share(it.Venue, world.Policy, day, managers: false) >= world.Policy.TrainingThreshold,
        RequirementName.ManagersRatio => Share(it.Venue, world.Policy, day, managers: true) >= world.Policy.ManagersThreshold,
        RequirementName.MinTrained => Read(it.Venue, day).Trained >= world.Policy.MinTrained,
        RequirementName.Vetting => it.VettedOn <= day,
        RequirementName.FocalPoint => it.Venue.NoFocalPointSince is null || it.Venue.NoFocalPointSince > day,
        RequirementName.LocationSet => it.Venue.NoPositionSince is null || it.Venue.NoPositionSince > day,
        RequirementName.CheckCurrent => IsChecked(it, world.Policy.CheckIntervalDays!.Value, day),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "The notebook knows no such requirement."),
    };

    /// <summary>What a policy asks for.</summary>
    public static List<RequirementName> Asked(ProgrammePolicy policy) =>
    [
        .. Enum.GetValues<RequirementName>().Where(name => name switch
        {
            RequirementName.PledgeCurrent => policy.PledgeRequired,
            RequirementName.TrainingRatio => policy.TrainingThreshold != 0,
            RequirementName.ManagersRatio => policy.ManagersThreshold != 0,
            RequirementName.MinTrained => policy.MinTrained != 0,
            RequirementName.Vetting => policy.VettingRequired,
            RequirementName.CheckCurrent => policy.CheckIntervalDays.HasValue,
            _ => true,
        }),
    ];

    // What was written down up to a day, in order; of one day trainings first: whoever leaves on it leaves after.
    private static IEnumerable<(DateOnly On, int Kind, StaffRole Role, TrainingFact? Training, StaffChangeFact? Change)> Pages(
        ModelVenue venue, DateOnly day)
    {
        // What has expired by the day never counts, nor does what was failed.
        var trainings = venue.Trainings
            .Where(one => one.CompletedOn <= day && one.ValidUntil >= day && one.Result != TrainingResult.Failed)
            .Select(one => (
                one.CompletedOn, 0, one.PersonRef is null ? StaffRole.Manager : one.Role, (TrainingFact?)one,
                (StaffChangeFact?)null));
        var departures = venue.Changes.Where(one => one.On <= day && one.Arrived < 0)
            .Select(one => (one.On, 1, one.Role, (TrainingFact?)null, (StaffChangeFact?)one));
        return trainings.Concat(departures).OrderBy(page => page.Item1).ThenBy(page => page.Item2).ThenBy(page => page.Item3);
    }

    private static void Write(
        Dictionary<string, StaffRole> people, Heads[] heads, TrainingFact? training, StaffChangeFact? change)
    {
        switch (training, change)
        {
            case ({ PersonRef: { } label }, _):
                people[label] = training.Role;
                break;
            case ({ AreOthers: true }, _):
                heads[(int)training.Role] = new Heads(IsKnown: true, heads[(int)training.Role].Number + training.Headcount);
                break;
            case ({ }, _):
                heads[(int)training.Role] = new Heads(IsKnown: true, training.Headcount);
                break;
            case (_, { PersonRef: { } label }):
                people.Remove(label);
                break;
            case (_, { }) when heads[(int)change.Role].IsKnown:
                heads[(int)change.Role] = new Heads(IsKnown: true, heads[(int)change.Role].Number + change.Arrived);
                break;
        }
    }

    private static decimal Share(ModelVenue venue, ProgrammePolicy policy, DateOnly day, bool managers)
    {
        var notes = Read(venue, day);
        var (part, whole) = managers ? (notes.TrainedManagers, notes.Managers) : (notes.Trained, notes.Total);
        var newcomers = 0;
        foreach (var change in venue.Changes)
        {
            var isNew = change.Arrived > 0 && change.On <= day && day.DayNumber - change.On.DayNumber < policy.NewHireDays;
            newcomers += isNew && (!managers || change.Role == StaffRole.Manager) ? change.Arrived : 0;
        }

        whole -= Math.Min(whole - part, newcomers);
        return whole == 0 ? 0 : Math.Round((decimal)part / whole, 4);
    }

    private static bool IsChecked(ModelPartnership it, int interval, DateOnly day)
    {
        CheckFact? last = null;
        foreach (var check in it.Checks)
        {
            last = check.On <= day && (last is null || check.On >= last.On) ? check : last;
        }

        var since = last?.On ?? it.PledgedOn;
        return last?.HasPassed != false && since <= day && day.DayNumber - since.Value.DayNumber <= interval;
    }

    private readonly record struct Heads(bool IsKnown, int Number);
}

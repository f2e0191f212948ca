using SafeZones.Domain.Materials;
using SafeZones.Domain.Partnerships;
using SafeZones.Domain.Programmes;
using SafeZones.Domain.Trainings;

namespace SafeZones.Domain.Tests.Partnerships.Model;

/// <summary>What DOMAIN.md sections 4 and 6 promise, held against the world after each step.</summary>
internal sealed class ModelPromises(ModelWorld world)
{
    private readonly List<RequirementName> asked = ModelNotebook.Asked(world.Policy);
    private readonly Dictionary<ModelPartnership, int> read = [];

    /// <summary>The promises that do not hold, in sentences.</summary>
    /// <param name="it">The partnership with which something was done.</param>
    /// <param name="day">The day for which its venue's people are counted.</param>
    public IEnumerable<string> Broken(ModelPartnership it, DateOnly day) =>
        world.Partnerships.SelectMany(OfDecals)
            .Concat(world.Partnerships.SelectMany(OfPublicAnswers))
            .Concat(OfStaff(it.Venue, day))
            .Concat(OfOpenOnes())
            .Concat(world.Partnerships.SelectMany(OfHistory))
            .Concat(world.Partnerships.SelectMany(OfTheSystem));

    // Invariants 1 and 2.
    private IEnumerable<string> OfDecals(ModelPartnership it)
    {
        var mayShow = it.Status is PartnershipStatus.Active or PartnershipStatus.Paused
            || it.Status == PartnershipStatus.Lapsed
            && (!it.IsLookedAt || world.Today.DayNumber - it.Since.DayNumber < world.Policy.SecondGraceDays);
        foreach (var decal in it.Decals)
        {
            var isUp = decal.State is DecalState.Issued or DecalState.Displayed;
            var calls = decal.Recalls.Count(
                recall => recall is RecallStatus.Open or RecallStatus.Reminded or RecallStatus.Overdue);
            if (decal.HandedOutTo is not (null or PartnershipStatus.Active))
            {
                yield return $"1: a decal was handed to a venue that was {decal.HandedOutTo}";
            }

            if (isUp && decal.HandedOutTo is null)
            {
                yield return $"1: a decal is {decal.State} that nobody handed out";
            }

            if (isUp && !mayShow)
            {
                yield return $"2: a decal is {decal.State} at a venue that is {it.Status} since {it.Since}";
            }

            if (calls != (decal.State == DecalState.RecallRequested ? 1 : 0))
            {
                yield return $"2: a decal that is {decal.State} has {calls} recalls";
            }

            if (it.Status == PartnershipStatus.Lapsed && decal.State == DecalState.RecallRequested
                && world.Today.DayNumber - it.Since.DayNumber < world.Policy.SecondGraceDays)
            {
                yield return $"section 4: a decal is called back within the second grace of a venue that lapsed on {it.Since}";
            }

            if (it.Status == PartnershipStatus.Active && decal.State == DecalState.RecallRequested)
            {
                yield return "2: a decal is still called back at a venue that is a safe zone again";
            }
        }
    }

    // Invariant 3.
    private IEnumerable<string> OfPublicAnswers(ModelPartnership it)
    {
        var isSafe = it.Status == PartnershipStatus.Active && world.Programme == ProgrammeStatus.Running;
        foreach (var decal in it.Decals)
        {
            var isValid = PublicAnswer.ReasonOf(decal.State, it.Status, world.Programme) == PublicReason.Verified;
            if (isValid != (isSafe && decal.State is DecalState.Issued or DecalState.Displayed && isSafe))
            {
                yield return $"3: a {decal.State} decal of a venue that is {it.Status} says {isValid}";
            }
        }

        var isListed = PublicAnswer.IsListed(it.Status, world.Programme, it.Venue.Visibility);
        if (isListed != (isSafe && it.Venue.Visibility is VenueVisibility.Public or VenueVisibility.Approximate && isSafe))
        {
            yield return $"3: a venue that is {it.Status} and {it.Venue.Visibility} is listed: {isListed}";
        }
    }

    // Invariant 4.
    private IEnumerable<string> OfStaff(ModelVenue venue, DateOnly day)
    {
        var staff = TrainedStaff.On(venue.Trainings, venue.Counts, venue.Changes, world.Policy.NewHireDays, day);
        var notes = ModelNotebook.Read(venue, day);
        if (staff.Trained > staff.Total || staff.TrainedManagers > staff.Managers)
        {
            yield return $"4: more are trained than work there: {staff}";
        }

        if (notes != new Notes(staff.Total, staff.Managers, staff.Trained, staff.TrainedManagers))
        {
            yield return $"4: {staff} on {day}, and the notebook says {notes}";
        }
    }

    // Invariant 5.
    private IEnumerable<string> OfOpenOnes() =>
        from venue in world.Venues
        let open = world.Partnerships.Count(it => it.Venue == venue
            && it.Status is not (PartnershipStatus.Withdrawn or PartnershipStatus.Removed or PartnershipStatus.Closed))
        where open > 1
        select $"5: {open} partnerships of one venue are open";

    // Invariants 6 and 7, and the guards of section 4; each line of history when it is new.
    private IEnumerable<string> OfHistory(ModelPartnership it)
    {
        var from = read.GetValueOrDefault(it);
        read[it] = it.History.Count;
        return Enumerable.Range(from, it.History.Count - from).SelectMany(line => OfMove(it, line, it.History[line]));
    }

    private IEnumerable<string> OfMove(ModelPartnership it, int line, ModelMove move)
    {
        if (move.From is PartnershipStatus.Withdrawn or PartnershipStatus.Removed or PartnershipStatus.Closed
            || move.From != (line == 0 ? PartnershipStatus.Prospect : it.History[line - 1].To))
        {
            yield return $"history: {move} does not follow";
        }

        if (move.Action is PartnershipAction.Pledge or PartnershipAction.Withdraw && move.Actor != PartnershipActor.Venue)
        {
            yield return $"6: not the venue: {move}";
        }

        if (move.Action == PartnershipAction.Reinstate
            && it.History.Take(line).Last(one => one.To == PartnershipStatus.Suspended).Person == move.Person)
        {
            yield return $"7: whoever suspended reinstated: {move}";
        }

        if (move.Action == PartnershipAction.Activate && world.Policy.TwoPersonActivation
            && !it.Asks.Exists(ask => ask.Lines == line && ask.Person != move.Person))
        {
            yield return $"7: one person alone activated: {move}";
        }

        if (move.To == PartnershipStatus.Active
            && (world.Programme != ProgrammeStatus.Running
                || asked.Exists(name => !ModelNotebook.IsMet(name, world, it, move.On))))
        {
            yield return $"section 4: a safe zone without what it needs: {move}";
        }

        if (move.Action == PartnershipAction.Lapse && !IsBrokenForLong(it, it.History[line - 1].On))
        {
            yield return $"section 4: lapsed within the grace: {move}";
        }

        if (move.To == PartnershipStatus.Paused && !(it.PausedUntil > move.On && it.PausedUntil <= move.On.AddMonths(6)))
        {
            yield return $"section 4: paused until {it.PausedUntil}: {move}";
        }
    }

    // Section 4: what the system does from facts, once it has looked.
    private IEnumerable<string> OfTheSystem(ModelPartnership it)
    {
        if (it.IsStuck)
        {
            yield return "section 4: the system wants what its rules refuse";
        }

        if (it is { IsLookedAt: true, Status: PartnershipStatus.Active } && IsBrokenForLong(it, it.Since))
        {
            yield return $"section 4: a safe zone since {it.Since} in spite of what is broken";
        }

        if (it is { IsLookedAt: true, Status: PartnershipStatus.Lapsed } && world.Programme == ProgrammeStatus.Running
            && asked.TrueForAll(name => ModelNotebook.IsMet(name, world, it, world.Today)))
        {
            yield return "section 4: lapsed although everything is met";
        }
    }

    // A requirement has not been met on any day of the grace, in all of which it was a safe zone.
    private bool IsBrokenForLong(ModelPartnership it, DateOnly activeSince)
    {
        var from = world.Today.AddDays(-world.Policy.GraceDays);
        return activeSince <= from && asked.Exists(name =>
        {
            var day = world.Today;
            while (day >= from && !ModelNotebook.IsMet(name, world, it, day))
            {
                day = day.AddDays(-1);
            }

            return day < from;
        });
    }
}

using SafeZones.Domain.Materials;
using SafeZones.Domain.Partnerships;
using SafeZones.Domain.Programmes;
using SafeZones.Domain.Trainings;

namespace SafeZones.Domain.Tests.Partnerships.Model;

/// <summary>People who do whatever comes to their minds, in any capacity, and now and then what would be sensible next.</summary>
internal sealed class ModelPeople
{
    private static readonly PartnershipActor[] Capacities =
        [.. Enum.GetValues<PartnershipActor>().Where(actor => actor != PartnershipActor.System)];

    // What the system does with decals follows from moves, and nobody can ask for it.
    private static readonly DecalAction[] DecalActions =
        [.. Enum.GetValues<DecalAction>().Where(action => action is not (DecalAction.RequestRecall or DecalAction.CancelRecall))];

    private static readonly RecallAction[] ByTheCalendar = [RecallAction.Remind, RecallAction.FallDue];

    private readonly Guid[] persons = [Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()];
    private readonly Random random;
    private readonly ModelWorld world;
    private readonly (int Weight, string Name, Action<ModelPartnership> Do)[] actions;
    private readonly int weights;

    public ModelPeople(Random random, ModelWorld world)
    {
        (this.random, this.world) = (random, world);
        actions =
        [
            (14, "whatever", it => Move(it, Any<PartnershipAction>(), Any(Capacities))), (22, "what is next", Next),
            (6, "a visit", Visit), (1, "open another", it => world.Open(it.Venue)),
            (10, "a training", Train), (4, "a count of staff", Declare), (3, "a hire or departure", Change),
            (5, "a check", it => it.Checks.Add(new CheckFact(Earlier(9), Chance(85)))),
            (1, "vetting", it => it.VettedOn = Earlier(30)),
            (3, "a focal point", it => it.Venue.NoFocalPointSince = Chance(75) ? null : world.Today),
            (3, "a position", it => it.Venue.NoPositionSince = Chance(75) ? null : world.Today),
            (1, "another visibility", it => it.Venue.Visibility = Any<VenueVisibility>()),
            (1, "a new pledge", _ => Publish()),
            (3, "everything is put right", PutRight),
            (3, "a decal", it => it.Decals.Add(new ModelDecal())), (18, "with a decal", Handle),
            (2, "the calendar", it => it.Decals.ForEach(decal => ModelWorld.MoveRecall(decal, Any(ByTheCalendar)))),
            (3, "the programme", _ => MoveProgramme()),
            (9, "days pass", _ => DaysPass()), (12, "the system looks", world.Look),
        ];
        weights = actions.Sum(action => action.Weight);
        Array.ForEach(world.Venues, world.Open);
    }

    /// <summary>Does one thing, and says what and with which partnership.</summary>
    public (string What, ModelPartnership It) Act()
    {
        var venue = Any(world.Venues);
        var it = Chance(90) ? world.Partnerships.Last(one => one.Venue == venue) : Any(world.Partnerships);
        var dice = random.Next(weights);
        foreach (var (weight, name, act) in actions)
        {
            dice -= weight;
            if (dice < 0)
            {
                world.FactsChanged();
                act(it);
                return (name, it);
            }
        }

        throw new InvalidOperationException("The weights do not sum up.");
    }

    private void Next(ModelPartnership it)
    {
        (PartnershipAction Action, PartnershipActor Actor)? next = it.Status switch
        {
            PartnershipStatus.Prospect or PartnershipStatus.Approached or PartnershipStatus.Interested when Chance(40) =>
                (PartnershipAction.Pledge, PartnershipActor.Venue),
            PartnershipStatus.Pledged => (PartnershipAction.Activate, PartnershipActor.Coordinator),
            // The newest pledge, of whoever has accepted an older one.
            _ when it.Acceptances.Count > 0 && Chance(40) => (PartnershipAction.Pledge, PartnershipActor.Venue),
            PartnershipStatus.Active when Chance(40) => Chance(50)
                ? (PartnershipAction.Pause, PartnershipActor.Venue)
                : (PartnershipAction.Suspend, PartnershipActor.Safeguarding),
            PartnershipStatus.Lapsed => (PartnershipAction.Repair, PartnershipActor.Coordinator),
            PartnershipStatus.Suspended => (PartnershipAction.Reinstate, PartnershipActor.Safeguarding),
            PartnershipStatus.Paused => (PartnershipAction.Resume, PartnershipActor.Venue),
            _ => null,
        };
        if (next is { } sensible)
        {
            Move(it, sensible.Action, sensible.Actor);
        }
        else
        {
            world.Open(it.Venue);
        }
    }

    // With the guards that the API's slices pass.
    private void Move(ModelPartnership it, PartnershipAction action, PartnershipActor actor)
    {
        var person = Any(persons);
        switch (action)
        {
            case PartnershipAction.Pledge:
                Pledge(it, actor, person);
                break;
            case PartnershipAction.Activate:
                world.Move(it, action, actor, person, PartnershipGuards.RefuseOwnApproval(it.AskedBy, person));
                break;
            case PartnershipAction.Reinstate:
                var suspendedBy = it.History.LastOrDefault(move => move.Action == PartnershipAction.Suspend)?.Person;
                world.Move(it, action, actor, person, PartnershipGuards.RefuseOwnReview(suspendedBy, person));
                break;
            case PartnershipAction.Pause:
                var until = world.Today.AddDays(random.Next(-10, 250));
                if (world.Move(it, action, actor, person, PartnershipGuards.RefusePause(until, world.Today)))
                {
                    it.PausedUntil = until;
                }

                break;
            // Or few would live long enough for anything else.
            case PartnershipAction.Close when Chance(80):
                break;
            default:
                world.Move(it, action, actor, person);
                break;
        }
    }

    private void Pledge(ModelPartnership it, PartnershipActor actor, Guid person)
    {
        var version = Chance(80) ? world.Pledges.Count : random.Next(1, world.Pledges.Count + 1);
        var refusal = PartnershipGuards.RefuseOldPledge(version, world.Pledges, world.Today);
        var on = Earlier(3);
        if (it.Acceptances.Count > 0)
        {
            if (refusal is null && !PartnershipLifecycle.Terminal.Contains(it.Status))
            {
                it.Acceptances.Add(new AcceptanceFact(version, on));
            }
        }
        else if (world.Move(it, PartnershipAction.Pledge, actor, person, refusal))
        {
            it.Acceptances.Add(new AcceptanceFact(version, on));
            it.PledgedOn = on;
        }
    }

    // On most days the system looks at everybody; now and then it is out of order.
    private void DaysPass()
    {
        world.DaysPass(random.Next(1, 21));
        if (Chance(60))
        {
            world.Partnerships.ForEach(world.Look);
        }
    }

    private void Publish() =>
        world.Pledges.Add(new PledgeVersionFact(world.Pledges.Count + 1, world.Today.AddDays(random.Next(-5, 60))));

    private void Visit(ModelPartnership it)
    {
        var (actor, person) = (Any(Capacities), Any(persons));
        foreach (var action in Outreach.MovesOf(it.Status, Any<VisitOutcome>(), actor, mayRecontact: Chance(50)))
        {
            world.Move(it, action, actor, person);
        }
    }

    private void Train(ModelPartnership it)
    {
        var on = Earlier(20);
        DateOnly? recorded = Chance(30) ? on.AddDays(random.Next(200)) : null;
        var isLabelled = Chance(50);
        it.Venue.Trainings.Add(new TrainingFact(
            isLabelled ? Label() : null, isLabelled ? 1 : random.Next(1, 7), Any<StaffRole>(), on,
            world.Policy.TrainingValidUntil(on, recorded), Chance(90) ? TrainingResult.Passed : TrainingResult.Failed,
            !isLabelled && Chance(30)));
    }

    private void Declare(ModelPartnership it)
    {
        var total = random.Next(1, 10);
        it.Venue.Counts.Add(new StaffCountFact(Earlier(20), total, random.Next(0, Math.Min(3, total + 1))));
    }

    private void Change(ModelPartnership it)
    {
        var label = Chance(40) ? Label() : null;
        var arrived = label is not null ? -1 : Chance(50) ? random.Next(1, 3) : -random.Next(1, 3);
        it.Venue.Changes.Add(new StaffChangeFact(Earlier(20), arrived, Any<StaffRole>(), label));
    }

    // Somebody who knows the checklist has been there.
    private void PutRight(ModelPartnership it)
    {
        var (venue, today) = (it.Venue, world.Today);
        (venue.NoFocalPointSince, venue.NoPositionSince, it.VettedOn) = (null, null, today);
        it.Checks.Add(new CheckFact(today, HasPassed: true));
        venue.Counts.Add(new StaffCountFact(today, 6, 2));
        foreach (var (role, people) in new[] { (StaffRole.Manager, 2), (StaffRole.Staff, 4) })
        {
            venue.Trainings.Add(new TrainingFact(
                null, people, role, today, world.Policy.TrainingValidUntil(today, recorded: null), TrainingResult.Attended));
        }

        if (it.Acceptances.Count > 0)
        {
            it.Acceptances.Add(new AcceptanceFact(world.Pledges.Count, today));
        }
    }

    private void Handle(ModelPartnership it)
    {
        if (it.Decals.Count > 0)
        {
            var decal = it.Decals[^(1 + random.Next(Math.Min(3, it.Decals.Count)))];
            var sensible = decal.State switch
            {
                DecalState.InStock => DecalAction.Allocate,
                DecalState.Allocated => DecalAction.Issue,
                DecalState.Issued => DecalAction.Display,
                _ => Any(DecalActions),
            };
            world.MoveDecal(
                it, decal, Chance(75) ? sensible : Any(DecalActions), Chance(75) ? DecalActor.Coordinator : Any<DecalActor>());
        }
    }

    private void MoveProgramme()
    {
        var action = Chance(85) ? ProgrammeAction.Resume : Any<ProgrammeAction>();
        if ((action != ProgrammeAction.End || Chance(10))
            && ProgrammeLifecycle.Table.RefuseMove(world.Programme, action, ProgrammeActor.Owner) is null)
        {
            world.Programme = ProgrammeLifecycle.Table.Next(world.Programme, action);
        }
    }

    private string Label() => $"S-0{random.Next(1, 6)}";

    private DateOnly Earlier(int days) => world.Today.AddDays(-random.Next(days));

    private bool Chance(int percent) => random.Next(100) < percent;

    private T Any<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];

    private T Any<T>() where T : struct, Enum => Any(Enum.GetValues<T>());
}

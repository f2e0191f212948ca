using SafeZones.Domain.Materials;
using SafeZones.Domain.Partnerships;
using SafeZones.Domain.Programmes;

namespace SafeZones.Domain.Tests.Partnerships.Model;

/// <summary>
/// One programme, two venues and their partnerships, as the API would store them. Every decision is Domain's; what is here only
/// keeps what was decided. Who does what is <see cref="ModelPeople"/>'s.
/// </summary>
internal sealed class ModelWorld(ProgrammePolicy policy)
{
    /// <summary>How often each move was made.</summary>
    public Dictionary<string, int> Made { get; } = [];

    public ProgrammePolicy Policy { get; } = policy;

    public ProgrammeStatus Programme { get; set; } = ProgrammeStatus.Running;

    public DateOnly Today { get; private set; } = new(2026, 1, 1);

    public List<PledgeVersionFact> Pledges { get; } = [new(1, new DateOnly(2026, 1, 1))];

    public ModelVenue[] Venues { get; } = [new(), new()];

    public List<ModelPartnership> Partnerships { get; } = [];

    public VenueFacts FactsOf(ModelPartnership it) => new()
    {
        Pledges = Pledges,
        Acceptances = it.Acceptances,
        Trainings = it.Venue.Trainings,
        StaffCounts = it.Venue.Counts,
        StaffChanges = it.Venue.Changes,
        Checks = it.Checks,
        ChecksFrom = it.PledgedOn,
        VettedOn = it.VettedOn,
        ActiveSince = it.Status == PartnershipStatus.Active ? it.Since : null,
        NoFocalPointSince = it.Venue.NoFocalPointSince,
        NoPositionSince = it.Venue.NoPositionSince,
    };

    public void DaysPass(int days)
    {
        Today = Today.AddDays(days);
        FactsChanged();
    }

    public void FactsChanged() => Partnerships.ForEach(it => it.IsLookedAt = false);

    /// <summary>As the database's index of open partnerships lets it.</summary>
    public void Open(ModelVenue venue)
    {
        if (Partnerships.All(it => it.Venue != venue || PartnershipLifecycle.Terminal.Contains(it.Status)))
        {
            Partnerships.Add(new ModelPartnership(venue, Today));
        }
    }

    public bool Move(
        ModelPartnership it, PartnershipAction action, PartnershipActor actor, Guid? person, params Refusal?[] guards)
    {
        var onlyAsks = PartnershipGuards.OnlyAsks(action, Policy, it.AskedBy);
        if (PartnershipLifecycle.Table.RefuseMove(it.Status, action, actor) is not null
            || (!onlyAsks && guards.Any(refusal => refusal is not null))
            || PartnershipGuards.RefuseProgramme(action, Programme) is not null
            || PartnershipGuards.Unmet(action, Policy, FactsOf(it), Today).Count > 0)
        {
            return false;
        }

        if (onlyAsks)
        {
            it.AskedBy = person;
            it.Asks.Add(new ModelAsk(it.History.Count, person!.Value));
            return true;
        }

        var to = PartnershipLifecycle.Table.Next(it.Status, action);
        Count($"{it.Status} -{action}->");
        it.History.Add(new ModelMove(Today, it.Status, action, to, actor, person));
        (it.Status, it.Since, it.AskedBy, it.PausedUntil, it.IsLookedAt) = (to, Today, null, null, false);
        Follow(it);
        return true;
    }

    /// <summary>The system looks.</summary>
    public void Look(ModelPartnership it)
    {
        var requirements = Requirements.On(Policy, FactsOf(it), Today);
        if (SystemDecisions.MoveOrDefault(it.Status, requirements, Policy, Programme, Today) is { } action)
        {
            it.IsStuck = !Move(it, action, PartnershipActor.System, person: null);
        }

        if (SystemDecisions.RecallsOn(it.Status, it.Since, Policy) <= Today)
        {
            CallBack(it, "after the second grace");
        }

        it.IsLookedAt = true;
    }

    public void MoveDecal(ModelPartnership it, ModelDecal decal, DecalAction action, DecalActor actor)
    {
        if (DecalLifecycle.Table.RefuseMove(decal.State, action, actor) is null
            && DecalGuards.MayHandOut(action, it.Status))
        {
            Count($"decal {decal.State} -{action}->");
            if (decal.State == DecalState.RecallRequested)
            {
                End(decal, DecalGuards.RecallAfter(action));
            }

            decal.State = DecalLifecycle.Table.Next(decal.State, action);
            decal.HandedOutTo = action == DecalAction.Issue ? it.Status : decal.HandedOutTo;
        }
    }

    public static void MoveRecall(ModelDecal decal, RecallAction action)
    {
        if (decal.Recalls.Count > 0 && RecallLifecycle.Table.RefuseMove(decal.Recalls[^1], action, RecallActor.System) is null)
        {
            decal.Recalls[^1] = RecallLifecycle.Table.Next(decal.Recalls[^1], action);
        }
    }

    private void Follow(ModelPartnership it)
    {
        switch (DecalGuards.ConsequenceOf(it.Status))
        {
            case DecalConsequence.ComeDown:
                CallBack(it, "at once");
                break;
            case DecalConsequence.MayStay:
                foreach (var decal in it.Decals.Where(decal => decal.State == DecalState.RecallRequested))
                {
                    Count("decal may stay");
                    decal.State = DecalLifecycle.Table.Next(decal.State, DecalAction.CancelRecall);
                    End(decal, RecallStatus.Resolved);
                }

                break;
        }
    }

    private void CallBack(ModelPartnership it, string when)
    {
        foreach (var decal in it.Decals.Where(decal => DecalLifecycle.Live.Contains(decal.State)))
        {
            Count($"decal called back {when}");
            decal.State = DecalLifecycle.Table.Next(decal.State, DecalAction.RequestRecall);
            decal.Recalls.Add(RecallStatus.Open);
        }
    }

    private static void End(ModelDecal decal, RecallStatus status) => decal.Recalls[^1] = status;

    private void Count(string what) => Made[what] = Made.GetValueOrDefault(what) + 1;
}

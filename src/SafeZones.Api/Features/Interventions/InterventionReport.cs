using System.ComponentModel.DataAnnotations;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Interventions;

namespace SafeZones.Api.Features.Interventions;

/// <summary>What happened, and what staff did. Nothing in it tells who anybody is.</summary>
public sealed record InterventionReport : IConsistent
{
    /// <summary>The day, at the venue; a night belongs to the day on which it began.</summary>
    [PastDate]
    public required DateOnly OccurredOn { get; init; }

    /// <summary>The part of that day; no time is kept more exactly.</summary>
    public required PartOfDay PartOfDay { get; init; }

    /// <summary>Where, as seen from the venue.</summary>
    public required InterventionSetting Setting { get; init; }

    /// <summary>By which way the network was told.</summary>
    public required InterventionChannel Channel { get; init; }

    /// <summary>Who tells it.</summary>
    public required ReporterRole ReporterRole { get; init; }

    /// <summary>What was done to somebody; <c>unknown</c> if nobody asked.</summary>
    [Length(1, 21), EachOnce]
    public required IReadOnlyList<IncidentType> IncidentTypes { get; init; }

    /// <summary>Whether they asked with the programme's codeword.</summary>
    public bool? AskedByCodeword { get; init; }

    /// <summary>Whether they asked because of the sticker.</summary>
    public bool? AskedByDecal { get; init; }

    /// <summary>What staff did.</summary>
    [Length(1, 18), EachOnce]
    public required IReadOnlyList<InterventionAction> Actions { get; init; }

    /// <summary>How many people were helped: 1, 2, or 3 for three and more.</summary>
    [Range(1, 3)]
    public required int PeopleHelped { get; init; }

    /// <summary>How old they seemed. Of a child nothing more is kept: no gender, no narrative.</summary>
    public AgeGroup? AgeGroup { get; init; }

    /// <summary>What they said of themselves.</summary>
    public Gender? Gender { get; init; }

    /// <summary>The part of the day in which a child was handed to those who protect children.</summary>
    public PartOfDay? ChildHandedOverIn { get; init; }

    /// <summary>How it ended.</summary>
    [Length(1, 11), EachOnce]
    public required IReadOnlyList<InterventionOutcome> Outcomes { get; init; }

    /// <summary>What kinds of help they were referred to.</summary>
    [Length(0, 10), EachOnce]
    public IReadOnlyList<ReferralType> Referrals { get; init; } = [];

    /// <summary>Whether staff were harmed.</summary>
    public bool? StaffHarmed { get; init; }

    /// <summary>Whether somebody came back at the venue for it.</summary>
    public bool? Retaliation { get; init; }

    /// <summary>What the network does next; nothing unless said otherwise.</summary>
    public FollowUp FollowUp { get; init; } = FollowUp.None;

    IEnumerable<Fault> IConsistent.Contradictions()
    {
        if (AgeGroup == Domain.Interventions.AgeGroup.Child && Gender is not null)
        {
            yield return Fault.At("/gender", FaultCode.TooMuchOfAChild);
        }

        if (AgeGroup != Domain.Interventions.AgeGroup.Child && ChildHandedOverIn is not null)
        {
            yield return Fault.At("/child_handed_over_in", FaultCode.Contradiction, ("rule", "age_group = child"));
        }
    }

    internal static InterventionReport Example { get; } = new()
    {
        OccurredOn = new DateOnly(2026, 11, 20),
        PartOfDay = PartOfDay.Night,
        Setting = InterventionSetting.Inside,
        Channel = InterventionChannel.Phone,
        ReporterRole = ReporterRole.VenueStaff,
        IncidentTypes = [IncidentType.UnwantedContactRequests],
        AskedByCodeword = true,
        Actions = [InterventionAction.GaveSafePlace, InterventionAction.CalledTaxi],
        PeopleHelped = 1,
        AgeGroup = Domain.Interventions.AgeGroup.Adult,
        Outcomes = [InterventionOutcome.LeftByTransport],
    };
}

/// <summary>No word twice.</summary>
internal sealed class EachOnceAttribute : MemberRule
{
    public override IEnumerable<Fault> Faults(object value)
    {
        var seen = new HashSet<object>();
        return ((System.Collections.IEnumerable)value).Cast<object>()
            .Index()
            .Where(item => !seen.Add(item.Item))
            .Select(item => Fault.At($"/{item.Index}", FaultCode.Taken));
    }

    public override void Describe(Microsoft.OpenApi.OpenApiSchema schema) => schema.UniqueItems = true;
}

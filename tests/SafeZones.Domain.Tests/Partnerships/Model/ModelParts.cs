using SafeZones.Domain.Materials;
using SafeZones.Domain.Partnerships;
using SafeZones.Domain.Trainings;

namespace SafeZones.Domain.Tests.Partnerships.Model;

/// <summary>A venue and what is known of it.</summary>
internal sealed class ModelVenue
{
    public List<TrainingFact> Trainings { get; } = [];

    public List<StaffCountFact> Counts { get; } = [];

    public List<StaffChangeFact> Changes { get; } = [];

    public DateOnly? NoFocalPointSince { get; set; }

    public DateOnly? NoPositionSince { get; set; }

    public VenueVisibility Visibility { get; set; }
}

/// <summary>One line of history: who did what, when.</summary>
internal sealed record ModelMove(
    DateOnly On, PartnershipStatus From, PartnershipAction Action, PartnershipStatus To, PartnershipActor Actor, Guid? Person);

/// <summary>Somebody asked for an activation; the history was so many lines long.</summary>
internal sealed record ModelAsk(int Lines, Guid Person);

internal sealed class ModelPartnership(ModelVenue venue, DateOnly today)
{
    public ModelVenue Venue { get; } = venue;

    public PartnershipStatus Status { get; set; } = PartnershipStatus.Prospect;

    public DateOnly Since { get; set; } = today;

    public Guid? AskedBy { get; set; }

    public DateOnly? PledgedOn { get; set; }

    public DateOnly? VettedOn { get; set; }

    public DateOnly? PausedUntil { get; set; }

    public List<AcceptanceFact> Acceptances { get; } = [];

    public List<CheckFact> Checks { get; } = [];

    public List<ModelDecal> Decals { get; } = [];

    public List<ModelMove> History { get; } = [];

    public List<ModelAsk> Asks { get; } = [];

    /// <summary>Whether nothing has happened, and no day has passed, since the system looked.</summary>
    public bool IsLookedAt { get; set; }

    /// <summary>Whether the system wanted something that its own rules refuse.</summary>
    public bool IsStuck { get; set; }
}

internal sealed class ModelDecal
{
    public DecalState State { get; set; } = DecalState.InStock;

    /// <summary>Where its partnership stood when it was handed out; null while it was not.</summary>
    public PartnershipStatus? HandedOutTo { get; set; }

    public List<RecallStatus> Recalls { get; } = [];
}

using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Geography;
using SafeZones.Domain.Partnerships;
using Visit = SafeZones.Api.Features.Partnerships.LogOutreachVisit.Body;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>
/// The partnerships that visits are about, locked, with the visits that are known. Each visit finds them as the one before it has
/// left them.
/// </summary>
internal sealed class OutreachStanding(
    IEnumerable<OutreachStanding.Place> places, IEnumerable<OutreachVisit> known, Guid? recordedBy, DateTimeOffset now)
{
    private readonly Dictionary<Guid, Place> places = places.ToDictionary(place => place.Id);
    private readonly Dictionary<Guid, OutreachVisit> known = known.ToDictionary(visit => visit.Id);
    private readonly List<OutreachVisit> added = [];
    private readonly List<SqlCall> history = [];

    public DateTimeOffset Now => now;

    /// <summary>The visits that are to be stored.</summary>
    public IReadOnlyList<OutreachVisit> Added => added;

    /// <summary>The partnerships that they were about, as they stand after them.</summary>
    public IReadOnlyList<Place> Touched => [.. places.Values.Where(place => place.IsTouched)];

    /// <summary>The lines of history of the moves that follow.</summary>
    public IReadOnlyList<SqlCall> History => history;

    /// <summary>Notes a visit to be stored, unless it is known or refused.</summary>
    public OutreachLog.Entry Enter(Visit visit, PartnershipActor actor)
    {
        if (known.TryGetValue(visit.Id, out var before))
        {
            return Says(before, visit) ? new(before, IsNew: false) : Refused(ProblemCode.VisitIdTaken);
        }

        if (!places.TryGetValue(visit.PartnershipId, out var place))
        {
            return Refused(ProblemCode.PartnershipMissing);
        }

        if (place.Visits >= LogOutreachVisit.VisitsMax)
        {
            return Refused(ProblemCode.LimitReached);
        }

        var visitedOn = TimeZoneName.DayOf(visit.VisitedAt, place.TimeZone);
        var stored = new OutreachVisit(
            visit.Id, visit.PartnershipId, visit.VisitedAt, visit.Outcome, [.. visit.Objections], [.. visit.MaterialsLeft],
            visit.NextStepOn, visit.RecontactAfter ?? Outreach.RecontactAfter(visit.Outcome, visitedOn), recordedBy, now);
        places[place.Id] = Moved(place, stored, visitedOn, actor);
        added.Add(stored);
        known.Add(stored.Id, stored);
        return new(stored, IsNew: true);
    }

    private Place Moved(Place place, OutreachVisit visit, DateOnly visitedOn, PartnershipActor actor)
    {
        var moves = Outreach.MovesOf(place.Status, visit.Outcome, actor, mayRecontact: !(visitedOn < place.RecontactAfter));
        // The moves of one visit after those of another, as their ids keep them.
        var (status, lines) = PartnershipHistory.Make(
            place.Id, place.Status, moves, actor, recordedBy, now.AddMicroseconds(history.Count));
        history.AddRange(lines);
        return place with
        {
            Status = status,
            NextStepOn = visit.NextStepOn,
            // A venue that said no is left in peace, whoever came by meanwhile.
            RecontactAfter = visit.RecontactAfter ?? (status == PartnershipStatus.Declined ? place.RecontactAfter : null),
            Visits = place.Visits + 1,
            IsTouched = true,
            HasMoved = place.HasMoved || moves.Count > 0,
        };
    }

    private static bool Says(OutreachVisit known, Visit visit) =>
        known.PartnershipId == visit.PartnershipId && known.VisitedAt == visit.VisitedAt && known.Outcome == visit.Outcome
        && known.Objections.SequenceEqual(visit.Objections) && known.MaterialsLeft.SequenceEqual(visit.MaterialsLeft)
        && known.NextStepOn == visit.NextStepOn
        && (visit.RecontactAfter is null || known.RecontactAfter == visit.RecontactAfter);

    private static OutreachLog.Entry Refused(ProblemCode code) => new(null, IsNew: false, code.Name);

    /// <summary>A partnership.</summary>
    internal sealed record Place(
        Guid Id, PartnershipStatus Status, DateOnly? RecontactAfter, DateOnly? NextStepOn, Guid VenueId, string TimeZone)
    {
        /// <summary>How many visits there are about it.</summary>
        public long Visits { get; init; }

        /// <summary>Whether a visit is to be stored about it.</summary>
        public bool IsTouched { get; init; }

        /// <summary>Whether a move follows from one.</summary>
        public bool HasMoved { get; init; }
    }
}

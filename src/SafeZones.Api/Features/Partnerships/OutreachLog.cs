using Npgsql;
using SafeZones.Api.Features.Partnerships.Decals;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Geography;
using SafeZones.Domain.Partnerships;
using Visit = SafeZones.Api.Features.Partnerships.LogOutreachVisit.Body;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>
/// The one way in which visits are stored, one or many: under the locks of their partnerships, in their order, each with the
/// moves that follow from it. What is stored already is answered as it is.
/// </summary>
internal sealed class OutreachLog(TenantDatabase database, CallerAccessor callers, AuditTrail audit, TimeProvider clock)
{
    private const int AttemptsMax = 3;

    /// <summary>What becomes of each visit. Unless it is lenient, nothing is stored when one of them is refused.</summary>
    public async Task<List<Entry>> Log(IReadOnlyList<Visit> visits, bool isLenient, CancellationToken cancellationToken)
    {
        var start = DatabaseDoor.Mark;
        for (var attempt = 1; ; attempt++)
        {
            var standing = await Lock(start, visits, cancellationToken);
            var entries = visits.Select(visit => standing.Enter(visit, PartnershipHistory.ActorOf(callers.Caller))).ToList();
            if (!isLenient && entries.Exists(entry => entry.Refusal is not null))
            {
                return entries;
            }

            try
            {
                await Store(standing, cancellationToken);
                return entries;
            }
            catch (PostgresException broken) when (isLenient && attempt < AttemptsMax
                && broken.SqlState is PostgresErrorCodes.UniqueViolation)
            {
                // Another phone took an id since we looked; the next look sees it.
                start = DatabaseDoor.ReturnToMark;
            }
        }
    }

    private async Task<OutreachStanding> Lock(SqlCall first, IReadOnlyList<Visit> visits, CancellationToken cancellationToken)
    {
        await using var answers = await database.Ask(
            [
                first,
                new SqlCall(LockPartnerships, new
                {
                    partnershipIds = visits.Select(visit => visit.PartnershipId).Distinct().ToArray(),
                    ids = visits.Select(visit => visit.Id).Distinct().ToArray(),
                }),
            ],
            cancellationToken);
        var places = await answers.List<OutreachStanding.Place>(cancellationToken);
        var counts = (await answers.List<VisitCount>(cancellationToken)).ToDictionary(count => count.PartnershipId, count => count.Visits);
        // To the microsecond, as the database keeps it: what is answered now is what is read later.
        var now = clock.GetUtcNow();
        return new OutreachStanding(
            places.Select(place => place with { Visits = counts.GetValueOrDefault(place.Id) }),
            await answers.List<OutreachVisit>(cancellationToken),
            callers.Caller.Id,
            now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond)));
    }

    private async Task Store(OutreachStanding standing, CancellationToken cancellationToken)
    {
        if (standing.Added.Count == 0)
        {
            audit.RecordNoChange();
            return;
        }

        await database.Execute(
            [
                .. standing.Added.Select(Insert),
                .. standing.Touched.Select(place => Update(place, standing.Now)),
                .. standing.History,
                .. standing.Touched.SelectMany(place => SuspensionProposals.SettleBy(place.Id, place.Status)),
            ],
            cancellationToken);
        await Close(
            [.. standing.Touched.Where(place => place is { Status: PartnershipStatus.Closed, HasMoved: true })], standing.Now, cancellationToken);
        foreach (var visit in standing.Added)
        {
            audit.Record("outreach_visit", visit.Id, ["outcome", "visited_at"]);
        }

        foreach (var place in standing.Touched.Where(place => place.HasMoved))
        {
            audit.Record("partnership", place.Id, ["status"]);
        }
    }

    // Somebody stood before a place that is gone: what is on show there is asked back, and nobody needs its people.
    private async Task Close(
        IReadOnlyList<OutreachStanding.Place> closed, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var place in closed)
        {
            await DecalRecalls.Follow(
                database, place.Id, place.Status, TimeZoneName.DayOf(now, place.TimeZone), now, cancellationToken);
        }

        // Each venue once and in one order, as the contacts of several are locked.
        foreach (var place in closed.DistinctBy(place => place.VenueId).OrderBy(place => place.VenueId))
        {
            await using var contacts = await database.Ask(
                [ContactPurge.Schedule(place.VenueId, TimeZoneName.DayOf(now, place.TimeZone), now)], cancellationToken);
            await ContactPurge.Record(contacts, audit, cancellationToken);
        }
    }

    private static SqlCall Insert(OutreachVisit visit) => new(InsertVisit, new
    {
        id = visit.Id,
        partnershipId = visit.PartnershipId,
        visitedAt = visit.VisitedAt,
        outcome = visit.Outcome,
        objections = visit.Objections,
        materialsLeft = visit.MaterialsLeft,
        nextStepOn = visit.NextStepOn,
        recontactAfter = visit.RecontactAfter,
        recordedBy = visit.RecordedBy,
        recordedAt = visit.RecordedAt,
    });

    private static SqlCall Update(OutreachStanding.Place place, DateTimeOffset now) => new(UpdatePartnership, new
    {
        partnershipId = place.Id,
        status = place.Status,
        hasMoved = place.HasMoved,
        nextStepOn = place.NextStepOn,
        recontactAfter = place.RecontactAfter,
        now,
    });

    /// <summary>What became of a visit: it is stored, now or before, or the code of the problem that keeps it out.</summary>
    internal sealed record Entry(OutreachVisit? Visit, bool IsNew, string? Refusal = null)
    {
        public Problem ToProblem(string pointer) => new(ProblemCode.All.First(code => code.Name == Refusal), ToFault(pointer));

        /// <param name="pointer">Where the visit stands in the body.</param>
        public Fault ToFault(string pointer) =>
            Refusal == ProblemCode.VisitIdTaken.Name ? Fault.At($"{pointer}/id", FaultCode.Taken)
            : Refusal == ProblemCode.PartnershipMissing.Name ? Fault.At($"{pointer}/partnership_id", FaultCode.Missing)
            : Fault.At(pointer, FaultCode.TooMany, ("most", LogOutreachVisit.VisitsMax));
    }

    private sealed record VisitCount(Guid PartnershipId, long Visits);

    // Locked in one order, so that the same visits sent twice at once wait, and two visits move one after the other. What is
    // stored is looked for after that.
    private const string LockPartnerships =
        $"""
        select r.id, r.status, r.recontact_after, r.next_step_on, r.venue_id, v.time_zone
        from partnerships r
        join venues v on v.tenant_id = r.tenant_id and v.id = r.venue_id
        where r.tenant_id = @tenantId and r.id = any(@partnershipIds)
        order by r.id
        for update of r;

        select o.partnership_id, count(*) as visits
        from outreach_visits o
        where o.tenant_id = @tenantId and o.partnership_id = any(@partnershipIds)
        group by o.partnership_id;

        select {OutreachVisit.Columns} from outreach_visits o where o.tenant_id = @tenantId and o.id = any(@ids)
        """;

    private const string InsertVisit =
        """
        insert into outreach_visits (
            tenant_id, id, partnership_id, visited_at, outcome, objections, materials_left, next_step_on, recontact_after,
            recorded_by, recorded_at)
        values (
            @tenantId, @id, @partnershipId, @visitedAt, @outcome, @objections, @materialsLeft, @nextStepOn, @recontactAfter,
            @recordedBy, @recordedAt)
        """;

    private const string UpdatePartnership =
        """
        update partnerships r
        set status = @status, due_at = @now, status_since = case when @hasMoved then @now else r.status_since end,
            next_step_on = @nextStepOn, recontact_after = @recontactAfter, updated_at = @now, version = r.version + 1
        where r.tenant_id = @tenantId and r.id = @partnershipId
        """;
}

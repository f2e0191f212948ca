using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Problems;
using SafeZones.Api.Platform.Secrets;

namespace SafeZones.Api.Features.Interventions;

/// <summary>The one way in which an intervention is told, by a member or by a venue's own link: two round trips.</summary>
internal sealed class InterventionLog(
    TenantDatabase database, CallerAccessor callers, OrganisationKeys keys, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Interventions that are told of one venue on one day: many times what the busiest night brings.</summary>
    internal const int RecordedADayMax = 100;

    /// <summary>Stores it as it was told, with the narrative sealed.</summary>
    public async Task<Intervention> Add(
        Guid partnershipId, InterventionReport report, string? narrative, CancellationToken cancellationToken)
    {
        var (place, key) = await Look(partnershipId, cancellationToken);
        InterventionWriting.Refuse(place, report, narrative);
        Problem.ThrowIfTooMany(place.RecordedToday + 1, RecordedADayMax);

        // Not made from the clock: an id that is passed on does not tell when somebody asked for help.
        var id = Guid.NewGuid();
        var retentionUntil = place.RetentionUntil(report);
        var purgeOn = narrative is null ? (DateOnly?)null : place.PurgeOn;
        var dueOn = InterventionWriting.DueOn(retentionUntil, purgeOn);
        List<SqlCall> writing =
        [
            new(InsertIntervention, new { id, partnershipId, today = place.Today, retentionUntil, dueOn }),
            InterventionWriting.Edition(id, edition: 1, report, place.Today, callers.Caller.Id),
        ];
        if (narrative is not null)
        {
            key ??= await keys.Make(cancellationToken);
            writing.Add(InterventionWriting.Narrative(id, edition: 1, keys, key, narrative, place.PurgeOn));
        }

        audit.Record("intervention", id, narrative is null ? ["report"] : ["report", "narrative"]);
        // Nothing is decided any more: all of it travels with the commit.
        database.CloseWith(writing);
        return Intervention.Told(id, partnershipId, report, narrative is not null, place.Today, retentionUntil);
    }

    private async Task<(InterventionWriting.Place Place, OrganisationKey? Key)> Look(
        Guid partnershipId, CancellationToken cancellationToken)
    {
        await using var answers = await database.Ask(
            SelectPlaceThenLockKey, new { partnershipId, now = clock.GetUtcNow() }, cancellationToken);
        var place = await answers.FirstOrDefault<InterventionWriting.Place>(cancellationToken)
            ?? throw new Problem(ProblemCode.PartnershipMissing, Fault.At("/partnership_id", FaultCode.Missing));
        return (place, await answers.FirstOrDefault<OrganisationKey>(cancellationToken));
    }

    internal const string SelectPlaceThenLockKey =
        $"""
        select {InterventionWriting.Place.Columns}
        from partnerships r
        {InterventionWriting.Place.Joins}
        where r.tenant_id = @tenantId and r.id = @partnershipId;

        {OrganisationKey.LockCurrent}
        """;

    internal const string InsertIntervention =
        """
        insert into interventions (
            tenant_id, id, partnership_id, edition, review_status, recorded_on, retention_until, is_on_hold, due_on, version)
        values (@tenantId, @id, @partnershipId, 1, 'submitted', @today, @retentionUntil, false, @dueOn, 1)
        """;
}

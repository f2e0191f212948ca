using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Trainings;

namespace SafeZones.Api.Platform.Database;

/// <summary>
/// The one way in which it is written down that people came to work at a venue or left it, be it by somebody of the network, by the
/// venue's link or by its text message.
/// </summary>
internal sealed class StaffChanges(TenantDatabase database, CallerAccessor callers, AuditTrail audit, TimeProvider clock)
{
    /// <summary>How many come or leave at once.</summary>
    public const int PeopleMax = 100;

    /// <summary>Changes of one venue.</summary>
    private const int ChangesMax = 2000;

    /// <param name="venueId">Where.</param>
    /// <param name="changedOn">The day.</param>
    /// <param name="arrived">How many came; negative for those who left.</param>
    /// <param name="staffRole">What they do there.</param>
    /// <param name="personRef">The venue's own label of the one who left.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Guid> Record(
        Guid venueId, DateOnly changedOn, int arrived, StaffRole staffRole, string? personRef, CancellationToken cancellationToken)
    {
        await using (var answers = await database.Ask(LockVenueThenCount, new { venueId }, cancellationToken))
        {
            _ = await answers.FirstOrDefault<long?>(cancellationToken) ?? throw new Problem(ProblemCode.NotFound);
            Problem.ThrowIfTooMany(await answers.FirstOrDefault<long>(cancellationToken) + 1, ChangesMax);
        }

        var now = clock.GetUtcNow();
        var id = RowId.At(now);
        audit.Record("staff_change", id, ["changed_on", "arrived", "staff_role"]);
        await database.Execute(
            [
                new SqlCall(
                    InsertChange, new { id, venueId, changedOn, arrived, staffRole, personRef, recordedBy = callers.Caller.Id, now }),
                PartnershipReview.OfVenue(venueId, now),
            ],
            cancellationToken);
        return id;
    }

    // Locked, so that the venue is not deleted meanwhile and the count holds.
    private const string LockVenueThenCount =
        """
        select v.version
        from venues v
        where v.tenant_id = @tenantId and v.id = @venueId and v.deleted_at is null
        for no key update;

        select count(*) from staff_changes s where s.tenant_id = @tenantId and s.venue_id = @venueId
        """;

    private const string InsertChange =
        """
        insert into staff_changes (tenant_id, id, venue_id, changed_on, arrived, staff_role, person_ref, recorded_by, recorded_at)
        values (@tenantId, @id, @venueId, @changedOn, @arrived, @staffRole, @personRef, @recordedBy, @now)
        """;
}

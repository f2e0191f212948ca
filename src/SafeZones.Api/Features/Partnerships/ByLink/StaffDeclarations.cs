using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Geography;

namespace SafeZones.Api.Features.Partnerships.ByLink;

/// <summary>The one way in which a venue itself says how many people work there, by its link or by text message.</summary>
internal sealed class StaffDeclarations(TenantDatabase database, AuditTrail audit, TimeProvider clock)
{
    /// <summary>As of today, where the venue is.</summary>
    /// <param name="partnershipId">The venue in one of its programmes.</param>
    /// <param name="total">How many.</param>
    /// <param name="managers">How many of them are managers; as many as before unless given.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<VenueStanding> Declare(Guid partnershipId, int total, int? managers, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var venue = await Lock(partnershipId, cancellationToken);
        audit.Record("venue", venue.Id, ["staff_count"]);
        await database.Execute(
            [
                new SqlCall(DeclareCount, new
                {
                    venueId = venue.Id,
                    countId = RowId.At(now),
                    total,
                    managers = managers ?? Math.Min(venue.StaffManagers ?? 0, total),
                    asOf = TimeZoneName.DayOf(now, venue.TimeZone),
                    now,
                }),
                PartnershipReview.OfVenue(venue.Id, now),
            ],
            cancellationToken);
        return await VenueStanding.Read(database, partnershipId, on: null, now, cancellationToken);
    }

    private async Task<Place> Lock(Guid partnershipId, CancellationToken cancellationToken)
    {
        await using var answers = await database.Ask(LockVenueThenCount, new { partnershipId }, cancellationToken);
        var venue = await answers.FirstOrDefault<Place>(cancellationToken) ?? throw new Problem(ProblemCode.NotFound);
        Problem.ThrowIfTooMany(await answers.FirstOrDefault<long>(cancellationToken) + 1, CountsMax);
        return venue;
    }

    /// <summary>How often the staff of one venue may be declared: weekly for twenty years.</summary>
    private const int CountsMax = 1000;

    private sealed record Place(Guid Id, string TimeZone, int? StaffManagers);

    private const string LockVenueThenCount =
        """
        select v.id, v.time_zone, v.staff_managers
        from venues v
        join partnerships r on r.tenant_id = v.tenant_id and r.venue_id = v.id
        where r.tenant_id = @tenantId and r.id = @partnershipId and v.deleted_at is null
        for no key update of v;

        select count(*)
        from staff_counts c
        join partnerships r on r.tenant_id = c.tenant_id and r.venue_id = c.venue_id
        where r.tenant_id = @tenantId and r.id = @partnershipId
        """;

    private const string DeclareCount =
        """
        update venues v
        set staff_total = @total, staff_managers = @managers, staff_as_of = @asOf, staff_declared_by = 'venue', updated_at = @now,
            version = v.version + 1
        where v.tenant_id = @tenantId and v.id = @venueId;

        insert into staff_counts (tenant_id, id, venue_id, total, managers, as_of)
        values (@tenantId, @countId, @venueId, @total, @managers, @asOf)
        """;
}

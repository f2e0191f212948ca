using SafeZones.Api.Platform.Database;
using SafeZones.Domain.Geography;

namespace SafeZones.Api.Features.Areas;

/// <summary>
/// After areas have changed: every venue that was in one of them or lies in the extent gets the area that it lies in now.
/// The one column of venues that is derived from areas, and so the one that areas write.
/// </summary>
internal static class VenueReassignment
{
    /// <summary>Answers the ids of those that moved; they have a new version, because clients see their area.</summary>
    public static SqlCall After(Guid[] areaIds, BoundingBox? extent, DateTimeOffset now) => new(ReassignVenues, new
    {
        areaIds,
        west = extent?.West,
        south = extent?.South,
        east = extent?.East,
        north = extent?.North,
        now,
    });

    // Deleted venues too: their area is seen as well, and they come back as they were.
    private static readonly string ReassignVenues =
        $"""
        update venues v
        set area_id = placed.area_id, updated_at = @now, version = v.version + 1
        from (
            select p.id, ({AreaLookup.AreaAt("p.latitude", "p.longitude")}) as area_id
            from venues p
            where p.tenant_id = @tenantId
              and (p.area_id = any(@areaIds)
                  or p.latitude between @south and @north and p.longitude between @west and @east)) placed
        where v.tenant_id = @tenantId
          and v.id = placed.id
          and v.area_id is distinct from placed.area_id
        returning v.id
        """;
}

using SafeZones.Api.Platform.Database;
using SafeZones.Domain.Geography;

namespace SafeZones.Api.Features.Venues;

/// <summary>
/// In which area a venue lies: the smallest that holds its position. Derived, and so kept true from both sides: by
/// whoever writes a venue and, through <see cref="Reassign"/>, by whoever changes areas.
/// </summary>
internal static class VenuePlacement
{
    /// <summary>Travels before the first statement that reads areas or locks venues.</summary>
    public static readonly SqlCall KeepAreasStill = new("call keep_areas_still(@tenantId)", null);

    /// <summary>
    /// After areas have changed: every venue that was in one of them or lies in the extent gets the area that it lies in
    /// now. Answers the ids of those that moved; they have a new version, because clients see their area.
    /// </summary>
    public static SqlCall Reassign(Guid[] areaIds, BoundingBox? extent, DateTimeOffset now) => new(ReassignAreas, new
    {
        areaIds,
        west = extent?.West,
        south = extent?.South,
        east = extent?.East,
        north = extent?.North,
        now,
    });

    /// <summary>Selects the id of the smallest area that holds a position, given as SQL expressions.</summary>
    public static string AreaAt(string latitude, string longitude) =>
        $"""
        select o.area_id
            from area_rings o
            where o.tenant_id = @tenantId
              and o.south <= {latitude} and o.north >= {latitude}
              and o.west <= {longitude} and o.east >= {longitude}
              and o.ring = 0
              and o.outline @> point({longitude} * 1e6, {latitude} * 1e6)
              and not exists (
                  select from area_rings h
                  where h.tenant_id = @tenantId and h.area_id = o.area_id and h.part = o.part and h.ring > 0
                    and h.outline @> point({longitude} * 1e6, {latitude} * 1e6))
            order by o.area_size, o.area_id
            limit 1
        """;

    // Deleted venues too: their area is seen as well, and they come back as they were.
    private static readonly string ReassignAreas =
        $"""
        update venues v
        set area_id = placed.area_id, updated_at = @now, version = v.version + 1
        from (
            select p.id, ({AreaAt("p.latitude", "p.longitude")}) as area_id
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

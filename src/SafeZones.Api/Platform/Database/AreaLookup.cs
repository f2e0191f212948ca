namespace SafeZones.Api.Platform.Database;

/// <summary>
/// In which area a position lies: the smallest that holds it. Whoever writes a venue asks, and whoever changes areas asks
/// again for the venues that they touch; so both say it here.
/// </summary>
internal static class AreaLookup
{
    /// <summary>
    /// Travels before the first statement that reads areas or locks venues: nobody changes areas until this commits.
    /// </summary>
    public static readonly SqlCall KeepAreasStill = new("call keep_areas_still(@tenantId)", null);

    /// <summary>The first statement of every change of areas: nobody places a venue until this commits.</summary>
    public static readonly SqlCall ChangeAreasAlone = new("call change_areas_alone(@tenantId)", null);

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
}

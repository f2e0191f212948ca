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

    /// <summary>Whether a position, given as SQL expressions, lies in any of some areas, given as an expression of their ids.</summary>
    public static string IsIn(string areaIds, string latitude, string longitude) =>
        $"""
        exists (
            select from area_rings o
            where o.tenant_id = @tenantId and o.area_id = any({areaIds})
              and {Holds("o", latitude, longitude)})
        """;

    /// <summary>Selects the id of the smallest area that holds a position, given as SQL expressions.</summary>
    public static string AreaAt(string latitude, string longitude) =>
        $"""
        select o.area_id
            from area_rings o
            where o.tenant_id = @tenantId
              and {Holds("o", latitude, longitude)}
            order by o.area_size, o.area_id
            limit 1
        """;

    // In an outline and in none of its holes.
    private static string Holds(string ring, string latitude, string longitude) =>
        $"""
        {ring}.south <= {latitude} and {ring}.north >= {latitude}
              and {ring}.west <= {longitude} and {ring}.east >= {longitude}
              and {ring}.ring = 0
              and {ring}.outline @> point({longitude} * 1e6, {latitude} * 1e6)
              and not exists (
                  select from area_rings h
                  where h.tenant_id = @tenantId and h.area_id = {ring}.area_id and h.part = {ring}.part and h.ring > 0
                    and h.outline @> point({longitude} * 1e6, {latitude} * 1e6))
        """;
}

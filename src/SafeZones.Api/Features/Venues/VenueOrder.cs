namespace SafeZones.Api.Features.Venues;

/// <summary>
/// An order of the list of venues: the statement for a page, the one that counts, and where the first page begins. A
/// page is found by key: it begins after the last venue of the page before.
/// </summary>
internal sealed record VenueOrder(string Page, string Count, string? FirstKey, Guid FirstId)
{
    /// <summary>Nearest first.</summary>
    public static readonly VenueOrder Nearest = Of(
        """
        venues v
        cross join lateral (select distance_m(v.latitude, v.longitude, @latitude, @longitude) as metres) away
        """,
        """
        v.latitude between @aroundSouth and @aroundNorth
          and case when @aroundWest <= @aroundEast
              then v.longitude between @aroundWest and @aroundEast
              else v.longitude >= @aroundWest or v.longitude <= @aroundEast end
          and away.metres <= @radius
        """,
        "away.metres", "double precision", isDescending: false, firstKey: "-1", distance: "away.metres");

    /// <summary>
    /// Best match first: the text as it is, which is what short words and scripts without spaces need, or most trigrams
    /// of it. No index helps under row security, so an organisation's names are all looked at; the bits leave few to
    /// compare. DECISIONS.md has the measured cost.
    /// </summary>
    public static readonly VenueOrder BestMatch = Of(
        """
        venues v
        cross join lateral (
            select case
                when position(@searchText in v.search_text) > 0 then -1
                when bit_count(v.search_bits & @searchBits) * 5 >= bit_count(@searchBits) * 2
                    then -word_similarity(@searchText, v.search_text)
                else 0 end::double precision as unlike) name
        """,
        "name.unlike <= -0.5",
        "name.unlike", "double precision", isDescending: false, firstKey: "-2", distance: "null::double precision");

    private static readonly Dictionary<string, VenueOrder> BySort = new()
    {
        // Ids are UUID v7: their order is that of registration.
        ["created_at"] = Plain("null::text", "text", isDescending: false, firstKey: null),
        ["-created_at"] = Plain("null::text", "text", isDescending: true, firstKey: null),
        ["updated_at"] = Plain("v.updated_at", "timestamptz", isDescending: false, firstKey: "-infinity"),
        ["-updated_at"] = Plain("v.updated_at", "timestamptz", isDescending: true, firstKey: "infinity"),
        ["name"] = Plain("v.search_text", "text", isDescending: false, firstKey: ""),
        ["-name"] = Plain("v.search_text", "text", isDescending: true, firstKey: "\U0010FFFF"),
    };

    /// <summary>The order that <c>sort</c> names.</summary>
    public static VenueOrder Of(string? sort) => BySort[sort ?? "created_at"];

    private static VenueOrder Plain(string key, string type, bool isDescending, string? firstKey) =>
        Of("venues v", "true", key, type, isDescending, firstKey, "null::double precision");

    private static VenueOrder Of(
        string from, string where, string key, string type, bool isDescending, string? firstKey, string distance)
    {
        var (beyond, direction) = isDescending ? ("<", "desc") : (">", "asc");
        var (after, order) = firstKey is null
            ? ($"v.id {beyond} @afterId", $"v.id {direction}")
            : ($"({key}, v.id) {beyond} (@afterKey::{type}, @afterId)", $"{key} {direction}, v.id {direction}");
        return new VenueOrder(
            $"""
            select {Venue.ListColumns}, {distance} as distance_m, ({key})::text as list_key
            from {from}
            where {Filters}
              and {where}
              and {after}
            order by {order}
            limit @rows
            """,
            $"""
            select count(*)
            from {from}
            where {Filters}
              and {where}
            """,
            firstKey,
            isDescending ? Guid.AllBitsSet : Guid.Empty);
    }

    private const string Filters =
        """
        v.tenant_id = @tenantId
          and (v.deleted_at is null and @isRegistered or v.deleted_at is not null and @isDeleted)
          and (@categories::venue_category[] is null or v.category = any(@categories))
          and (@areaId::uuid is null or v.area_id = @areaId)
          and (@chainId::uuid is null or v.chain_id = @chainId)
          and (@updatedSince::timestamptz is null or v.updated_at >= @updatedSince)
          and (@west::double precision is null
              or v.latitude between @south and @north
                  and case when @west <= @east
                      then v.longitude between @west and @east
                      else v.longitude >= @west or v.longitude <= @east end)
        """;
}

using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Domain.Languages;

namespace SafeZones.Api.Features.Venues;

/// <summary>The statements by which a venue is written and read back; every slice that writes one uses these.</summary>
internal static class VenueWriting
{
    /// <summary>A new venue with its external ids, in the area that it lies in.</summary>
    public static IEnumerable<SqlCall> Insert(Guid id, VenueBody body, CallersOrganisation organisation, DateTimeOffset now)
    {
        var values = Values(id, body, organisation, now);
        return
        [
            AreaLookup.KeepAreasStill, new SqlCall(InsertVenue, values), .. ExternalIds(id, body), .. StaffCount(id, body, now),
            new SqlCall(AssignArea, values),
        ];
    }

    /// <summary>New venues, all in one round trip.</summary>
    public static IEnumerable<SqlCall> InsertMany(
        IReadOnlyList<(Guid Id, VenueBody Body)> venues, CallersOrganisation organisation, DateTimeOffset now) =>
    [
        .. venues.Select(venue => new SqlCall(InsertVenue, Values(venue.Id, venue.Body, organisation, now))),
        // In one order everywhere: two batches that share ids wait for each other once and not in a circle.
        .. venues.SelectMany(venue => venue.Body.ExternalIds.Select(pair => (venue.Id, Source: pair.Key, ExternalId: pair.Value)))
            .OrderBy(named => named.Source, StringComparer.Ordinal).ThenBy(named => named.ExternalId, StringComparer.Ordinal)
            .Select(named => new SqlCall(InsertExternalId, new { id = named.Id, source = named.Source, externalId = named.ExternalId })),
        .. venues.SelectMany(venue => StaffCount(venue.Id, venue.Body, now)),
        new SqlCall(AssignAreas, new { ids = venues.Select(venue => venue.Id).ToArray() }),
    ];

    /// <summary>
    /// An existing venue as the body says; its version goes up. Whoever locked it kept the areas still before that.
    /// </summary>
    /// <param name="venue">As it was.</param>
    /// <param name="body">As it shall be.</param>
    /// <param name="organisation">Whose it is.</param>
    /// <param name="now">The time.</param>
    public static IEnumerable<SqlCall> Update(Venue venue, VenueBody body, CallersOrganisation organisation, DateTimeOffset now) =>
    [
        new SqlCall(UpdateVenue, Values(venue.Id, body, organisation, now)),
        new SqlCall(DeleteExternalIds, new { id = venue.Id }),
        .. ExternalIds(venue.Id, body),
        .. body.StaffCount == venue.ToBody().StaffCount ? [] : StaffCount(venue.Id, body, now),
        PartnershipReview.OfVenue(venue.Id, now),
    ];

    /// <summary>Members that a registration sets, for the audit trail.</summary>
    public static IEnumerable<string> FieldsOf(VenueBody body) =>
        System.Text.Json.JsonSerializer.SerializeToNode(body, ApiJson.Options)!.AsObject().Select(member => member.Key);

    private static IEnumerable<SqlCall> ExternalIds(Guid id, VenueBody body) => body.ExternalIds.Select(pair =>
        new SqlCall(InsertExternalId, new { id, source = pair.Key, externalId = pair.Value }));

    // The venue shows the newest number; what holds on a day is computed from all of them.
    private static IEnumerable<SqlCall> StaffCount(Guid venueId, VenueBody body, DateTimeOffset now) => body.StaffCount is { } staff
        ? [new SqlCall(InsertStaffCount, new
        {
            countId = RowId.At(now), venueId, total = staff.N, managers = staff.Managers, asOf = staff.AsOf,
        })]
        : [];

    private static object Values(Guid id, VenueBody body, CallersOrganisation organisation, DateTimeOffset now)
    {
        var searchText = body.SearchText();
        return new
        {
            id,
            name = JsonText.Of(body.Name, ApiJson.Options),
            searchText,
            searchBits = SearchSignature.Of(searchText),
            category = body.Category,
            kind = body.Kind,
            chainId = body.ChainId,
            street = body.Address?.Street,
            locality = body.Address?.Locality,
            region = body.Address?.Region,
            postalCode = body.Address?.PostalCode,
            country = body.Address?.Country ?? organisation.Country,
            directions = body.Address?.Directions,
            latitude = body.Point?.Latitude,
            longitude = body.Point?.Longitude,
            timeZone = body.TimeZone ?? organisation.TimeZone,
            openingHours = body.OpeningHours,
            languages = body.Languages.ToArray(),
            offers = body.Offers.ToArray(),
            staffTotal = body.StaffCount?.N,
            staffManagers = body.StaffCount?.Managers,
            staffAsOf = body.StaffCount?.AsOf,
            staffDeclaredBy = body.StaffCount?.DeclaredBy,
            visibility = body.Visibility,
            now,
        };
    }

    internal const string SelectVenue = $"select {Venue.Columns} from venues v where v.tenant_id = @tenantId and v.id = @id";

    internal const string CountVenues = "select count(*) from venues v where v.tenant_id = @tenantId and v.deleted_at is null";

    internal const string InsertVenue =
        """
        insert into venues (
            tenant_id, id, name, search_text, search_bits, category, kind, chain_id, street, locality, region, postal_code, country,
            directions, latitude, longitude, time_zone, opening_hours, languages, offers, staff_total, staff_managers,
            staff_as_of, staff_declared_by, visibility, hidden_at, created_at, updated_at, version)
        values (
            @tenantId, @id, @name, @searchText, @searchBits, @category, @kind, @chainId, @street, @locality, @region, @postalCode,
            @country, @directions, @latitude, @longitude, @timeZone, @openingHours, @languages, @offers, @staffTotal,
            @staffManagers, @staffAsOf, @staffDeclaredBy, @visibility,
            case when @visibility not in ('public', 'approximate') then timestamptz '-infinity' end, @now, @now, 1)
        """;

    private const string InsertExternalId =
        """
        insert into venue_external_ids (tenant_id, source, external_id, venue_id)
        values (@tenantId, @source, @externalId, @id)
        """;

    /// <summary>How often the staff of one venue may be declared: weekly for twenty years.</summary>
    internal const int StaffCountsMax = 1000;

    internal const string CountStaffCounts = "select count(*) from staff_counts c where c.tenant_id = @tenantId and c.venue_id = @id";

    internal const string InsertStaffCount =
        """
        insert into staff_counts (tenant_id, id, venue_id, total, managers, as_of)
        values (@tenantId, @countId, @venueId, @total, @managers, @asOf)
        """;

    private const string DeleteExternalIds =
        "delete from venue_external_ids where tenant_id = @tenantId and venue_id = @id";

    // A statement of its own, because an insert that selects under row security does not work on Citus.
    internal static readonly string AssignArea =
        $"""
        update venues v
        set area_id = around.area_id
        from ({AreaLookup.AreaAt("@latitude", "@longitude")}) around
        where v.tenant_id = @tenantId and v.id = @id
        """;

    internal static readonly string AssignAreas =
        $"""
        update venues v
        set area_id = ({AreaLookup.AreaAt("v.latitude", "v.longitude")})
        where v.tenant_id = @tenantId and v.id = any(@ids) and v.latitude is not null
        """;

    private static readonly string UpdateVenue =
        $"""
        update venues v
        set name = @name, search_text = @searchText, search_bits = @searchBits, category = @category, kind = @kind, chain_id = @chainId,
            street = @street, locality = @locality, region = @region, postal_code = @postalCode, country = @country,
            directions = @directions, latitude = @latitude, longitude = @longitude, time_zone = @timeZone,
            opening_hours = @openingHours, languages = @languages, offers = @offers, staff_total = @staffTotal,
            staff_managers = @staffManagers, staff_as_of = @staffAsOf, staff_declared_by = @staffDeclaredBy,
            visibility = @visibility,
            hidden_at = case when @visibility not in ('public', 'approximate') then coalesce(v.hidden_at, @now) end,
            area_id = ({AreaLookup.AreaAt("@latitude", "@longitude")}),
            updated_at = @now, version = v.version + 1
        where v.tenant_id = @tenantId and v.id = @id
        """;
}

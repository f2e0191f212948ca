using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Domain;

namespace SafeZones.Api.Features.Venues;

/// <summary>A place that is, was or may become a safe zone.</summary>
public sealed class Venue : IVersioned
{
    /// <summary>For answers that are kept and given again.</summary>
    [JsonConstructor]
    private Venue()
    {
    }

    [SetsRequiredMembers]
    internal Venue(
        Guid id, JsonText name, VenueCategory category, VenueKind kind, Guid? chainId, string? street, string? locality,
        string? region, string? postalCode, string country, string? directions, double? latitude, double? longitude,
        Guid? areaId, string timeZone, string? openingHours, string[] languages, string[] offers, int? staffTotal,
        int? staffManagers, DateOnly? staffAsOf, StaffDeclarer? staffDeclaredBy, VenueVisibility visibility,
        JsonText externalIds, DateTimeOffset createdAt, DateTimeOffset updatedAt, DateTimeOffset? deletedAt, long version,
        double? distanceM, string? listKey)
    {
        Id = id;
        Name = name;
        Category = category;
        Kind = kind;
        ChainId = chainId;
        Address = new Address
        {
            Street = street, Locality = locality, Region = region, PostalCode = postalCode, Country = country,
            Directions = directions,
        };
        Point = latitude is null || longitude is null
            ? null
            : new GeoPosition { Latitude = latitude.Value, Longitude = longitude.Value };
        AreaId = areaId;
        TimeZone = timeZone;
        OpeningHours = openingHours;
        Languages = languages;
        Offers = offers;
        StaffCount = staffTotal is null
            ? null
            : new StaffCount
            {
                N = staffTotal.Value, Managers = staffManagers!.Value, AsOf = staffAsOf!.Value,
                DeclaredBy = staffDeclaredBy!.Value,
            };
        Visibility = visibility;
        ExternalIds = externalIds;
        CreatedAt = createdAt;
        UpdatedAt = updatedAt;
        DeletedAt = deletedAt;
        Version = version;
        ListKey = listKey;
        DistanceM = distanceM is null ? null : Math.Round(distanceM.Value, 1);
    }

    /// <summary>Never reused, never changes.</summary>
    public required Guid Id { get; init; }

    /// <summary>The name over the door, by language (BCP 47).</summary>
    public required JsonText Name { get; init; }

    /// <inheritdoc cref="VenueBody.Category"/>
    public required VenueCategory Category { get; init; }

    /// <summary>Whether it stays where it is.</summary>
    public required VenueKind Kind { get; init; }

    /// <inheritdoc cref="VenueBody.ChainId"/>
    public Guid? ChainId { get; init; }

    /// <inheritdoc cref="VenueBody.Address"/>
    public required Address Address { get; init; }

    /// <summary>Where it is, for maps (WGS 84).</summary>
    public GeoPosition? Point { get; init; }

    /// <summary>The smallest of the organisation's areas that its position lies in.</summary>
    public Guid? AreaId { get; init; }

    /// <summary>IANA name of its time zone.</summary>
    public required string TimeZone { get; init; }

    /// <inheritdoc cref="VenueBody.OpeningHours"/>
    public string? OpeningHours { get; init; }

    /// <inheritdoc cref="VenueBody.Languages"/>
    public required IReadOnlyList<string> Languages { get; init; }

    /// <inheritdoc cref="VenueBody.Offers"/>
    public required IReadOnlyList<string> Offers { get; init; }

    /// <inheritdoc cref="VenueBody.StaffCount"/>
    public StaffCount? StaffCount { get; init; }

    /// <summary>What the public may learn once it is a safe zone.</summary>
    public required VenueVisibility Visibility { get; init; }

    /// <inheritdoc cref="VenueBody.ExternalIds"/>
    public required JsonText ExternalIds { get; init; }

    /// <summary>When it was registered (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed (UTC).</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it was deleted (UTC); it can be restored.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>Counts its changes. In quotes it is the ETag, and what If-Match wants.</summary>
    public required long Version { get; init; }

    /// <summary>Metres from the position that was asked for with <c>near</c>.</summary>
    public double? DistanceM { get; init; }

    /// <summary>What a list is ordered by, exactly, for its cursor.</summary>
    [JsonIgnore]
    internal string? ListKey { get; }

    /// <summary>
    /// Venues with a similar name within 50 metres, in the answer to a registration: perhaps this one was there before.
    /// </summary>
    [JsonInclude]
    public IReadOnlyList<PossibleDuplicate>? PossibleDuplicates { get; internal set; }

    /// <summary>What a client would send to say the same.</summary>
    internal VenueBody ToBody() => new()
    {
        Name = Name.Read<Dictionary<string, string>>(ApiJson.Options),
        Category = Category,
        Kind = Kind,
        ChainId = ChainId,
        Address = Address,
        Point = Point,
        TimeZone = TimeZone,
        OpeningHours = OpeningHours,
        Languages = Languages,
        Offers = Offers,
        StaffCount = StaffCount,
        Visibility = Visibility,
        ExternalIds = ExternalIds.Read<Dictionary<string, string>>(ApiJson.Options),
    };

    /// <summary>The columns of table <c>venues v</c> that fill a venue.</summary>
    internal const string Columns = $"{ListColumns}, null::double precision as distance_m, null::text as list_key";

    /// <summary>The same without the two columns that a list fills: the distance and its own key.</summary>
    internal const string ListColumns =
        """
        v.id, v.name, v.category, v.kind, v.chain_id, v.street, v.locality, v.region, v.postal_code, v.country,
            v.directions, v.latitude, v.longitude, v.area_id, v.time_zone, v.opening_hours, v.languages, v.offers,
            v.staff_total, v.staff_managers, v.staff_as_of, v.staff_declared_by, v.visibility,
            coalesce((
                select jsonb_object_agg(x.source, x.external_id)
                from venue_external_ids x
                where x.tenant_id = v.tenant_id and x.venue_id = v.id), '{}') as external_ids,
            v.created_at, v.updated_at, v.deleted_at, v.version
        """;
}

/// <summary>A venue that may be the same one.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="DistanceM">How far it is, in metres.</param>
/// <param name="NameSimilarity">How alike the names are, from 0 to 1.</param>
public sealed record PossibleDuplicate(Guid Id, JsonText Name, double DistanceM, double NameSimilarity);

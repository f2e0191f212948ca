using System.ComponentModel.DataAnnotations;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain;

namespace SafeZones.Api.Features.Venues;

/// <summary>What a client says of a venue.</summary>
public sealed record VenueBody : IConsistent
{
    internal const int LanguagesMax = 20;
    internal const int OffersMax = 30;
    internal const int ExternalIdsMax = 10;

    /// <summary>The name over the door, by language (BCP 47).</summary>
    [TranslatedText]
    public required IReadOnlyDictionary<string, string> Name { get; init; }

    /// <summary>What kind of place it is.</summary>
    public required VenueCategory Category { get; init; }

    /// <summary>Whether it stays where it is; <c>fixed</c> unless said otherwise.</summary>
    public VenueKind Kind { get; init; } = VenueKind.Fixed;

    /// <summary>The chain that it belongs to.</summary>
    public Guid? ChainId { get; init; }

    /// <summary>Where it is, for people.</summary>
    public Address? Address { get; init; }

    /// <summary>Where it is, for maps (WGS 84). The area is derived from it.</summary>
    public GeoPosition? Point { get; init; }

    /// <summary>IANA name of its time zone; the organisation's unless said otherwise.</summary>
    [TimeZone]
    public string? TimeZone { get; init; }

    /// <summary>Opening hours in OpenStreetMap's syntax, such as <c>Mo-Su 07:00-22:30</c>.</summary>
    [OpeningHoursSyntax]
    public string? OpeningHours { get; init; }

    /// <summary>Languages that staff speak (BCP 47).</summary>
    [Length(0, LanguagesMax), LanguageTags]
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>What it offers to somebody who needs help, such as <c>phone_charging</c> or <c>quiet_room</c>.</summary>
    [Length(0, OffersMax), Tokens]
    public IReadOnlyList<string> Offers { get; init; } = [];

    /// <summary>How many people work there.</summary>
    public StaffCount? StaffCount { get; init; }

    /// <summary>What the public may learn once it is a safe zone; <c>hidden</c> unless said otherwise.</summary>
    public VenueVisibility Visibility { get; init; } = VenueVisibility.Hidden;

    /// <summary>Its ids in other systems, by source, such as <c>{"osm":"node/123"}</c>.</summary>
    [ExternalIds(ExternalIdsMax)]
    public IReadOnlyDictionary<string, string> ExternalIds { get; init; } = new Dictionary<string, string>();

    IEnumerable<Fault> IConsistent.Contradictions() =>
        StaffCount is { } staff && staff.Managers > staff.N
            ? [Fault.At("/staff_count/managers", FaultCode.Contradiction, ("rule", "managers ≤ n"))]
            : [];

    /// <summary>The same with what the organisation's own country and zone leave unsaid.</summary>
    internal VenueBody In(CallersOrganisation organisation) => this with
    {
        Address = (Address ?? new Address()) with { Country = Address?.Country ?? organisation.Country },
        TimeZone = TimeZone ?? organisation.TimeZone,
    };

    /// <summary>The names in every language, in the form in which they are searched.</summary>
    internal string SearchText() => Domain.Languages.SearchText.Normalise(string.Join(' ', Name.Values));
}

/// <summary>An address as people write it; every part is optional.</summary>
public sealed record Address
{
    /// <summary>Street and number.</summary>
    [StringLength(200, MinimumLength = 1)]
    public string? Street { get; init; }

    /// <summary>Town, district or village.</summary>
    [StringLength(100, MinimumLength = 1)]
    public string? Locality { get; init; }

    /// <summary>Province, governorate or state.</summary>
    [StringLength(100, MinimumLength = 1)]
    public string? Region { get; init; }

    /// <summary>Postal code.</summary>
    [StringLength(20, MinimumLength = 1)]
    public string? PostalCode { get; init; }

    /// <summary>ISO 3166-1 alpha-2; the organisation's country unless said otherwise.</summary>
    [Country]
    public string? Country { get; init; }

    /// <summary>How to find it where streets have no names.</summary>
    [StringLength(500, MinimumLength = 1)]
    public string? Directions { get; init; }
}

/// <summary>A position in degrees (WGS 84).</summary>
public sealed record GeoPosition
{
    /// <summary>North is positive.</summary>
    [Range(-90.0, 90.0)]
    public required double Latitude { get; init; }

    /// <summary>East is positive.</summary>
    [Range(-180.0, 180.0)]
    public required double Longitude { get; init; }
}

/// <summary>How many people work at a venue, as somebody declared it.</summary>
public sealed record StaffCount
{
    /// <summary>Everybody who works there.</summary>
    [Range(0, 10_000)]
    public required int N { get; init; }

    /// <summary>Managers among them.</summary>
    [Range(0, 10_000)]
    public int Managers { get; init; }

    /// <summary>The day that the count is of.</summary>
    [PastDate]
    public required DateOnly AsOf { get; init; }

    /// <summary>Who said so.</summary>
    public required StaffDeclarer DeclaredBy { get; init; }
}

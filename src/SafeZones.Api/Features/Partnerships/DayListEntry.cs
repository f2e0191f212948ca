using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using SafeZones.Api.Platform.Database;
using SafeZones.Domain;
using SafeZones.Domain.Partnerships;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>What to do at a venue.</summary>
public enum DayListTask
{
    /// <summary>Visit it, to win or keep its interest; then log the visit.</summary>
    Visit,
    /// <summary>Look whether it keeps its promise; then log the check-in.</summary>
    CheckIn,
}

/// <summary>Why something is to do.</summary>
public enum DayListReason
{
    /// <summary>Nobody has been there.</summary>
    NeverVisited,
    /// <summary>The last visit planned the next step for that day.</summary>
    NextStep,
    /// <summary>The venue wanted to be left in peace until that day.</summary>
    Recontact,
    /// <summary>That day is the last on which the next check is in time.</summary>
    Check,
}

/// <summary>Something to do at a venue today.</summary>
public sealed class DayListEntry
{
    [SetsRequiredMembers]
    internal DayListEntry(
        Guid partnershipId, Guid programmeId, PartnershipStatus status, DateOnly dueOn, DateOnly? nextStepOn,
        DateOnly? recontactAfter, Guid venueId, JsonText name, VenueCategory category, string? street, string? locality,
        string? region, string? postalCode, string country, string? directions, double? latitude, double? longitude,
        string? openingHours, string timeZone, double? distanceM, double listKey)
    {
        PartnershipId = partnershipId;
        ProgrammeId = programmeId;
        Status = status;
        Task = status == PartnershipStatus.Active ? DayListTask.CheckIn : DayListTask.Visit;
        Reason = status == PartnershipStatus.Active ? DayListReason.Check
            : dueOn == nextStepOn ? DayListReason.NextStep
            : dueOn == recontactAfter ? DayListReason.Recontact
            : DayListReason.NeverVisited;
        DueOn = dueOn;
        Venue = new DayListVenue(
            venueId, name, category, new DayListAddress(street, locality, region, postalCode, country, directions),
            latitude is null || longitude is null ? null : new DayListPoint(latitude.Value, longitude.Value), openingHours, timeZone);
        DistanceM = distanceM is null ? null : Math.Round(distanceM.Value, 1);
        ListKey = listKey;
    }

    /// <summary>The partnership that it is about, which the visit or check-in will name.</summary>
    public required Guid PartnershipId { get; init; }

    /// <summary>Its programme.</summary>
    public required Guid ProgrammeId { get; init; }

    /// <summary>Where the partnership stands.</summary>
    public required PartnershipStatus Status { get; init; }

    /// <summary>What to do.</summary>
    public required DayListTask Task { get; init; }

    /// <summary>Why.</summary>
    public required DayListReason Reason { get; init; }

    /// <summary>Since which day it is due, by the calendar of the venue.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>Where.</summary>
    public required DayListVenue Venue { get; init; }

    /// <summary>Metres from <c>near</c>; absent without it, and where the venue has no position.</summary>
    public double? DistanceM { get; init; }

    /// <summary>What the list is ordered by, exactly, for its cursor.</summary>
    [JsonIgnore]
    internal double ListKey { get; }

    internal static DayListEntry Example { get; } = new(
        Partnership.Example.Id, Partnership.Example.ProgrammeId, PartnershipStatus.Approached, new DateOnly(2026, 11, 24),
        new DateOnly(2026, 11, 24), null, Partnership.Example.VenueId, new JsonText("""{"vi":"Quán cà phê mẫu"}"""),
        VenueCategory.Cafe, "12 Hàng Bạc", "Hoàn Kiếm", null, null, "VN", null, 21.0338, 105.8522, "Mo-Su 07:00-23:00",
        "Asia/Ho_Chi_Minh", 240.5, 0);
}

/// <summary>A venue as somebody needs it who goes there.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name, by language (BCP 47).</param>
/// <param name="Category">What kind of place it is.</param>
/// <param name="Address">Where it is, for people.</param>
/// <param name="Point">Where it is, for maps; absent while it is not known.</param>
/// <param name="OpeningHours">When it is open, as OpenStreetMap writes it.</param>
/// <param name="TimeZone">IANA name of its time zone.</param>
public sealed record DayListVenue(
    Guid Id, JsonText Name, VenueCategory Category, DayListAddress Address, DayListPoint? Point, string? OpeningHours, string TimeZone);

/// <summary>An address as people write it.</summary>
/// <param name="Street">Street and number.</param>
/// <param name="Locality">Town, district or village.</param>
/// <param name="Region">Province, governorate or state.</param>
/// <param name="PostalCode">Postal code.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Directions">How to find it where streets have no names.</param>
public sealed record DayListAddress(
    string? Street, string? Locality, string? Region, string? PostalCode, string Country, string? Directions);

/// <summary>A position in degrees (WGS 84).</summary>
/// <param name="Latitude">North is positive.</param>
/// <param name="Longitude">East is positive.</param>
public sealed record DayListPoint(double Latitude, double Longitude);

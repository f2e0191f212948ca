using SafeZones.Api.Platform.Database;
using SafeZones.Domain.Partnerships;

namespace SafeZones.Api.Pages;

/// <summary>What a sticker's page says.</summary>
/// <param name="Reason">What the sticker is worth.</param>
/// <param name="Organisation">Who runs the programme, by language (BCP 47).</param>
/// <param name="BrandColour">The colour that its pages wear.</param>
/// <param name="Programme">The programme's name, by language (BCP 47).</param>
/// <param name="Venue">The venue's name, if it is a safe zone and wants to be known.</param>
/// <param name="Codeword">The word to ask by, if the programme is running and publishes it.</param>
/// <param name="Hotline">Whom to call (E.164).</param>
/// <param name="IsNearReader">Whether the places are near the reader, who has shown a position.</param>
/// <param name="Places">Where to go, the best first.</param>
internal sealed record Sticker(
    PublicReason Reason, JsonText? Organisation, string? BrandColour, JsonText? Programme, JsonText? Venue,
    string? Codeword, string? Hotline, bool IsNearReader,
    IReadOnlyList<NearbyPlace> Places);

/// <summary>A verified place that is open or may be.</summary>
/// <param name="Name">Its name, by language.</param>
/// <param name="Latitude">Its latitude as the directory shows it.</param>
/// <param name="Longitude">Its longitude as the directory shows it.</param>
/// <param name="IsApproximate">Whether that is the middle of a field in which it lies somewhere.</param>
/// <param name="Street">Its street, unless it is approximate.</param>
/// <param name="Locality">Its town or district.</param>
/// <param name="IsOpen">Whether its hours say that it is open; else nobody knows.</param>
/// <param name="Metres">How far it is from the reader or the sticker, if that place is known.</param>
internal sealed record NearbyPlace(
    JsonText Name, double? Latitude, double? Longitude, bool IsApproximate, string? Street, string? Locality, bool IsOpen, double? Metres);

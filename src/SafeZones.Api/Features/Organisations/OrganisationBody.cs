using System.ComponentModel.DataAnnotations;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Organisations;

/// <summary>What an organisation may change of itself.</summary>
public sealed record OrganisationBody : IConsistent
{
    /// <summary>Its name, by language (BCP 47).</summary>
    [TranslatedText]
    public required IReadOnlyDictionary<string, string> Name { get; init; }

    /// <summary>IANA name of its time zone; venues that are registered keep theirs.</summary>
    [TimeZone]
    public required string TimeZone { get; init; }

    /// <summary>The languages that it works in (BCP 47).</summary>
    [Length(1, 20), LanguageTags]
    public required IReadOnlyList<string> Locales { get; init; }

    /// <summary>The language where no other is asked for; one of <c>locales</c>.</summary>
    [Language]
    public required string DefaultLocale { get; init; }

    /// <summary>What it chooses for itself.</summary>
    public required ChosenSettings Settings { get; init; }

    IEnumerable<Fault> IConsistent.Contradictions() => Locales.Contains(DefaultLocale)
        ? []
        : [Fault.At("/default_locale", FaultCode.Contradiction, ("rule", "one of locales"))];
}

/// <summary>The settings that are an organisation's own choice.</summary>
public sealed record ChosenSettings
{
    /// <summary>How long records of people are kept, in months.</summary>
    [Range(1, 120)]
    public required int RetentionMonths { get; init; }

    /// <summary>Counts below this are suppressed; below 3 a neighbour can be recognised.</summary>
    [Range(3, 100)]
    public required int SuppressionK { get; init; }

    /// <summary>
    /// Whether venues get our pages for their action links. Off where your own front end does what `/v1/links/{token}` offers; the page of
    /// a sticker stays on, because people in danger open it.
    /// </summary>
    public bool HostedPages { get; init; } = true;

    /// <summary>Where your own front end takes action links, if hosted pages are off: the token is appended to it.</summary>
    [HttpsAddress]
    public string? LinksUrl { get; init; }

    /// <summary>The colour that hosted pages wear, as `#rrggbb`; white text on it has a contrast of at least 4.5.</summary>
    [BrandColour]
    public string? BrandColour { get; init; }
}

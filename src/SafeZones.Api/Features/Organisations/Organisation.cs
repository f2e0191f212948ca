using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;

namespace SafeZones.Api.Features.Organisations;

/// <summary>An organisation as its own people see it.</summary>
public sealed class Organisation : IVersioned
{
    /// <summary>For answers that are kept and given again.</summary>
    [JsonConstructor]
    private Organisation()
    {
    }

    [SetsRequiredMembers]
    internal Organisation(
        Guid id, JsonText name, string country, string timeZone, string[] locales, string defaultLocale, int retentionMonths,
        int suppressionK, bool hostedPages, string? linksUrl, string? brandColour, int venuesMax,
        DateTimeOffset createdAt, DateTimeOffset updatedAt, long version)
    {
        Id = id;
        Name = name;
        Country = country;
        TimeZone = timeZone;
        Locales = locales;
        DefaultLocale = defaultLocale;
        Settings = new OrganisationSettings(
            retentionMonths, suppressionK, hostedPages, linksUrl, brandColour, new Quotas { VenuesMax = venuesMax });
        CreatedAt = createdAt;
        UpdatedAt = updatedAt;
        Version = version;
    }

    /// <summary>Its id, the <c>org</c> claim of its members' tokens.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its name, by language (BCP 47).</summary>
    public required JsonText Name { get; init; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public required string Country { get; init; }

    /// <summary>IANA name of its time zone, which its venues have unless said otherwise.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The languages that it works in (BCP 47).</summary>
    public required IReadOnlyList<string> Locales { get; init; }

    /// <summary>The language where no other is asked for.</summary>
    public required string DefaultLocale { get; init; }

    /// <summary>What it chose for itself, and what it is allowed.</summary>
    public required OrganisationSettings Settings { get; init; }

    /// <summary>When it was created (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed (UTC).</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Counts its changes. In quotes it is the ETag, and what If-Match wants.</summary>
    public required long Version { get; init; }

    /// <summary>What a client would send to say the same.</summary>
    internal OrganisationBody ToBody() => new()
    {
        Name = Name.Read<Dictionary<string, string>>(ApiJson.Options),
        TimeZone = TimeZone,
        Locales = Locales,
        DefaultLocale = DefaultLocale,
        Settings = new ChosenSettings
        {
            RetentionMonths = Settings.RetentionMonths,
            SuppressionK = Settings.SuppressionK,
            HostedPages = Settings.HostedPages,
            LinksUrl = Settings.LinksUrl,
            BrandColour = Settings.BrandColour,
        },
    };

    internal const string Columns =
        """
        o.tenant_id as id, o.name, o.country, o.time_zone, o.locales, o.default_locale, o.retention_months,
            o.suppression_k, o.hosted_pages, o.links_url, o.brand_colour, o.venues_max, o.created_at, o.updated_at, o.version
        """;

    internal const string Select = $"select {Columns} from organisations o where o.tenant_id = @tenantId";

    internal static Organisation Example { get; } = new(
        DirectoryEntry.Example.Id, new JsonText("""{"en":"Example Network","vi":"Mạng lưới Ví dụ"}"""), "VN",
        "Asia/Ho_Chi_Minh", ["vi", "en"], "vi", OrganisationDefaults.RetentionMonths, OrganisationDefaults.SuppressionK,
        true, null, "#0b4f9e", OrganisationDefaults.VenuesMax, new DateTimeOffset(2026, 11, 23, 6, 0, 0, TimeSpan.Zero),
        new DateTimeOffset(2026, 11, 23, 6, 0, 0, TimeSpan.Zero), 1);
}

/// <summary>The settings of an organisation.</summary>
/// <param name="RetentionMonths">How long records of people are kept, in months.</param>
/// <param name="SuppressionK">Counts below this are suppressed.</param>
/// <param name="HostedPages">Whether venues get our pages for their action links.</param>
/// <param name="LinksUrl">Where its own front end takes them, if not.</param>
/// <param name="BrandColour">The colour that hosted pages wear.</param>
/// <param name="Quotas">How much it may hold; read-only.</param>
public sealed record OrganisationSettings(
    int RetentionMonths, int SuppressionK, bool HostedPages, string? LinksUrl, string? BrandColour, Quotas Quotas);

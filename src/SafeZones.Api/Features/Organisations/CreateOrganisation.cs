using System.ComponentModel.DataAnnotations;
using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain;
using SafeZones.Domain.Programmes;

namespace SafeZones.Api.Features.Organisations;

/// <summary>A platform operator opens an organisation, with its first owner and its first programme.</summary>
public static class CreateOrganisation
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/admin/organisations", Endpoint)
        .Requires(Permission.OperatePlatform)
        .Describe(nameof(CreateOrganisation), "Create an organisation",
            "Opens a data partition with its first owner and a programme from a preset, all or nothing.")
        .Takes(Example)
        .Gives(StatusCodes.Status201Created, DirectoryEntry.Example)
        .Refuses(ProblemCode.SlugTaken);

    private static async Task<IResult> Endpoint(
        Body body, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        var entry = await mediator.Send(new Command(body), cancellationToken);
        return Reply.Created(context, $"/v1/admin/organisations/{entry.Id}", entry);
    }

    /// <summary>A new organisation.</summary>
    public sealed record Body : IConsistent
    {
        /// <summary>Short name for addresses: lower-case letters, digits and hyphens.</summary>
        [RegularExpression(Domain.Slug.Pattern, ErrorMessage = Domain.Slug.Rule)]
        public required string Slug { get; init; }

        /// <summary>Its name, by language (BCP 47).</summary>
        [TranslatedText]
        public required IReadOnlyDictionary<string, string> Name { get; init; }

        /// <summary>ISO 3166-1 alpha-2.</summary>
        [Country]
        public required string Country { get; init; }

        /// <summary>IANA name of its time zone.</summary>
        [TimeZone]
        public required string TimeZone { get; init; }

        /// <summary>The languages that it works in (BCP 47).</summary>
        [Length(1, 20), LanguageTags]
        public required IReadOnlyList<string> Locales { get; init; }

        /// <summary>The language where no other is asked for; one of <c>locales</c>.</summary>
        [Language]
        public required string DefaultLocale { get; init; }

        /// <summary>The person who answers for it.</summary>
        public required FirstOwner Owner { get; init; }

        /// <summary>Its first programme.</summary>
        public required FirstProgramme Programme { get; init; }

        IEnumerable<Fault> IConsistent.Contradictions() => Locales.Contains(DefaultLocale)
            ? []
            : [Fault.At("/default_locale", FaultCode.Contradiction, ("rule", "one of locales"))];
    }

    /// <summary>Somebody whom an identity provider knows: by subject, or by e-mail until they first sign in.</summary>
    public sealed record FirstOwner : IConsistent
    {
        /// <summary>The provider's <c>iss</c>; the built-in issuer unless said otherwise.</summary>
        [StringLength(200, MinimumLength = 1)]
        public string? Issuer { get; init; }

        /// <summary>The provider's <c>sub</c> for them.</summary>
        [StringLength(200, MinimumLength = 1)]
        public string? Subject { get; init; }

        /// <summary>The e-mail address that the provider has verified; forgotten once they have signed in.</summary>
        [EmailAddress]
        public string? Email { get; init; }

        IEnumerable<Fault> IConsistent.Contradictions() => Subject is null == Email is null
            ? [Fault.At("/subject", FaultCode.Contradiction, ("rule", "give either subject or email"))]
            : [];
    }

    /// <summary>The programme to begin with; its policy can be changed later.</summary>
    public sealed record FirstProgramme
    {
        /// <summary>Its name, by language (BCP 47).</summary>
        [TranslatedText]
        public required IReadOnlyDictionary<string, string> Name { get; init; }

        /// <summary>The policy to begin with; <c>training_first</c> unless said otherwise.</summary>
        public ProgrammePreset Preset { get; init; } = ProgrammePreset.TrainingFirst;
    }

    internal sealed record Command(Body Body) : IPlatformCommand<DirectoryEntry>;

    internal sealed class Handler(PlatformDatabase database, IssuerSettings issuers, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, DirectoryEntry>
    {
        public async Task<DirectoryEntry> Handle(Command command, CancellationToken cancellationToken)
        {
            var body = command.Body;
            var now = clock.GetUtcNow();
            var organisationId = RowId.At(now);
            await database.Execute(
                OpenPartition,
                new
                {
                    organisationId,
                    slug = body.Slug,
                    country = body.Country,
                    name = JsonText.Of(body.Name, ApiJson.Options),
                    timeZone = body.TimeZone,
                    locales = body.Locales.ToArray(),
                    defaultLocale = body.DefaultLocale,
                    retentionMonths = OrganisationDefaults.RetentionMonths,
                    suppressionK = OrganisationDefaults.SuppressionK,
                    venuesMax = OrganisationDefaults.VenuesMax,
                    memberId = RowId.At(now),
                    issuer = body.Owner.Issuer ?? issuers.BuiltIn,
                    subject = body.Owner.Subject,
                    invitedEmail = body.Owner.Email?.ToLowerInvariant(),
                    programmeId = RowId.At(now),
                    programmeName = JsonText.Of(body.Programme.Name, ApiJson.Options),
                    policy = JsonText.Of(ProgrammePresets.Of(body.Programme.Preset), ApiJson.Options),
                    now,
                },
                cancellationToken);
            audit.Record("organisation", organisationId,
                ["slug", "name", "country", "time_zone", "locales", "default_locale", "owner", "programme"]);
            return new DirectoryEntry(
                organisationId, body.Slug, OrganisationStatus.Active, Placement.Shared, body.Country, now, now, 1)
            {
                Quotas = new Quotas { VenuesMax = OrganisationDefaults.VenuesMax },
            };
        }
    }

    internal static Body Example { get; } = new()
    {
        Slug = "example-network",
        Name = new Dictionary<string, string> { ["en"] = "Example Network", ["vi"] = "Mạng lưới Ví dụ" },
        Country = "VN",
        TimeZone = "Asia/Ho_Chi_Minh",
        Locales = ["vi", "en"],
        DefaultLocale = "vi",
        Owner = new FirstOwner { Subject = "example-owner" },
        Programme = new FirstProgramme
        {
            Name = new Dictionary<string, string> { ["en"] = "Safe Zones", ["vi"] = "Khu vực An toàn" },
            Preset = ProgrammePreset.TrainingFirst,
        },
    };

    // The directory is the platform's; from set_tenant on, the rows are written inside the new partition's walls.
    private const string OpenPartition =
        """
        insert into tenant_directory (id, slug, status, placement, country, created_at, updated_at, version)
        values (@organisationId, @slug, 'active', 'shared', @country, @now, @now, 1);

        insert into programme_slugs (slug, organisation_id, programme_id)
        values (@slug, @organisationId, @programmeId);

        select set_tenant(@organisationId);

        insert into organisations (
            tenant_id, name, country, time_zone, locales, default_locale, retention_months, suppression_k, venues_max,
            created_at, updated_at, version)
        values (
            @organisationId, @name, @country, @timeZone, @locales, @defaultLocale, @retentionMonths, @suppressionK,
            @venuesMax, @now, @now, 1);

        insert into members (
            tenant_id, id, issuer, subject, invited_email, role, area_ids, created_at, updated_at, version)
        values (@organisationId, @memberId, @issuer, @subject, @invitedEmail, 'owner', '{}', @now, @now, 1);

        insert into programmes (
            tenant_id, id, name, public_slug, policy, status, created_at, updated_at, version)
        values (@organisationId, @programmeId, @programmeName, @slug, @policy, 'draft', @now, @now, 1)
        """;
}

using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Organisations;

/// <summary>An owner changes what the organisation says of itself and chooses for itself.</summary>
public static class PatchOrganisation
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPatch("/v1/organisation", Endpoint)
        .Requires(Permission.ManageOrganisation)
        .Describe(nameof(PatchOrganisation), "Change your organisation", """
            A merge patch: members that are there replace, what is absent stays. Quotas are the platform operator's; slug and
            country never change.
            """)
        .TakesPatch(new { settings = new { retention_months = 12 } }, typeof(OrganisationBody))
        .Gives(StatusCodes.Status200OK, Organisation.Example);

    private static async Task<IResult> Endpoint(
        MergePatch<OrganisationBody> patch, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var expected = ETags.RequireIfMatch(context);
        return Reply.Ok(context, await mediator.Send(new Command(patch, expected), cancellationToken));
    }

    internal sealed record Command(MergePatch<OrganisationBody> Patch, long? ExpectedVersion) : ICommand<Organisation>;

    internal sealed class Handler(TenantDatabase database, Membership membership, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, Organisation>
    {
        public async Task<Organisation> Handle(Command command, CancellationToken cancellationToken)
        {
            var organisation = await database.FirstOrDefault<Organisation>(LockOrganisation, values: null, cancellationToken)
                ?? throw new Problem(ProblemCode.NotFound);
            ETags.RefuseStale(command.ExpectedVersion, organisation.Version);
            var (body, changed) = command.Patch.ApplyTo(organisation.ToBody());
            if (changed.Length == 0)
            {
                audit.RecordNoChange();
                return organisation;
            }

            audit.Record("organisation", organisation.Id, changed);
            // Callers carry the organisation's defaults with them.
            database.AfterCommit(membership.Forget);
            return (await database.FirstOrDefault<Organisation>(
                UpdateOrganisation,
                new
                {
                    name = JsonText.Of(body.Name, ApiJson.Options),
                    timeZone = body.TimeZone,
                    locales = body.Locales.ToArray(),
                    defaultLocale = body.DefaultLocale,
                    retentionMonths = body.Settings.RetentionMonths,
                    suppressionK = body.Settings.SuppressionK,
                    hostedPages = body.Settings.HostedPages,
                    linksUrl = body.Settings.LinksUrl,
                    brandColour = body.Settings.BrandColour,
                    now = clock.GetUtcNow(),
                },
                cancellationToken))!;
        }
    }

    // Locked, so that a second patch on the same ETag waits and then finds it stale.
    private const string LockOrganisation = $"{Organisation.Select} for update";

    private const string UpdateOrganisation =
        $"""
        update organisations o
        set name = @name, time_zone = @timeZone, locales = @locales, default_locale = @defaultLocale,
            retention_months = @retentionMonths, suppression_k = @suppressionK, hosted_pages = @hostedPages,
            links_url = @linksUrl, brand_colour = @brandColour, updated_at = @now, version = o.version + 1
        where o.tenant_id = @tenantId
        returning {Organisation.Columns}
        """;
}

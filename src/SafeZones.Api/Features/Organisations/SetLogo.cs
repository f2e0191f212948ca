using System.ComponentModel.DataAnnotations;
using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Organisations;

/// <summary>An owner gives the organisation's pages its sign.</summary>
public static class SetLogo
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPut("/v1/organisation/logo", Endpoint)
        .Requires(Permission.ManageOrganisation)
        .Describe(nameof(SetLogo), "Set the logo", """
            An SVG of at most 20 KB, on the pages of action links. Shapes, colours and texts are kept; scripts, styles, links, pictures and
            whatever would load something are taken out. The answer is what is left. It shares the organisation's ETag.
            """)
        .Takes(new Body { Svg = Logo.Example.Svg })
        .Gives(StatusCodes.Status200OK, Logo.Example);

    private static async Task<IResult> Endpoint(Body body, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        var expected = ETags.RequireIfMatch(context);
        var svg = SvgImage.CleanOrDefault(body.Svg)
            ?? throw new Problem(ProblemCode.InvalidRequest, Fault.At("/svg", FaultCode.WrongFormat, ("pattern", SvgImage.Pattern)));
        return Reply.Ok(context, await mediator.Send(new Command(svg, expected), cancellationToken));
    }

    /// <summary>The sign.</summary>
    public sealed record Body
    {
        /// <summary>An SVG with a `viewBox`, without a document type.</summary>
        [StringLength(SvgImage.BytesMax, MinimumLength = 1)]
        public required string Svg { get; init; }
    }

    internal sealed record Command(string Svg, long? ExpectedVersion) : ICommand<Logo>;

    internal sealed class Handler(TenantDatabase database, AuditTrail audit, CallerAccessor callers, TimeProvider clock)
        : IRequestHandler<Command, Logo>
    {
        public async Task<Logo> Handle(Command command, CancellationToken cancellationToken)
        {
            ETags.RefuseStale(command.ExpectedVersion, await database.FirstOrDefault<long>(LockVersion, values: null, cancellationToken));
            audit.Record("organisation", callers.Caller.TenantId, ["logo"]);
            return (await database.FirstOrDefault<Logo>(UpdateLogo, new { svg = command.Svg, now = clock.GetUtcNow() }, cancellationToken))!;
        }
    }

    // Locked, so that a second writer with the same ETag waits and then finds it stale.
    internal const string LockVersion = "select o.version from organisations o where o.tenant_id = @tenantId for update";

    private const string UpdateLogo =
        """
        update organisations o
        set logo = @svg, updated_at = @now, version = o.version + 1
        where o.tenant_id = @tenantId
        returning o.logo as svg, o.version
        """;
}

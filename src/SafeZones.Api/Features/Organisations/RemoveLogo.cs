using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Organisations;

/// <summary>An owner takes the sign off the organisation's pages.</summary>
public static class RemoveLogo
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapDelete("/v1/organisation/logo", Endpoint)
        .Requires(Permission.ManageOrganisation)
        .Describe(nameof(RemoveLogo), "Remove the logo", "From the next page on it is shown nowhere. It shares the organisation's ETag.")
        .GivesNothing()
        .Refuses(ProblemCode.NotFound);

    private static async Task<IResult> Endpoint(HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        await mediator.Send(new Command(ETags.RequireIfMatch(context)), cancellationToken);
        return TypedResults.NoContent();
    }

    internal sealed record Command(long? ExpectedVersion) : ICommand<Unit>;

    internal sealed class Handler(TenantDatabase database, AuditTrail audit, CallerAccessor callers, TimeProvider clock)
        : IRequestHandler<Command, Unit>
    {
        public async Task<Unit> Handle(Command command, CancellationToken cancellationToken)
        {
            ETags.RefuseStale(command.ExpectedVersion, await database.FirstOrDefault<long>(SetLogo.LockVersion, values: null, cancellationToken));
            audit.Record("organisation", callers.Caller.TenantId, ["logo"]);
            _ = await database.FirstOrDefault<long?>(ClearLogo, new { now = clock.GetUtcNow() }, cancellationToken)
                ?? throw new Problem(ProblemCode.NotFound);
            return Unit.Value;
        }
    }

    private const string ClearLogo =
        """
        update organisations o
        set logo = null, updated_at = @now, version = o.version + 1
        where o.tenant_id = @tenantId and o.logo is not null
        returning o.version
        """;
}

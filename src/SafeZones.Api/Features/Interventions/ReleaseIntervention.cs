using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Interventions;

/// <summary>The safeguarding lead lets an intervention go again; what has had its time is deleted with the next pass.</summary>
public static class ReleaseIntervention
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapDelete("/v1/interventions/{interventionId:guid}/legal-hold", Endpoint)
        .Requires(Permission.EraseInterventions)
        .Describe(nameof(ReleaseIntervention), "Release an intervention from its hold",
            "It is deleted in its time again, which may be at once. `X-Audit-Reason` says why.")
        .InsistsOnAuditReason()
        .GivesNothing()
        .Refuses(ProblemCode.InterventionDeleted);

    private static async Task<IResult> Endpoint(
        Guid interventionId, HttpContext context, RequestDetails details, IMediator mediator, CancellationToken cancellationToken)
    {
        details.RequireAuditReason();
        await mediator.Send(new Command(interventionId, ETags.RequireIfMatch(context)), cancellationToken);
        return TypedResults.NoContent();
    }

    internal sealed record Command(Guid InterventionId, long? ExpectedVersion) : ICommand<Unit>;

    internal sealed class Handler(TenantDatabase database, AuditTrail audit) : IRequestHandler<Command, Unit>
    {
        public async Task<Unit> Handle(Command command, CancellationToken cancellationToken)
        {
            var id = command.InterventionId;
            await InterventionStanding.Lock(database, id, command.ExpectedVersion, cancellationToken);
            audit.Record("intervention", id, ["is_on_hold"]);
            await database.Execute(EndHold, new { id }, cancellationToken);
            return Unit.Value;
        }
    }

    private const string EndHold =
        """
        update interventions i
        set is_on_hold = false, version = i.version + 1, due_on = least(i.retention_until + 1, (
            select min(n.purge_on) from intervention_narratives n where n.tenant_id = i.tenant_id and n.intervention_id = i.id))
        where i.tenant_id = @tenantId and i.id = @id
        """;
}

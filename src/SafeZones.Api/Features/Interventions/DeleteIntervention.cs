using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Interventions;

/// <summary>The safeguarding lead deletes what should not be kept; that something was there stays.</summary>
public static class DeleteIntervention
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapDelete("/v1/interventions/{interventionId:guid}", Endpoint)
        .Requires(Permission.EraseInterventions)
        .Describe(nameof(DeleteIntervention), "Delete an intervention", """
            Every edition and narrative is gone for good; what stays is its id and the day. Refused while it is on hold.
            `X-Audit-Reason` says why.
            """)
        .InsistsOnAuditReason()
        .GivesNothing()
        .Refuses(ProblemCode.InterventionOnHold, ProblemCode.InterventionDeleted);

    private static async Task<IResult> Endpoint(
        Guid interventionId, HttpContext context, RequestDetails details, IMediator mediator, CancellationToken cancellationToken)
    {
        details.RequireAuditReason();
        await mediator.Send(new Command(interventionId, ETags.RequireIfMatch(context)), cancellationToken);
        return TypedResults.NoContent();
    }

    internal sealed record Command(Guid InterventionId, long? ExpectedVersion) : ICommand<Unit>;

    internal sealed class Handler(TenantDatabase database, AuditTrail audit, TimeProvider clock) : IRequestHandler<Command, Unit>
    {
        public async Task<Unit> Handle(Command command, CancellationToken cancellationToken)
        {
            var id = command.InterventionId;
            var standing = await InterventionStanding.Lock(database, id, command.ExpectedVersion, cancellationToken);
            if (standing.IsOnHold)
            {
                throw new Problem(ProblemCode.InterventionOnHold);
            }

            audit.Record("intervention", id, ["report"]);
            await database.Execute(LeaveTombstones, new { ids = new[] { id }, now = clock.GetUtcNow() }, cancellationToken);
            return Unit.Value;
        }
    }

    /// <summary>Takes everything out of the interventions <c>@ids</c> but that they were there.</summary>
    internal const string LeaveTombstones =
        """
        delete from intervention_narratives n where n.tenant_id = @tenantId and n.intervention_id = any(@ids);

        delete from intervention_editions e where e.tenant_id = @tenantId and e.intervention_id = any(@ids);

        update interventions i
        set partnership_id = null, retention_until = null, due_on = null, version = i.version + 1,
            deleted_on = (@now at time zone o.time_zone)::date
        from organisations o
        where o.tenant_id = @tenantId and i.tenant_id = @tenantId and i.id = any(@ids)
        """;
}

using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Interventions;

/// <summary>The safeguarding lead keeps an intervention beyond its time, because a court or an inquiry wants it.</summary>
public static class HoldIntervention
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/interventions/{interventionId:guid}/legal-hold", Endpoint)
        .Requires(Permission.EraseInterventions)
        .Describe(nameof(HoldIntervention), "Hold an intervention", """
            Nothing of it is deleted, neither by the calendar nor by hand, until the hold is released. `X-Audit-Reason` says why.
            """)
        .InsistsOnAuditReason()
        .Gives(StatusCodes.Status200OK, Intervention.Example with { IsOnHold = true, Version = 2 })
        .Refuses(ProblemCode.InterventionDeleted);

    private static async Task<IResult> Endpoint(
        Guid interventionId, HttpContext context, RequestDetails details, IMediator mediator, CancellationToken cancellationToken)
    {
        details.RequireAuditReason();
        var expected = ETags.RequireIfMatch(context);
        return Reply.Ok(context, await mediator.Send(new Command(interventionId, expected), cancellationToken));
    }

    internal sealed record Command(Guid InterventionId, long? ExpectedVersion) : ICommand<Intervention>;

    internal sealed class Handler(TenantDatabase database, AuditTrail audit) : IRequestHandler<Command, Intervention>
    {
        public async Task<Intervention> Handle(Command command, CancellationToken cancellationToken)
        {
            var id = command.InterventionId;
            await InterventionStanding.Lock(database, id, command.ExpectedVersion, cancellationToken);
            audit.Record("intervention", id, ["is_on_hold"]);
            return (await database.FirstOrDefault<Intervention>(UpdateThenSelect, new { id }, cancellationToken))!;
        }
    }

    private const string UpdateThenSelect =
        $"""
        update interventions i
        set is_on_hold = true, due_on = null, version = i.version + 1
        where i.tenant_id = @tenantId and i.id = @id;

        {Intervention.Select}
        """;
}

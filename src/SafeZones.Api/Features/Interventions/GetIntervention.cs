using MediatR;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Interventions;

/// <summary>A coordinator or safeguarding lead reads what happened.</summary>
public static class GetIntervention
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/interventions/{interventionId:guid}", Endpoint)
        .Requires(Permission.ReadInterventions)
        .Describe(nameof(GetIntervention), "Get an intervention",
            "The newest edition, without its narrative. Of one that was deleted only that it was there is left.")
        .Gives(StatusCodes.Status200OK, Intervention.Example);

    private static async Task<IResult> Endpoint(
        Guid interventionId, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        Reply.Ok(context, await mediator.Send(new Query(interventionId), cancellationToken));

    internal sealed record Query(Guid InterventionId) : IQuery<Intervention>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, Intervention>
    {
        public async Task<Intervention> Handle(Query query, CancellationToken cancellationToken) =>
            await database.FirstOrDefault<Intervention>(Intervention.Select, new { id = query.InterventionId }, cancellationToken)
            ?? throw new Problem(ProblemCode.NotFound);
    }
}

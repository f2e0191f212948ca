using MediatR;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Interventions;

/// <summary>A coordinator or safeguarding lead sees how an intervention was told before.</summary>
public static class ListInterventionEditions
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/interventions/{interventionId:guid}/editions", Endpoint)
        .Requires(Permission.ReadInterventions)
        .Describe(nameof(ListInterventionEditions), "List the editions of an intervention",
            "Every edition, the newest first; at most 50. One that was deleted has none.")
        .Gives(StatusCodes.Status200OK, new Page<Intervention>([Intervention.Example], new PageEnd(null, false)));

    private static async Task<IResult> Endpoint(
        Guid interventionId, [AsParameters] Parameters parameters, HttpContext context, Cursors cursors, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var before = cursors.Read<Last>(parameters.Cursor, context);
        var editions = await mediator.Send(new Query(interventionId, parameters, before), cancellationToken);
        return Reply.Page(context, editions.ToPage(parameters.LimitOrDefault, edition => new Last(edition.Edition), context));
    }

    /// <summary>How much of the list.</summary>
    internal sealed record Parameters : PageParameters;

    /// <summary>The last edition of a page.</summary>
    internal sealed record Last(int Edition);

    internal sealed record Query(Guid InterventionId, Parameters Parameters, Last? Before) : IQuery<List<Intervention>>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, List<Intervention>>
    {
        public async Task<List<Intervention>> Handle(Query query, CancellationToken cancellationToken)
        {
            await using var answers = await database.Ask(
                SelectVersionThenPage,
                new
                {
                    id = query.InterventionId,
                    beforeEdition = query.Before?.Edition ?? int.MaxValue,
                    rows = query.Parameters.Rows,
                },
                cancellationToken);
            _ = await answers.FirstOrDefault<long?>(cancellationToken) ?? throw new Problem(ProblemCode.NotFound);
            return await answers.List<Intervention>(cancellationToken);
        }
    }

    private const string SelectVersionThenPage =
        $"""
        select i.version from interventions i where i.tenant_id = @tenantId and i.id = @id;

        select {Intervention.EditionColumns}
        {Intervention.FromEditions}
        where i.tenant_id = @tenantId and i.id = @id and e.edition < @beforeEdition
        order by e.edition desc
        limit @rows
        """;
}

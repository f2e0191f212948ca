using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Domain.Materials;

namespace SafeZones.Api.Features.Partnerships.Decals;

/// <summary>Anybody who works with venues sees which decals have to come down.</summary>
public static class ListRecalls
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/recalls", Endpoint)
        .Requires(Permission.ReadPartnerships)
        .Describe(nameof(ListRecalls), "List recalls", "In the order in which they were opened. Overdue are those with `due_by` yesterday that are not over.")
        .Gives(StatusCodes.Status200OK, new Page<Recall>([Recall.Example], new PageEnd(null, false)));

    private static async Task<IResult> Endpoint(
        [AsParameters] Parameters parameters, HttpContext context, Cursors cursors, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var after = cursors.Read<LastId>(parameters.Cursor, context);
        var found = await mediator.Send(new Query(parameters, after), cancellationToken);
        return Reply.Page(context, found.ToPage(parameters.LimitOrDefault, one => new LastId(one.Id), context));
    }

    /// <summary>What the list may be narrowed by.</summary>
    internal sealed record Parameters : PageParameters
    {
        /// <summary>Any of these statuses.</summary>
        [FromQuery(Name = "status")]
        public Choices<RecallStatus>? Status { get; init; }

        /// <summary>Only recalls of this partnership.</summary>
        [FromQuery(Name = "partnership_id")]
        public Guid? PartnershipId { get; init; }

        /// <summary>Only those due on this day or earlier.</summary>
        [FromQuery(Name = "due_by")]
        public DateOnly? DueBy { get; init; }
    }

    internal sealed record Query(Parameters Parameters, LastId? After) : IQuery<List<Recall>>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, List<Recall>>
    {
        public Task<List<Recall>> Handle(Query query, CancellationToken cancellationToken) => database.List<Recall>(
            SelectPage,
            new
            {
                statuses = query.Parameters.Status?.Values,
                partnershipId = query.Parameters.PartnershipId,
                dueBy = query.Parameters.DueBy,
                afterId = query.After?.Id ?? Guid.Empty,
                rows = query.Parameters.Rows,
            },
            cancellationToken);
    }

    private const string SelectPage =
        $"""
        select {Recall.Columns}
        from recalls k
        where k.tenant_id = @tenantId
          and (@statuses::recall_status[] is null or k.status = any(@statuses))
          and (@partnershipId::uuid is null or k.partnership_id = @partnershipId)
          and (@dueBy::date is null or k.due_on <= @dueBy)
          and k.id > @afterId
        order by k.id
        limit @rows
        """;
}

using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;

namespace SafeZones.Api.Features.ActionLinks;

/// <summary>A coordinator looks which links venues were given, and which of them were used.</summary>
public static class ListActionLinks
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/action-links", Endpoint)
        .Requires(Permission.ManagePartnerships)
        .Describe(nameof(ListActionLinks), "List action links", "The newest first; nobody reads the address of one again.")
        .Gives(StatusCodes.Status200OK, new Page<ActionLink>([ActionLink.Example], new PageEnd(null, false)));

    private static async Task<IResult> Endpoint(
        [AsParameters] Parameters parameters, HttpContext context, Cursors cursors, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var before = cursors.Read<Last>(parameters.Cursor, context);
        var links = await mediator.Send(new Query(parameters, before), cancellationToken);
        return Reply.Page(context, links.ToPage(parameters.LimitOrDefault, link => new Last(link.Id), context));
    }

    /// <summary>Which links.</summary>
    internal sealed record Parameters : PageParameters
    {
        /// <summary>Only those for this venue in this programme.</summary>
        [FromQuery(Name = "partnership_id")]
        public Guid? PartnershipId { get; init; }
    }

    /// <summary>The last link of a page.</summary>
    internal sealed record Last(Guid Id);

    internal sealed record Query(Parameters Parameters, Last? Before) : IQuery<List<ActionLink>>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, List<ActionLink>>
    {
        public Task<List<ActionLink>> Handle(Query query, CancellationToken cancellationToken) => database.List<ActionLink>(
            SelectPage,
            new
            {
                partnershipId = query.Parameters.PartnershipId,
                beforeId = query.Before?.Id,
                rows = query.Parameters.Rows,
            },
            cancellationToken);
    }

    // Ids are UUID v7: their order is that of creation.
    private const string SelectPage =
        $"""
        select {ActionLink.Columns}
        from action_links l
        where l.tenant_id = @tenantId
          and (@partnershipId::uuid is null or l.partnership_id = @partnershipId)
          and (@beforeId::uuid is null or l.id < @beforeId)
        order by l.id desc
        limit @rows
        """;
}

using System.ComponentModel.DataAnnotations;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>Anybody who works with venues reads the visits of a partnership.</summary>
public static class ListOutreachVisits
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/outreach-visits", Endpoint)
        .Requires(Permission.ReadPartnerships)
        .Describe(nameof(ListOutreachVisits), "List a partnership's visits", "The latest first.")
        .Gives(StatusCodes.Status200OK, new Page<OutreachVisit>([OutreachVisit.Example], new PageEnd(null, false)));

    private static async Task<IResult> Endpoint(
        [AsParameters] Parameters parameters, HttpContext context, Cursors cursors, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var after = cursors.Read<After>(parameters.Cursor, context);
        var visits = await mediator.Send(new Query(parameters, after), cancellationToken);
        return Reply.Page(context, visits.ToPage(
            parameters.Limit ?? Paging.LimitDefault, visit => new After(visit.VisitedAt, visit.Id), context));
    }

    /// <summary>Which visits.</summary>
    internal sealed record Parameters
    {
        /// <summary>Only visits about this partnership.</summary>
        [FromQuery(Name = "partnership_id")]
        public Guid? PartnershipId { get; init; }

        /// <summary>How many visits at the most.</summary>
        [FromQuery(Name = "limit"), Range(1, Paging.LimitMax)]
        public int? Limit { get; init; }

        /// <summary>Where to go on: the <c>next_cursor</c> of the page before.</summary>
        [FromQuery(Name = "cursor")]
        public string? Cursor { get; init; }

        /// <summary>Only these members of each resource, comma-separated.</summary>
        [FromQuery(Name = "fields")]
        public string? Fields { get; init; }
    }

    /// <summary>The last visit of a page.</summary>
    internal sealed record After(DateTimeOffset At, Guid Id);

    internal sealed record Query(Parameters Parameters, After? After) : IQuery<List<OutreachVisit>>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, List<OutreachVisit>>
    {
        public Task<List<OutreachVisit>> Handle(Query query, CancellationToken cancellationToken) => database.List<OutreachVisit>(
            SelectPage,
            new
            {
                partnershipId = query.Parameters.PartnershipId,
                afterAt = query.After?.At ?? DateTimeOffset.MaxValue,
                afterId = query.After?.Id ?? Guid.AllBitsSet,
                // One more than the page, to know whether there is another.
                rows = (query.Parameters.Limit ?? Paging.LimitDefault) + 1,
            },
            cancellationToken);
    }

    private const string SelectPage =
        $"""
        select {OutreachVisit.Columns}
        from outreach_visits o
        where o.tenant_id = @tenantId
          and (@partnershipId::uuid is null or o.partnership_id = @partnershipId)
          and (o.visited_at, o.id) < (@afterAt, @afterId)
        order by o.visited_at desc, o.id desc
        limit @rows
        """;
}

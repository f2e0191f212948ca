using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Domain.Interventions;

namespace SafeZones.Api.Features.Interventions;

/// <summary>A coordinator or safeguarding lead goes through what happened.</summary>
public static class ListInterventions
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/interventions", Endpoint)
        .Requires(Permission.ReadInterventions)
        .Describe(nameof(ListInterventions), "List interventions",
            "Those told last come first; within a day in no order that would tell when. Deleted ones are left out.")
        .Gives(StatusCodes.Status200OK, new Page<Intervention>([Intervention.Example], new PageEnd(null, false)));

    private static async Task<IResult> Endpoint(
        [AsParameters] Parameters parameters, HttpContext context, Cursors cursors, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var before = cursors.Read<Last>(parameters.Cursor, context);
        var interventions = await mediator.Send(new Query(parameters, before), cancellationToken);
        return Reply.Page(context, interventions.ToPage(
            parameters.LimitOrDefault, intervention => new Last(intervention.RecordedOn, intervention.Id), context));
    }

    /// <summary>Which interventions.</summary>
    internal sealed record Parameters : PageParameters
    {
        /// <summary>Only at this venue for this programme.</summary>
        [FromQuery(Name = "partnership_id")]
        public Guid? PartnershipId { get; init; }

        /// <summary>Only those that the network has looked at as far as any of these.</summary>
        [FromQuery(Name = "review_status")]
        public Choices<ReviewStatus>? ReviewStatus { get; init; }

        /// <summary>Only those after which any of these is to be done.</summary>
        [FromQuery(Name = "follow_up")]
        public Choices<FollowUp>? FollowUp { get; init; }

        /// <summary>Only those that happened on this day or later.</summary>
        [FromQuery(Name = "occurred_from")]
        public DateOnly? OccurredFrom { get; init; }

        /// <summary>Only those that happened on this day or earlier.</summary>
        [FromQuery(Name = "occurred_until")]
        public DateOnly? OccurredUntil { get; init; }
    }

    /// <summary>The last intervention of a page.</summary>
    internal sealed record Last(DateOnly RecordedOn, Guid Id);

    internal sealed record Query(Parameters Parameters, Last? Before) : IQuery<List<Intervention>>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, List<Intervention>>
    {
        public Task<List<Intervention>> Handle(Query query, CancellationToken cancellationToken)
        {
            var parameters = query.Parameters;
            return database.List<Intervention>(
                SelectPage,
                new
                {
                    partnershipId = parameters.PartnershipId,
                    reviewStatuses = parameters.ReviewStatus?.Values,
                    followUps = parameters.FollowUp?.Values,
                    occurredFrom = parameters.OccurredFrom,
                    occurredUntil = parameters.OccurredUntil,
                    beforeDay = query.Before?.RecordedOn ?? DateOnly.MaxValue,
                    beforeId = query.Before?.Id ?? Guid.AllBitsSet,
                    rows = parameters.Rows,
                },
                cancellationToken);
        }
    }

    private const string SelectPage =
        $"""
        select {Intervention.Columns}
        {Intervention.From}
        where i.tenant_id = @tenantId and i.deleted_on is null
          and (i.recorded_on, i.id) < (@beforeDay, @beforeId)
          and (@partnershipId::uuid is null or i.partnership_id = @partnershipId)
          and (@reviewStatuses::review_status[] is null or i.review_status = any(@reviewStatuses))
          and (@followUps::follow_up[] is null or e.follow_up = any(@followUps))
          and (@occurredFrom::date is null or e.occurred_on >= @occurredFrom)
          and (@occurredUntil::date is null or e.occurred_on <= @occurredUntil)
        order by i.recorded_on desc, i.id desc
        limit @rows
        """;
}

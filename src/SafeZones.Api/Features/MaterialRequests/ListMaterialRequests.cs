using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Domain.Materials;

namespace SafeZones.Api.Features.MaterialRequests;

/// <summary>Anybody who works with venues sees what they have asked for.</summary>
public static class ListMaterialRequests
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/material-requests", Endpoint)
        .Requires(Permission.ReadPartnerships)
        .Describe(nameof(ListMaterialRequests), "List material requests", "The newest first. What is still to be looked after: `status=open`.")
        .Gives(StatusCodes.Status200OK, new Page<MaterialRequest>([MaterialRequest.Example], new PageEnd(null, false)));

    private static async Task<IResult> Endpoint(
        [AsParameters] Parameters parameters, HttpContext context, Cursors cursors, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var before = cursors.Read<LastId>(parameters.Cursor, context);
        var requests = await mediator.Send(new Query(parameters, before), cancellationToken);
        return Reply.Page(context, requests.ToPage(parameters.LimitOrDefault, request => new LastId(request.Id), context));
    }

    /// <summary>Which requests.</summary>
    internal sealed record Parameters : PageParameters
    {
        /// <summary>Any of these.</summary>
        [FromQuery(Name = "status")]
        public Choices<MaterialRequestStatus>? Status { get; init; }

        /// <summary>Only those of this venue in this programme.</summary>
        [FromQuery(Name = "partnership_id")]
        public Guid? PartnershipId { get; init; }
    }

    internal sealed record Query(Parameters Parameters, LastId? Before) : IQuery<List<MaterialRequest>>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, List<MaterialRequest>>
    {
        public Task<List<MaterialRequest>> Handle(Query query, CancellationToken cancellationToken) => database.List<MaterialRequest>(
            SelectPage,
            new
            {
                statuses = query.Parameters.Status?.Values,
                partnershipId = query.Parameters.PartnershipId,
                beforeId = query.Before?.Id ?? Guid.AllBitsSet,
                rows = query.Parameters.Rows,
            },
            cancellationToken);
    }

    // Ids are UUID v7: their order is that of asking.
    private const string SelectPage =
        $"""
        select {MaterialRequest.Columns}
        from material_requests m
        where m.tenant_id = @tenantId
          and (@statuses::material_request_status[] is null or m.status = any(@statuses))
          and (@partnershipId::uuid is null or m.partnership_id = @partnershipId)
          and m.id < @beforeId
        order by m.id desc
        limit @rows
        """;
}

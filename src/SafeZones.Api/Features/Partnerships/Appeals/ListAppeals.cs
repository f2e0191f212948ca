using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Domain.Partnerships;

namespace SafeZones.Api.Features.Partnerships.Appeals;

/// <summary>Whoever may suspend sees which venues have appealed, and by when somebody decides.</summary>
public static class ListAppeals
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/appeals", Endpoint)
        .Requires(Permission.SuspendPartnerships)
        .Describe(nameof(ListAppeals), "List appeals", "The newest first, without what the venues say. What is still to be decided: `status=open`.")
        .Gives(StatusCodes.Status200OK, new Page<Appeal>([Appeal.Example], new PageEnd(null, false)));

    private static async Task<IResult> Endpoint(
        [AsParameters] Parameters parameters, HttpContext context, Cursors cursors, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var before = cursors.Read<LastId>(parameters.Cursor, context);
        var appeals = await mediator.Send(new Query(parameters, before), cancellationToken);
        return Reply.Page(context, appeals.ToPage(parameters.LimitOrDefault, appeal => new LastId(appeal.Id), context));
    }

    /// <summary>Which appeals.</summary>
    internal sealed record Parameters : PageParameters
    {
        /// <summary>Any of these.</summary>
        [FromQuery(Name = "status")]
        public Choices<AppealStatus>? Status { get; init; }

        /// <summary>Only those of this venue in this programme.</summary>
        [FromQuery(Name = "partnership_id")]
        public Guid? PartnershipId { get; init; }
    }

    internal sealed record Query(Parameters Parameters, LastId? Before) : IQuery<List<Appeal>>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, List<Appeal>>
    {
        public Task<List<Appeal>> Handle(Query query, CancellationToken cancellationToken) => database.List<Appeal>(
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

    // Ids are UUID v7: their order is that of filing.
    private const string SelectPage =
        $"""
        select {Appeal.Columns}
        from appeals a
        where a.tenant_id = @tenantId
          and (@statuses::appeal_status[] is null or a.status = any(@statuses))
          and (@partnershipId::uuid is null or a.partnership_id = @partnershipId)
          and a.id < @beforeId
        order by a.id desc
        limit @rows
        """;
}

using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Domain.Partnerships;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>Anybody who works with venues reads what was found at venues.</summary>
public static class ListCheckIns
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/check-ins", Endpoint)
        .Requires(Permission.ReadPartnerships)
        .Describe(nameof(ListCheckIns), "List check-ins", "The latest recorded first. What waits for a decision are those with the `proposal_status` `open`.")
        .Gives(StatusCodes.Status200OK, new Page<CheckIn>([CheckIn.Example], new PageEnd(null, false)));

    private static async Task<IResult> Endpoint(
        [AsParameters] Parameters parameters, HttpContext context, Cursors cursors, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var before = cursors.Read<LastId>(parameters.Cursor, context);
        var checkIns = await mediator.Send(new Query(parameters, before), cancellationToken);
        return Reply.Page(context, checkIns.ToPage(parameters.LimitOrDefault, checkIn => new LastId(checkIn.Id), context));
    }

    /// <summary>Which check-ins.</summary>
    internal sealed record Parameters : PageParameters
    {
        /// <summary>Only check-ins of this partnership.</summary>
        [FromQuery(Name = "partnership_id")]
        public Guid? PartnershipId { get; init; }

        /// <summary>Only check-ins that propose something, of which any of these became.</summary>
        [FromQuery(Name = "proposal_status")]
        public Choices<ProposalStatus>? ProposalStatus { get; init; }
    }

    internal sealed record Query(Parameters Parameters, LastId? Before) : IQuery<List<CheckIn>>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, List<CheckIn>>
    {
        public Task<List<CheckIn>> Handle(Query query, CancellationToken cancellationToken) => database.List<CheckIn>(
            SelectPage,
            new
            {
                partnershipId = query.Parameters.PartnershipId,
                proposalStatuses = query.Parameters.ProposalStatus?.Values,
                beforeId = query.Before?.Id ?? Guid.AllBitsSet,
                rows = query.Parameters.Rows,
            },
            cancellationToken);
    }

    private const string SelectPage =
        $"""
        select {CheckIn.Columns}
        from check_ins c
        where c.tenant_id = @tenantId
          and (@partnershipId::uuid is null or c.partnership_id = @partnershipId)
          and (@proposalStatuses::proposal_status[] is null or c.proposal_status = any(@proposalStatuses))
          and c.id < @beforeId
        order by c.id desc
        limit @rows
        """;
}

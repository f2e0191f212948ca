using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Domain.Materials;

namespace SafeZones.Api.Features.Partnerships.Decals;

/// <summary>Anybody who works with venues finds decals by partnership and state.</summary>
public static class ListDecals
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/decals", Endpoint)
        .Requires(Permission.ReadPartnerships)
        .Describe(nameof(ListDecals), "List decals", "In the order of their serials.")
        .Gives(StatusCodes.Status200OK, new Page<Decal>([Decal.Example], new PageEnd(null, false)));

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
        /// <summary>Any of these states.</summary>
        [FromQuery(Name = "state")]
        public Choices<DecalState>? State { get; init; }

        /// <summary>Only decals of this partnership.</summary>
        [FromQuery(Name = "partnership_id")]
        public Guid? PartnershipId { get; init; }
    }

    internal sealed record Query(Parameters Parameters, LastId? After) : IQuery<List<Decal>>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, List<Decal>>
    {
        public Task<List<Decal>> Handle(Query query, CancellationToken cancellationToken) => database.List<Decal>(
            SelectPage,
            new
            {
                states = query.Parameters.State?.Values,
                partnershipId = query.Parameters.PartnershipId,
                afterId = query.After?.Id ?? Guid.Empty,
                rows = query.Parameters.Rows,
            },
            cancellationToken);
    }

    private const string SelectPage =
        $"""
        select {Decal.Columns}
        from decals d
        where d.tenant_id = @tenantId
          and (@states::decal_state[] is null or d.state = any(@states))
          and (@partnershipId::uuid is null or d.partnership_id = @partnershipId)
          and d.id > @afterId
        order by d.id
        limit @rows
        """;
}

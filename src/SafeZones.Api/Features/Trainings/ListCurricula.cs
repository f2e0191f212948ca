using System.ComponentModel.DataAnnotations;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;

namespace SafeZones.Api.Features.Trainings;

/// <summary>Anybody who works with venues reads what is taught.</summary>
public static class ListCurricula
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/curricula", Endpoint)
        .Requires(Permission.ReadPartnerships)
        .Describe(nameof(ListCurricula), "List curricula", "Every version of each, the latest registered first.")
        .Gives(StatusCodes.Status200OK, new Page<Curriculum>([Curriculum.Example], new PageEnd(null, false)));

    private static async Task<IResult> Endpoint(
        [AsParameters] Parameters parameters, HttpContext context, Cursors cursors, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var before = cursors.Read<LastId>(parameters.Cursor, context);
        var curricula = await mediator.Send(new Query(parameters, before), cancellationToken);
        return Reply.Page(context, curricula.ToPage(parameters.LimitOrDefault, one => new LastId(one.Id), context));
    }

    /// <summary>Which curricula.</summary>
    internal sealed record Parameters : PageParameters
    {
        /// <summary>Only versions of this one.</summary>
        [FromQuery(Name = "code"), StringLength(40)]
        public string? Code { get; init; }
    }

    internal sealed record Query(Parameters Parameters, LastId? Before) : IQuery<List<Curriculum>>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, List<Curriculum>>
    {
        public Task<List<Curriculum>> Handle(Query query, CancellationToken cancellationToken) => database.List<Curriculum>(
            SelectPage,
            new
            {
                code = query.Parameters.Code,
                beforeId = query.Before?.Id ?? Guid.AllBitsSet,
                rows = query.Parameters.Rows,
            },
            cancellationToken);
    }

    private const string SelectPage =
        $"""
        select {Curriculum.Columns}
        from curricula c
        where c.tenant_id = @tenantId and (@code::text is null or c.code = @code) and c.id < @beforeId
        order by c.id desc
        limit @rows
        """;
}

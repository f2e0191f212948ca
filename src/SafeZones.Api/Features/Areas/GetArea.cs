using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Areas;

/// <summary>Anybody of the organisation who works with venues reads an area.</summary>
public static class GetArea
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/areas/{areaId:guid}", Endpoint)
        .Requires(Permission.ReadAreas)
        .Describe(nameof(GetArea), "Read an area", "With its geometry, unless `fields` leaves it out.")
        .Gives(StatusCodes.Status200OK, AreaExamples.Area);

    private static async Task<IResult> Endpoint(
        Guid areaId, [FromQuery] string? fields, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        Reply.Ok(context, await mediator.Send(new Query(areaId), cancellationToken));

    internal sealed record Query(Guid AreaId) : IQuery<Area>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, Area>
    {
        public async Task<Area> Handle(Query query, CancellationToken cancellationToken) =>
            await database.FirstOrDefault<Area>(AreaWriting.SelectArea, new { id = query.AreaId }, cancellationToken)
                ?? throw new Problem(ProblemCode.NotFound);
    }
}

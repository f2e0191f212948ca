using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Programmes;

/// <summary>Anybody of the organisation who works with venues reads what a programme asks of them.</summary>
public static class GetProgramme
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/programmes/{programmeId:guid}", Endpoint)
        .Requires(Permission.ReadProgrammes)
        .Describe(nameof(GetProgramme), "Read a programme", "With its whole policy and where it stands.")
        .Gives(StatusCodes.Status200OK, Programme.Example);

    private static async Task<IResult> Endpoint(
        Guid programmeId, [FromQuery] string? fields, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        Reply.Ok(context, await mediator.Send(new Query(programmeId), cancellationToken));

    internal sealed record Query(Guid ProgrammeId) : IQuery<Programme>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, Programme>
    {
        public async Task<Programme> Handle(Query query, CancellationToken cancellationToken) =>
            await database.FirstOrDefault<Programme>(Programme.Select, new { id = query.ProgrammeId }, cancellationToken)
                ?? throw new Problem(ProblemCode.NotFound);
    }
}

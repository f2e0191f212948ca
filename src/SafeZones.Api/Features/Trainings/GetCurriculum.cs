using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Trainings;

/// <summary>Anybody who works with venues reads one version of what is taught.</summary>
public static class GetCurriculum
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/curricula/{curriculumId:guid}", Endpoint)
        .Requires(Permission.ReadPartnerships)
        .Describe(nameof(GetCurriculum), "Read a curriculum", "One version of it, which is as it was registered.")
        .Gives(StatusCodes.Status200OK, Curriculum.Example);

    private static async Task<IResult> Endpoint(
        Guid curriculumId, [FromQuery] string? fields, HttpContext context, IMediator mediator,
        CancellationToken cancellationToken) =>
        Reply.Ok(context, await mediator.Send(new Query(curriculumId), cancellationToken));

    internal sealed record Query(Guid CurriculumId) : IQuery<Curriculum>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, Curriculum>
    {
        public async Task<Curriculum> Handle(Query query, CancellationToken cancellationToken) =>
            await database.FirstOrDefault<Curriculum>(SelectCurriculum, new { id = query.CurriculumId }, cancellationToken)
                ?? throw new Problem(ProblemCode.NotFound);
    }

    private const string SelectCurriculum =
        $"select {Curriculum.Columns} from curricula c where c.tenant_id = @tenantId and c.id = @id";
}

using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Partnerships.Decals;

/// <summary>Anybody who works with venues looks where a decal stands.</summary>
public static class GetDecal
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/decals/{decalId:guid}", Endpoint)
        .Requires(Permission.ReadPartnerships)
        .Describe(nameof(GetDecal), "Read a decal", "With its code.")
        .Gives(StatusCodes.Status200OK, Decal.Example);

    private static async Task<IResult> Endpoint(
        Guid decalId, [FromQuery] string? fields, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        Reply.Ok(context, await mediator.Send(new Query(decalId), cancellationToken));

    internal sealed record Query(Guid DecalId) : IQuery<Decal>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, Decal>
    {
        public async Task<Decal> Handle(Query query, CancellationToken cancellationToken) =>
            await database.FirstOrDefault<Decal>(Decal.Select, new { id = query.DecalId }, cancellationToken)
                ?? throw new Problem(ProblemCode.NotFound);
    }
}

using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Chains;

/// <summary>Anybody of the organisation who works with venues reads a chain.</summary>
public static class GetChain
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/chains/{chainId:guid}", Endpoint)
        .Requires(Permission.ReadVenues)
        .Describe(nameof(GetChain), "Read a chain",
            "Without its contact, which is read at `/contact`. Its venues are listed with `/v1/venues?chain_id=`.")
        .Gives(StatusCodes.Status200OK, Chain.Example);

    private static async Task<IResult> Endpoint(
        Guid chainId, [FromQuery] string? fields, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        Reply.Ok(context, await mediator.Send(new Query(chainId), cancellationToken));

    internal sealed record Query(Guid ChainId) : IQuery<Chain>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, Chain>
    {
        public async Task<Chain> Handle(Query query, CancellationToken cancellationToken) =>
            await database.FirstOrDefault<Chain>(Chain.Select, new { id = query.ChainId }, cancellationToken)
                ?? throw new Problem(ProblemCode.NotFound);
    }
}

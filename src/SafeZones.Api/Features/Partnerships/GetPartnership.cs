using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>Anybody who works with venues looks how one stands with a programme.</summary>
public static class GetPartnership
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/partnerships/{partnershipId:guid}", Endpoint)
        .Requires(Permission.ReadPartnerships)
        .Describe(nameof(GetPartnership), "Read a partnership", "Also one that is over.")
        .Gives(StatusCodes.Status200OK, Partnership.Example);

    private static async Task<IResult> Endpoint(
        Guid partnershipId, [FromQuery] string? fields, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        Reply.Ok(context, await mediator.Send(new Query(partnershipId), cancellationToken));

    internal sealed record Query(Guid PartnershipId) : IQuery<Partnership>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, Partnership>
    {
        public async Task<Partnership> Handle(Query query, CancellationToken cancellationToken) =>
            await database.FirstOrDefault<Partnership>(Partnership.Select, new { id = query.PartnershipId }, cancellationToken)
                ?? throw new Problem(ProblemCode.NotFound);
    }
}

using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Organisations;

/// <summary>Anybody of the organisation reads its name, languages and settings.</summary>
public static class GetOrganisation
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/organisation", Endpoint)
        .Requires(Permission.ReadOrganisation)
        .Describe(nameof(GetOrganisation), "Read your organisation", "The one that the token names.")
        .Gives(StatusCodes.Status200OK, Organisation.Example);

    private static async Task<IResult> Endpoint(
        [FromQuery] string? fields, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        Reply.Ok(context, await mediator.Send(new Query(), cancellationToken));

    internal sealed record Query : IQuery<Organisation>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, Organisation>
    {
        public async Task<Organisation> Handle(Query query, CancellationToken cancellationToken) =>
            await database.FirstOrDefault<Organisation>(Organisation.Select, values: null, cancellationToken)
                ?? throw new Problem(ProblemCode.NotFound);
    }
}

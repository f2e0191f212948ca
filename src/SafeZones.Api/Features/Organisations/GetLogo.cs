using MediatR;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Organisations;

/// <summary>Anybody of the organisation reads its sign.</summary>
public static class GetLogo
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/organisation/logo", Endpoint)
        .Requires(Permission.ReadOrganisation)
        .Describe(nameof(GetLogo), "Read the logo", "As it is stored and shown: without whatever was taken out of it.")
        .Gives(StatusCodes.Status200OK, Logo.Example)
        .Refuses(ProblemCode.NotFound);

    private static async Task<IResult> Endpoint(HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        Reply.Ok(context, await mediator.Send(new Query(), cancellationToken));

    internal sealed record Query : IQuery<Logo>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, Logo>
    {
        public async Task<Logo> Handle(Query query, CancellationToken cancellationToken) =>
            await database.FirstOrDefault<Logo>(SelectLogo, values: null, cancellationToken) ?? throw new Problem(ProblemCode.NotFound);
    }

    private const string SelectLogo =
        "select o.logo as svg, o.version from organisations o where o.tenant_id = @tenantId and o.logo is not null";
}

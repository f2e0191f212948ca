using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.ServiceAccounts;

/// <summary>An owner reads one service account.</summary>
public static class GetServiceAccount
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/service-accounts/{serviceAccountId:guid}", Endpoint)
        .Requires(Permission.ManageServiceAccounts)
        .Describe(nameof(GetServiceAccount), "Read a service account", "Never with its secret, which we do not know.")
        .Gives(StatusCodes.Status200OK, ServiceAccount.Example);

    private static async Task<IResult> Endpoint(
        Guid serviceAccountId, [FromQuery] string? fields, HttpContext context, IMediator mediator,
        CancellationToken cancellationToken) =>
        Reply.Ok(context, await mediator.Send(new Query(serviceAccountId), cancellationToken));

    internal sealed record Query(Guid Id) : IQuery<ServiceAccount>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, ServiceAccount>
    {
        public async Task<ServiceAccount> Handle(Query query, CancellationToken cancellationToken) =>
            await database.FirstOrDefault<ServiceAccount>(SelectAccount, new { id = query.Id }, cancellationToken)
                ?? throw new Problem(ProblemCode.NotFound);
    }

    private const string SelectAccount =
        $"select {ServiceAccount.Columns} from service_accounts a where a.tenant_id = @tenantId and a.id = @id";
}

using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.ServiceAccounts;

/// <summary>An owner puts a machine out for good.</summary>
public static class RevokeServiceAccount
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/service-accounts/{serviceAccountId:guid}/revocation", Endpoint)
        .Requires(Permission.ManageServiceAccounts)
        .Describe(nameof(RevokeServiceAccount), "Revoke a service account",
            "It gets no new token, and those that are out stop within 30 seconds everywhere. There is no way back.")
        .Gives(StatusCodes.Status200OK, ServiceAccount.Example with { RevokedAt = ServiceAccount.Example.CreatedAt, Version = 2 })
        .Refuses(ProblemCode.MoveRefused);

    private static async Task<IResult> Endpoint(
        Guid serviceAccountId, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        Reply.Ok(context, await mediator.Send(new Command(serviceAccountId, ETags.RequireIfMatch(context)), cancellationToken));

    internal sealed record Command(Guid Id, long? ExpectedVersion) : ICommand<ServiceAccount>;

    internal sealed class Handler(TenantDatabase database, Membership membership, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, ServiceAccount>
    {
        public async Task<ServiceAccount> Handle(Command command, CancellationToken cancellationToken)
        {
            var account = await ServiceAccount.Lock(database, command.Id, command.ExpectedVersion, cancellationToken);
            audit.Record("service_account", account.Id, ["revoked_at"]);
            database.AfterCommit(membership.Forget);
            return (await database.FirstOrDefault<ServiceAccount>(
                Revoke, new { id = account.Id, now = clock.GetUtcNow() }, cancellationToken))!;
        }
    }

    private const string Revoke =
        $"""
        update service_accounts a
        set revoked_at = @now, updated_at = @now, version = a.version + 1
        where a.tenant_id = @tenantId and a.id = @id
        returning {ServiceAccount.Columns}
        """;
}

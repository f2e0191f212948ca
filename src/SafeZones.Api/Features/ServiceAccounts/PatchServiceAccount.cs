using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.ServiceAccounts;

/// <summary>An owner changes what a machine may do.</summary>
public static class PatchServiceAccount
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPatch("/v1/service-accounts/{serviceAccountId:guid}", Endpoint)
        .Requires(Permission.ManageServiceAccounts)
        .Describe(nameof(PatchServiceAccount), "Change a service account", """
            A merge patch: members that are there replace, what is absent stays. A scope that is taken away is gone from
            tokens that are out within 30 seconds; a new one comes with the next token.
            """)
        .TakesPatch(new { scopes = Rights.Scopes.Where(scope => scope.StartsWith("venues:", StringComparison.Ordinal)) }, typeof(ServiceAccountBody))
        .Gives(StatusCodes.Status200OK, ServiceAccount.Example)
        .Refuses(ProblemCode.GrantTooWide, ProblemCode.MoveRefused);

    private static async Task<IResult> Endpoint(
        Guid serviceAccountId, MergePatch<ServiceAccountBody> patch, HttpContext context, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var expected = ETags.RequireIfMatch(context);
        return Reply.Ok(context, await mediator.Send(new Command(serviceAccountId, patch, expected), cancellationToken));
    }

    internal sealed record Command(Guid Id, MergePatch<ServiceAccountBody> Patch, long? ExpectedVersion)
        : ICommand<ServiceAccount>;

    internal sealed class Handler(
        TenantDatabase database, CallerAccessor callers, Membership membership, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, ServiceAccount>
    {
        public async Task<ServiceAccount> Handle(Command command, CancellationToken cancellationToken)
        {
            var account = await ServiceAccount.Lock(database, command.Id, command.ExpectedVersion, cancellationToken);
            var (body, changed) = command.Patch.ApplyTo(new ServiceAccountBody { Name = account.Name, Scopes = account.Scopes });
            if (changed.Length == 0)
            {
                audit.RecordNoChange();
                return account;
            }

            // Taking scopes away from a wider account is fine; whatever is new must be the caller's own.
            Granting.RefuseBeyond(callers.Caller, [.. body.Scopes.Except(account.Scopes)]);
            audit.Record("service_account", account.Id, changed);
            database.AfterCommit(membership.Forget);
            return (await database.FirstOrDefault<ServiceAccount>(
                UpdateAccount,
                new { id = account.Id, name = body.Name, scopes = body.Scopes.ToArray(), now = clock.GetUtcNow() },
                cancellationToken))!;
        }
    }

    private const string UpdateAccount =
        $"""
        update service_accounts a
        set name = @name, scopes = @scopes, updated_at = @now, version = a.version + 1
        where a.tenant_id = @tenantId and a.id = @id
        returning {ServiceAccount.Columns}
        """;
}

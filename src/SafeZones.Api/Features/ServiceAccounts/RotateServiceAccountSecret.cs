using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.ServiceAccounts;

/// <summary>An owner gives a machine a new secret without stopping it.</summary>
public static class RotateServiceAccountSecret
{
    /// <summary>How long the secret before stays good.</summary>
    internal static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/service-accounts/{serviceAccountId:guid}/secret-rotation", Endpoint)
        .Requires(Permission.ManageServiceAccounts)
        .Describe(nameof(RotateServiceAccountSecret), "Rotate a service account's secret", """
            The answer holds the new `client_secret`, and no other answer ever will. The one before stays good for 24 more
            hours; rotate twice to end it at once.
            """)
        .Gives(StatusCodes.Status200OK, ServiceAccount.ExampleWithSecret with
        {
            PreviousSecretUntil = ServiceAccount.Example.CreatedAt + Overlap, Version = 2,
        })
        .Refuses(ProblemCode.GrantTooWide, ProblemCode.MoveRefused);

    private static async Task<IResult> Endpoint(
        Guid serviceAccountId, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var account = await mediator.Send(new Command(serviceAccountId, ETags.RequireIfMatch(context)), cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        return Reply.Ok(context, account);
    }

    internal sealed record Command(Guid Id, long? ExpectedVersion) : ICommand<ServiceAccount>;

    internal sealed class Handler(TenantDatabase database, CallerAccessor callers, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, ServiceAccount>
    {
        public async Task<ServiceAccount> Handle(Command command, CancellationToken cancellationToken)
        {
            var account = await ServiceAccount.Lock(database, command.Id, command.ExpectedVersion, cancellationToken);
            // Whoever holds the secret is the account.
            Granting.RefuseBeyond(callers.Caller, account.Scopes);
            var secret = ClientSecret.New();
            var now = clock.GetUtcNow();
            audit.Record("service_account", account.Id, ["client_secret"]);
            var rotated = await database.FirstOrDefault<ServiceAccount>(
                ReplaceSecret,
                new { id = account.Id, secretHash = ClientSecret.Hash(secret), previousUntil = now + Overlap, now },
                cancellationToken);
            return rotated! with { ClientSecret = secret };
        }
    }

    private const string ReplaceSecret =
        $"""
        update service_accounts a
        set previous_secret_hash = a.secret_hash, previous_secret_until = @previousUntil, secret_hash = @secretHash,
            updated_at = @now, version = a.version + 1
        where a.tenant_id = @tenantId and a.id = @id
        returning {ServiceAccount.Columns}
        """;
}

using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.ServiceAccounts;

/// <summary>An owner lets a machine in.</summary>
public static class CreateServiceAccount
{
    /// <summary>Accounts of one organisation that are not revoked.</summary>
    internal const int AccountsMax = 100;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/service-accounts", Endpoint)
        .Requires(Permission.ManageServiceAccounts)
        .Describe(nameof(CreateServiceAccount), "Create a service account", $"""
            The answer holds `client_secret`, and no other answer ever will. With it the machine gets tokens at
            `/oauth/token` (OAuth 2 client credentials). Nobody can give scopes that they lack themselves.
            An organisation has at most {AccountsMax} that are not revoked.
            """)
        .Takes(Example)
        .Gives(StatusCodes.Status201Created, ServiceAccount.ExampleWithSecret)
        .Refuses(ProblemCode.GrantTooWide, ProblemCode.LimitReached);

    private static async Task<IResult> Endpoint(
        ServiceAccountBody body, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        var account = await mediator.Send(new Command(body), cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        return Reply.Created(context, $"/v1/service-accounts/{account.Id}", account);
    }

    internal sealed record Command(ServiceAccountBody Body) : ICommand<ServiceAccount>;

    internal sealed class Handler(TenantDatabase database, CallerAccessor callers, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, ServiceAccount>
    {
        public async Task<ServiceAccount> Handle(Command command, CancellationToken cancellationToken)
        {
            var body = command.Body;
            Granting.RefuseBeyond(callers.Caller, body.Scopes);
            var now = clock.GetUtcNow();
            var id = RowId.At(now);
            var secret = ClientSecret.New();
            audit.Record("service_account", id, ["name", "scopes", "client_secret"]);
            await using var answers = await database.Ask(
                InsertAccount,
                new { id, name = body.Name, scopes = body.Scopes.ToArray(), secretHash = ClientSecret.Hash(secret), now },
                cancellationToken);
            var account = (await answers.FirstOrDefault<ServiceAccount>(cancellationToken))!;
            Problem.ThrowIfTooMany(await answers.FirstOrDefault<long>(cancellationToken), AccountsMax);
            return account with { ClientSecret = secret };
        }
    }

    internal static ServiceAccountBody Example { get; } = new() { Name = "Example integration", Scopes = ["venues:read"] };

    private const string InsertAccount =
        $"""
        insert into service_accounts as a (tenant_id, id, name, scopes, secret_hash, created_at, updated_at, version)
        values (@tenantId, @id, @name, @scopes, @secretHash, @now, @now, 1)
        returning {ServiceAccount.Columns};

        select count(*) from service_accounts a where a.tenant_id = @tenantId and a.revoked_at is null
        """;
}

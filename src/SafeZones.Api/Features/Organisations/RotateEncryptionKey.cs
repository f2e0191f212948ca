using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Api.Platform.Secrets;

namespace SafeZones.Api.Features.Organisations;

/// <summary>An owner has a new key made, under which sensitive texts are sealed from now on.</summary>
public static class RotateEncryptionKey
{
    /// <summary>Keys of one organisation: one a month for eight years.</summary>
    internal const int KeysMax = 100;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/organisation/encryption-keys", Endpoint)
        .Requires(Permission.ManageOrganisation)
        .Describe(nameof(RotateEncryptionKey), "Rotate the encryption key",
            "Texts under the older keys stay readable until those are erased.")
        .Gives(StatusCodes.Status201Created, EncryptionKey.Example)
        .Refuses(ProblemCode.LimitReached);

    private static async Task<IResult> Endpoint(IMediator mediator, CancellationToken cancellationToken) =>
        Reply.Json(await mediator.Send(new Command(), cancellationToken), StatusCodes.Status201Created);

    internal sealed record Command : ICommand<EncryptionKey>;

    internal sealed class Handler(TenantDatabase database, OrganisationKeys keys, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, EncryptionKey>
    {
        public async Task<EncryptionKey> Handle(Command command, CancellationToken cancellationToken)
        {
            var count = await database.FirstOrDefault<long>(RetireThenCount, new { now = clock.GetUtcNow() }, cancellationToken);
            Problem.ThrowIfTooMany(count + 1, KeysMax);
            var key = await keys.Make(cancellationToken);
            audit.Record("encryption_key", key.Id, ["created_at"]);
            return (await database.FirstOrDefault<EncryptionKey>(SelectKey, new { id = key.Id }, cancellationToken))!;
        }
    }

    private const string RetireThenCount =
        """
        update organisation_keys y set retired_at = @now where y.tenant_id = @tenantId and y.retired_at is null;

        select count(*) from organisation_keys y where y.tenant_id = @tenantId
        """;

    private const string SelectKey =
        $"select {EncryptionKey.Columns} from organisation_keys y where y.tenant_id = @tenantId and y.id = @id";
}

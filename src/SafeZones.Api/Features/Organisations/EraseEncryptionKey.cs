using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Organisations;

/// <summary>An owner makes every text under an older key unreadable for good, in every backup too.</summary>
public static class EraseEncryptionKey
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/organisation/encryption-keys/{encryptionKeyId:guid}/erasure", Endpoint)
        .Requires(Permission.ManageOrganisation)
        .Describe(nameof(EraseEncryptionKey), "Erase an encryption key", """
            Cannot be undone. Rotate first: the current key is not erased, nor one under which a text is on legal hold or
            an appeal waits for its decision.
            `X-Audit-Reason` says why.
            """)
        .InsistsOnAuditReason()
        .Gives(StatusCodes.Status200OK, EncryptionKey.Example with
        {
            RetiredAt = EncryptionKey.Example.CreatedAt.AddDays(30), ErasedAt = EncryptionKey.Example.CreatedAt.AddDays(60), Version = 3,
        })
        .Refuses(ProblemCode.EncryptionKeyInUse);

    private static async Task<IResult> Endpoint(
        Guid encryptionKeyId, HttpContext context, RequestDetails details, IMediator mediator, CancellationToken cancellationToken)
    {
        details.RequireAuditReason();
        var expected = ETags.RequireIfMatch(context);
        return Reply.Ok(context, await mediator.Send(new Command(encryptionKeyId, expected), cancellationToken));
    }

    internal sealed record Command(Guid EncryptionKeyId, long? ExpectedVersion) : ICommand<EncryptionKey>;

    internal sealed class Handler(TenantDatabase database, AuditTrail audit, TimeProvider clock) : IRequestHandler<Command, EncryptionKey>
    {
        public async Task<EncryptionKey> Handle(Command command, CancellationToken cancellationToken)
        {
            var id = command.EncryptionKeyId;
            await using (var answers = await database.Ask(LockThenCountHeld, new { id }, cancellationToken))
            {
                var key = await answers.FirstOrDefault<EncryptionKey>(cancellationToken) ?? throw new Problem(ProblemCode.NotFound);
                ETags.RefuseStale(command.ExpectedVersion, key.Version);
                if (key.RetiredAt is null || await answers.FirstOrDefault<long>(cancellationToken) > 0)
                {
                    throw new Problem(ProblemCode.EncryptionKeyInUse);
                }
            }

            audit.Record("encryption_key", id, ["erased_at"]);
            return (await database.FirstOrDefault<EncryptionKey>(EraseKey, new { id, now = clock.GetUtcNow() }, cancellationToken))!;
        }
    }

    private const string LockThenCountHeld =
        $"""
        select {EncryptionKey.Columns} from organisation_keys y where y.tenant_id = @tenantId and y.id = @id for update;

        select (
            select count(*)
            from intervention_narratives n
            join interventions i on i.tenant_id = n.tenant_id and i.id = n.intervention_id and i.is_on_hold
            where n.tenant_id = @tenantId and n.organisation_key_id = @id) + (
            select count(*)
            from appeal_statements s
            join appeals a on a.tenant_id = s.tenant_id and a.id = s.appeal_id and a.status = 'open'
            where s.tenant_id = @tenantId and s.organisation_key_id = @id)
        """;

    private const string EraseKey =
        $"""
        update organisation_keys y
        set sealed_key = null, erased_at = coalesce(y.erased_at, @now)
        where y.tenant_id = @tenantId and y.id = @id
        returning {EncryptionKey.Columns}
        """;
}

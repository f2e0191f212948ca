using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Chains;

/// <summary>A coordinator says whom to speak to at a chain.</summary>
public static class SetChainContact
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPut("/v1/chains/{chainId:guid}/contact", Endpoint)
        .Requires(Permission.WriteContacts)
        .Describe(nameof(SetChainContact), "Set a chain's contact", """
            Replaces the whole contact: a member that is left out is forgotten. The contact shares the chain's ETag, so a
            first contact is set with the ETag of the chain.
            """)
        .Takes(ChainContactBody.Example)
        .Gives(StatusCodes.Status200OK, ChainContact.Example);

    private static async Task<IResult> Endpoint(
        Guid chainId, ChainContactBody body, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        var expected = ETags.RequireIfMatch(context);
        return Reply.Ok(context, await mediator.Send(new Command(chainId, body, expected), cancellationToken));
    }

    internal sealed record Command(Guid ChainId, ChainContactBody Body, long? ExpectedVersion) : ICommand<ChainContact>;

    internal sealed class Handler(TenantDatabase database, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, ChainContact>
    {
        public async Task<ChainContact> Handle(Command command, CancellationToken cancellationToken)
        {
            var id = command.ChainId;
            var before = await database.FirstOrDefault<ChainContact>(LockContact, new { id }, cancellationToken)
                ?? throw new Problem(ProblemCode.NotFound);
            ETags.RefuseStale(command.ExpectedVersion, before.Version);
            var body = command.Body;
            var contact = await database.FirstOrDefault<ChainContact>(
                UpdateContact,
                new { id, name = body.Name, phone = body.Phone, email = body.Email, now = clock.GetUtcNow() },
                cancellationToken);
            audit.Record("chain_contact", id, before.Fields().Union(contact!.Fields()));
            return contact;
        }
    }

    // Locked, so that a second writer with the same ETag waits and then finds it stale.
    private const string LockContact =
        $"select {ChainContact.Columns} from chains c where c.tenant_id = @tenantId and c.id = @id for update";

    private const string UpdateContact =
        $"""
        update chains c
        set contact_name = @name, contact_phone = @phone, contact_email = @email, updated_at = @now,
            version = c.version + 1
        where c.tenant_id = @tenantId and c.id = @id
        returning {ChainContact.Columns}
        """;
}

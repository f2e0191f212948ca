using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Chains;

/// <summary>A coordinator forgets whom to speak to at a chain.</summary>
public static class RemoveChainContact
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapDelete("/v1/chains/{chainId:guid}/contact", Endpoint)
        .Requires(Permission.WriteContacts)
        .Describe(nameof(RemoveChainContact), "Remove a chain's contact", "The person's data is gone at once; the chain stays.")
        .GivesNothing();

    private static async Task<IResult> Endpoint(
        Guid chainId, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        await mediator.Send(new Command(chainId, ETags.RequireIfMatch(context)), cancellationToken);
        return TypedResults.NoContent();
    }

    internal sealed record Command(Guid ChainId, long? ExpectedVersion) : ICommand<Unit>;

    internal sealed class Handler(TenantDatabase database, AuditTrail audit, TimeProvider clock) : IRequestHandler<Command, Unit>
    {
        public async Task<Unit> Handle(Command command, CancellationToken cancellationToken)
        {
            var id = command.ChainId;
            var contact = await database.FirstOrDefault<ChainContact>(LockContact, new { id }, cancellationToken);
            if (contact is null or { IsNobody: true })
            {
                throw new Problem(ProblemCode.NotFound);
            }

            ETags.RefuseStale(command.ExpectedVersion, contact.Version);
            audit.Record("chain_contact", id, contact.Fields());
            await database.Execute(ClearContact, new { id, now = clock.GetUtcNow() }, cancellationToken);
            return Unit.Value;
        }
    }

    // Locked, so that whoever changes the contact meanwhile is not overlooked.
    private const string LockContact =
        $"select {ChainContact.Columns} from chains c where c.tenant_id = @tenantId and c.id = @id for update";

    private const string ClearContact =
        """
        update chains c
        set contact_name = null, contact_phone = null, contact_email = null, updated_at = @now, version = c.version + 1
        where c.tenant_id = @tenantId and c.id = @id
        """;
}

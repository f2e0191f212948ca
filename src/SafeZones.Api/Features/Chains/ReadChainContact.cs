using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Chains;

/// <summary>A coordinator looks up whom to speak to at a chain, and leaves a trace.</summary>
public static class ReadChainContact
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/chains/{chainId:guid}/contact", Endpoint)
        .Requires(Permission.ReadContacts)
        .Describe(nameof(ReadChainContact), "Read a chain's contact",
            "Restricted: each read is an entry in the audit trail. `X-Audit-Reason` says why.")
        .Gives(StatusCodes.Status200OK, ChainContact.Example);

    private static async Task<IResult> Endpoint(
        Guid chainId, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        Reply.Ok(context, await mediator.Send(new Command(chainId), cancellationToken));

    internal sealed record Command(Guid ChainId) : ICommand<ChainContact>;

    internal sealed class Handler(TenantDatabase database, AuditTrail audit) : IRequestHandler<Command, ChainContact>
    {
        public async Task<ChainContact> Handle(Command command, CancellationToken cancellationToken)
        {
            var id = command.ChainId;
            var contact = await database.FirstOrDefault<ChainContact>(SelectContact, new { id }, cancellationToken);
            if (contact is null or { IsNobody: true })
            {
                throw new Problem(ProblemCode.NotFound);
            }

            audit.Record("chain_contact", id, contact.Fields());
            return contact;
        }
    }

    private const string SelectContact =
        $"select {ChainContact.Columns} from chains c where c.tenant_id = @tenantId and c.id = @id";
}

using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Chains;

/// <summary>A coordinator removes a chain that no venue belongs to, with its contact, for good.</summary>
public static class DeleteChain
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapDelete("/v1/chains/{chainId:guid}", Endpoint)
        .Requires(Permission.DeleteVenues)
        .Describe(nameof(DeleteChain), "Delete a chain", """
            Its contact goes with it, and it cannot be restored. Refused while venues belong to it; deleted venues count
            too, because they come back as they were.
            """)
        .GivesNothing()
        .Refuses(ProblemCode.ChainInUse);

    private static async Task<IResult> Endpoint(
        Guid chainId, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        await mediator.Send(new Command(chainId, ETags.RequireIfMatch(context)), cancellationToken);
        return TypedResults.NoContent();
    }

    internal sealed record Command(Guid ChainId, long? ExpectedVersion) : ICommand<Unit>;

    internal sealed class Handler(TenantDatabase database, AuditTrail audit) : IRequestHandler<Command, Unit>
    {
        public async Task<Unit> Handle(Command command, CancellationToken cancellationToken)
        {
            var id = command.ChainId;
            await using (var answers = await database.Ask(LockThenLookForVenues, new { id }, cancellationToken))
            {
                var version = await answers.FirstOrDefault<long?>(cancellationToken) ?? throw new Problem(ProblemCode.NotFound);
                ETags.RefuseStale(command.ExpectedVersion, version);
                if (await answers.FirstOrDefault<bool>(cancellationToken))
                {
                    throw new Problem(ProblemCode.ChainInUse);
                }
            }

            audit.Record("chain", id, ["name", "contact"]);
            await database.Execute(RemoveChain, new { id }, cancellationToken);
            return Unit.Value;
        }
    }

    // While the chain is locked no venue can come to belong to it: the foreign key would have to lock it as well.
    private const string LockThenLookForVenues =
        """
        select c.version from chains c where c.tenant_id = @tenantId and c.id = @id for update;

        select exists (select from venues v where v.tenant_id = @tenantId and v.chain_id = @id)
        """;

    private const string RemoveChain = "delete from chains c where c.tenant_id = @tenantId and c.id = @id";
}

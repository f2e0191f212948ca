using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Languages;

namespace SafeZones.Api.Features.Chains;

/// <summary>A volunteer or coordinator corrects a chain's name.</summary>
public static class PatchChain
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPatch("/v1/chains/{chainId:guid}", Endpoint)
        .Requires(Permission.WriteVenues)
        .Describe(nameof(PatchChain), "Change a chain",
            "A merge patch: members that are there replace, what is absent stays.")
        .TakesPatch(new { name = "Example Coffee and Tea" }, typeof(ChainBody))
        .Gives(StatusCodes.Status200OK, Chain.Example)
        .Refuses(ProblemCode.ChainNameTaken);

    private static async Task<IResult> Endpoint(
        Guid chainId, MergePatch<ChainBody> patch, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var expected = ETags.RequireIfMatch(context);
        return Reply.Ok(context, await mediator.Send(new Command(chainId, patch, expected), cancellationToken));
    }

    internal sealed record Command(Guid ChainId, MergePatch<ChainBody> Patch, long? ExpectedVersion) : ICommand<Chain>;

    internal sealed class Handler(TenantDatabase database, AuditTrail audit, TimeProvider clock) : IRequestHandler<Command, Chain>
    {
        public async Task<Chain> Handle(Command command, CancellationToken cancellationToken)
        {
            var id = command.ChainId;
            var chain = await database.FirstOrDefault<Chain>(LockChain, new { id }, cancellationToken)
                ?? throw new Problem(ProblemCode.NotFound);
            ETags.RefuseStale(command.ExpectedVersion, chain.Version);
            var (body, changed) = command.Patch.ApplyTo(chain.ToBody());
            if (changed.Length == 0)
            {
                audit.RecordNoChange();
                return chain;
            }

            audit.Record("chain", id, changed);
            return (await database.FirstOrDefault<Chain>(
                UpdateChain,
                new { id, name = body.Name, searchText = SearchText.Normalise(body.Name), now = clock.GetUtcNow() },
                cancellationToken))!;
        }
    }

    // Locked, so that a second patch on the same ETag waits and then finds it stale.
    private const string LockChain = $"{Chain.Select} for update";

    private const string UpdateChain =
        $"""
        update chains c
        set name = @name, search_text = @searchText, updated_at = @now, version = c.version + 1
        where c.tenant_id = @tenantId and c.id = @id
        returning {Chain.Columns}
        """;
}

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

/// <summary>A volunteer or coordinator registers a business that runs several venues.</summary>
public static class RegisterChain
{
    internal const int ChainsMax = 2_000;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/chains", Endpoint)
        .Requires(Permission.WriteVenues)
        .Describe(nameof(RegisterChain), "Register a chain",
            $"Venues then name it as their `chain_id`. An organisation has at most {ChainsMax} chains.")
        .Takes(ChainBody.Example)
        .Gives(StatusCodes.Status201Created, Chain.Example)
        .Refuses(ProblemCode.ChainNameTaken, ProblemCode.LimitReached);

    private static async Task<IResult> Endpoint(
        ChainBody body, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        var chain = await mediator.Send(new Command(body), cancellationToken);
        return Reply.Created(context, $"/v1/chains/{chain.Id}", chain);
    }

    internal sealed record Command(ChainBody Body) : ICommand<Chain>;

    internal sealed class Handler(TenantDatabase database, AuditTrail audit, TimeProvider clock) : IRequestHandler<Command, Chain>
    {
        public async Task<Chain> Handle(Command command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var id = RowId.At(now);
            var name = command.Body.Name;
            await using var answers = await database.Ask(
                InsertChain, new { id, name, searchText = SearchText.Normalise(name), now }, cancellationToken);
            audit.Record("chain", id, ["name"]);
            var chain = (await answers.FirstOrDefault<Chain>(cancellationToken))!;
            Problem.ThrowIfTooMany(await answers.FirstOrDefault<long>(cancellationToken), ChainsMax);
            return chain;
        }
    }

    private const string InsertChain =
        $"""
        insert into chains as c (tenant_id, id, name, search_text, created_at, updated_at, version)
        values (@tenantId, @id, @name, @searchText, @now, @now, 1)
        returning {Chain.Columns};

        select count(*) from chains c where c.tenant_id = @tenantId
        """;
}

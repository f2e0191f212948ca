using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Api.Platform.Secrets;

namespace SafeZones.Api.Features.Partnerships.Appeals;

/// <summary>Whoever may suspend reads what a venue says against its suspension, and leaves a trace.</summary>
public static class ReadAppeal
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/appeals/{appealId:guid}", Endpoint)
        .Requires(Permission.SuspendPartnerships)
        .Describe(nameof(ReadAppeal), "Read an appeal", """
            Restricted: the audit trail gets an entry, and `X-Audit-Reason` says why. The `statement` is absent once it has had its 400
            days or its key was erased.
            """)
        .Gives(StatusCodes.Status200OK, Appeal.Example with { Statement = "That night our new colleague was alone. Everybody has been trained since." });

    private static async Task<IResult> Endpoint(
        Guid appealId, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var appeal = await mediator.Send(new Command(appealId), cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ETag = ETags.Of(appeal.Version);
        return Reply.Json(appeal);
    }

    internal sealed record Command(Guid AppealId) : ICommand<Appeal>;

    internal sealed class Handler(TenantDatabase database, OrganisationKeys keys, AuditTrail audit) : IRequestHandler<Command, Appeal>
    {
        public async Task<Appeal> Handle(Command command, CancellationToken cancellationToken)
        {
            var id = command.AppealId;
            await using var answers = await database.Ask(SelectAppealWithStatement, new { id }, cancellationToken);
            var appeal = await answers.FirstOrDefault<Appeal>(cancellationToken) ?? throw new Problem(ProblemCode.NotFound);
            audit.Record("appeal", id, ["statement"]);
            return await answers.FirstOrDefault<Sealed>(cancellationToken) is { } statement
                ? appeal with
                {
                    Statement = keys.Open(
                        new OrganisationKey(statement.KeyId, statement.SealedKey), statement.SealedStatement, Appeal.StatementPlace(id)),
                }
                : appeal;
        }
    }

    private sealed record Sealed(byte[] SealedStatement, Guid KeyId, byte[] SealedKey);

    private const string SelectAppealWithStatement =
        $"""
        {Appeal.Select};

        select s.sealed_statement, y.id as key_id, y.sealed_key
        from appeal_statements s
        join organisation_keys y on y.tenant_id = s.tenant_id and y.id = s.organisation_key_id
        where s.tenant_id = @tenantId and s.appeal_id = @id and y.sealed_key is not null
        """;
}

using MediatR;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;

namespace SafeZones.Api.Features.AuditEntries;

/// <summary>An auditor sees who did what in the organisation.</summary>
public static class ListAuditEntries
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/audit", Endpoint)
        .Requires(Permission.ReadAudit)
        .Describe(nameof(ListAuditEntries), "List the audit trail", """
            Every write, every read of restricted data, and what the platform's operators did to the organisation; newest
            first. It cannot be changed. Reading it leaves no entry.
            """)
        .Gives(StatusCodes.Status200OK, new Page<AuditEntry>([AuditEntry.Example], new PageEnd(null, false)));

    private static async Task<IResult> Endpoint(
        [AsParameters] AuditSearch.Parameters parameters, HttpContext context, Cursors cursors, IMediator mediator,
        CancellationToken cancellationToken)
    {
        parameters.RefuseContradictions();
        var after = cursors.Read<AuditSearch.After>(parameters.Cursor, context);
        var entries = await mediator.Send(new Query(parameters, after), cancellationToken);
        return AuditSearch.Reply(context, parameters, entries);
    }

    internal sealed record Query(AuditSearch.Parameters Parameters, AuditSearch.After? After) : IQuery<List<AuditEntry>>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, List<AuditEntry>>
    {
        public Task<List<AuditEntry>> Handle(Query query, CancellationToken cancellationToken) => database.List<AuditEntry>(
            AuditSearch.SelectEntries, AuditSearch.Values(query.Parameters, query.After), cancellationToken);
    }
}

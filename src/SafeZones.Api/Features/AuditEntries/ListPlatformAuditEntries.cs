using MediatR;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;

namespace SafeZones.Api.Features.AuditEntries;

/// <summary>A platform operator sees what operators did.</summary>
public static class ListPlatformAuditEntries
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/admin/audit", Endpoint)
        .Requires(Permission.OperatePlatform)
        .Describe(nameof(ListPlatformAuditEntries), "List the platform's audit trail",
            "What operators did, newest first. An organisation's own trail is not part of it.")
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

    internal sealed record Query(AuditSearch.Parameters Parameters, AuditSearch.After? After) : IPlatformQuery<List<AuditEntry>>;

    internal sealed class Handler(PlatformDatabase database) : IRequestHandler<Query, List<AuditEntry>>
    {
        public Task<List<AuditEntry>> Handle(Query query, CancellationToken cancellationToken) => database.List<AuditEntry>(
            AuditSearch.SelectEntries, AuditSearch.Values(query.Parameters, query.After), cancellationToken);
    }
}

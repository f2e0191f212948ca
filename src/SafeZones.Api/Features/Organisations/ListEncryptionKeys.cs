using MediatR;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;

namespace SafeZones.Api.Features.Organisations;

/// <summary>An owner sees under which keys the organisation's sensitive texts lie.</summary>
public static class ListEncryptionKeys
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/organisation/encryption-keys", Endpoint)
        .Requires(Permission.ManageOrganisation)
        .Describe(nameof(ListEncryptionKeys), "List the encryption keys",
            "The newest first. There is none until the first sensitive text is written.")
        .Gives(StatusCodes.Status200OK, new Page<EncryptionKey>([EncryptionKey.Example], new PageEnd(null, false)));

    private static async Task<IResult> Endpoint(
        [AsParameters] Parameters parameters, HttpContext context, Cursors cursors, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var before = cursors.Read<LastId>(parameters.Cursor, context);
        var keys = await mediator.Send(new Query(parameters, before), cancellationToken);
        return Reply.Page(context, keys.ToPage(parameters.LimitOrDefault, key => new LastId(key.Id), context));
    }

    /// <summary>How much of the list.</summary>
    internal sealed record Parameters : PageParameters;

    internal sealed record Query(Parameters Parameters, LastId? Before) : IQuery<List<EncryptionKey>>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, List<EncryptionKey>>
    {
        public Task<List<EncryptionKey>> Handle(Query query, CancellationToken cancellationToken) => database.List<EncryptionKey>(
            SelectPage, new { beforeId = query.Before?.Id ?? Guid.AllBitsSet, rows = query.Parameters.Rows }, cancellationToken);
    }

    private const string SelectPage =
        $"""
        select {EncryptionKey.Columns}
        from organisation_keys y
        where y.tenant_id = @tenantId and y.id < @beforeId
        order by y.id desc
        limit @rows
        """;
}

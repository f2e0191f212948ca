using MediatR;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Mediation;

namespace SafeZones.Api.Features.Messages;

/// <summary>The organisation's gateway with what its calls are signed by.</summary>
internal static class OpenGateway
{
    internal sealed record Query : IQuery<OpenedGateway?>;

    internal sealed class Handler(TenantDatabase database, GatewayAccounts accounts) : IRequestHandler<Query, OpenedGateway?>
    {
        public async Task<OpenedGateway?> Handle(Query query, CancellationToken cancellationToken) =>
            await database.FirstOrDefault<SealedGateway>(SelectGateway, null, cancellationToken) is { } gateway ? accounts.Open(gateway) : null;
    }

    private const string SelectGateway =
        """
        select g.id, g.kind, g.address, g.account, g.sender, g.sealed_secret
        from sms_gateways g
        where g.tenant_id = @tenantId
        """;
}

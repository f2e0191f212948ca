using MediatR;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.Secrets;
using SafeZones.Domain;
using SafeZones.Domain.Messages;

namespace SafeZones.Api.Features.Messages;

/// <summary>Whose gateway calls, by the secret in the address that it was given.</summary>
internal static class FindGateway
{
    /// <param name="Kind">Whose service it says that it is.</param>
    /// <param name="Key">The secret.</param>
    internal sealed record Query(SmsGatewayKind Kind, string Key) : IPlatformQuery<Owner?>;

    /// <summary>The organisation that it belongs to.</summary>
    internal sealed record Owner(Guid OrganisationId, Placement Placement);

    internal sealed class Handler(PlatformDatabase database) : IRequestHandler<Query, Owner?>
    {
        public async Task<Owner?> Handle(Query query, CancellationToken cancellationToken)
        {
            if (query.Key.Length != RandomSecret.Characters)
            {
                return null;
            }

            await using var answers = await database.Ask(
                SelectOwner, new { kind = query.Kind, keyHash = RandomSecret.Hash(query.Key) }, cancellationToken);
            await answers.List<object>(cancellationToken);
            return await answers.FirstOrDefault<Owner>(cancellationToken);
        }
    }

    // The secret says whose partition; row security then shows that one and no other.
    private const string SelectOwner =
        """
        select set_tenant(y.organisation_id) from sms_gateway_keys y where y.key_hash = @keyHash;

        select y.organisation_id, d.placement
        from sms_gateway_keys y
        join tenant_directory d on d.id = y.organisation_id and d.status = 'active'
        join sms_gateways g on g.tenant_id = y.organisation_id and g.id = y.sms_gateway_id
        where y.key_hash = @keyHash and g.kind = @kind
        """;
}

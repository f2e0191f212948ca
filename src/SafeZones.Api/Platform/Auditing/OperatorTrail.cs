using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;

namespace SafeZones.Api.Platform.Auditing;

/// <summary>
/// What an operator does to an organisation is written twice: in the platform's trail, and in the organisation's own, so
/// that its people see it.
/// </summary>
internal sealed class OperatorTrail(
    PlatformDatabase database, AuditTrail audit, CallerAccessor callers, RequestDetails details, TimeProvider clock)
{
    private const string Entity = "organisation";

    /// <summary>Leaves the transaction in the organisation's partition; the commit finds its own way back.</summary>
    public async Task Record(Guid organisationId, IReadOnlyCollection<string> fields, CancellationToken cancellationToken)
    {
        audit.Record(Entity, organisationId, fields);
        var at = clock.GetUtcNow();
        await database.Execute(
            InsertEntry,
            new
            {
                organisationId,
                entryId = RowId.At(at),
                at,
                actorKind = callers.Caller.Kind,
                actorId = callers.Caller.Id,
                action = audit.Action,
                entity = Entity,
                fields = fields.ToArray(),
                reason = details.AuditReason,
                requestId = details.RequestId,
            },
            cancellationToken);
    }

    private const string InsertEntry =
        """
        select set_tenant(@organisationId);

        insert into audit_entries
            (tenant_id, id, at, actor_kind, actor_id, action, entity, entity_id, fields, reason, request_id)
        values
            (@organisationId, @entryId, @at, @actorKind, @actorId, @action, @entity, @organisationId, @fields, @reason,
            @requestId)
        """;
}

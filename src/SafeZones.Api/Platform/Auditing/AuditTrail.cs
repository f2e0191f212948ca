using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;

namespace SafeZones.Api.Platform.Auditing;

/// <summary>
/// What this request did, for the audit trail. Handlers say on what and which fields; who, when, why and the name of
/// the use case are known here. The entries travel with the commit, and a command that leaves none does not commit.
/// </summary>
internal sealed class AuditTrail(CallerAccessor callers, RequestDetails details, TimeProvider clock)
{
    private readonly List<SqlCall> entries = [];
    private bool isWithoutChange;

    /// <summary>The use case, set by the pipeline.</summary>
    public string Action { get; set; } = "";

    /// <param name="entity">The resource in the singular, as the document names it.</param>
    /// <param name="entityId">Which one.</param>
    /// <param name="fields">Names of the members that were written or read; never their values.</param>
    public void Record(string entity, Guid? entityId, IEnumerable<string> fields)
    {
        var caller = callers.Caller;
        var at = clock.GetUtcNow();
        entries.Add(new SqlCall(InsertEntry, new
        {
            entryId = RowId.At(at),
            at,
            actorKind = caller.Kind,
            actorId = caller.Id,
            action = Action,
            entity,
            entityId,
            fields = fields.ToArray(),
            reason = details.AuditReason,
            requestId = details.RequestId,
        }));
    }

    /// <summary>The command found everything as it was asked to be.</summary>
    public void RecordNoChange() => isWithoutChange = true;

    /// <summary>The statements that write the entries.</summary>
    public IReadOnlyList<SqlCall> Statements() => entries.Count > 0 || isWithoutChange
        ? entries
        : throw new InvalidOperationException($"{Action} changed something and left no audit entry.");

    internal const string InsertEntry =
        """
        insert into audit_entries
            (tenant_id, id, at, actor_kind, actor_id, action, entity, entity_id, fields, reason, request_id)
        values
            (@tenantId, @entryId, @at, @actorKind, @actorId, @action, @entity, @entityId, @fields, @reason, @requestId)
        """;
}

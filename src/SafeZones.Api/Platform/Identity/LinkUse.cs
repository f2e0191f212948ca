using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Platform.Identity;

/// <summary>What a use case that a venue asks for by its link does first.</summary>
internal sealed class LinkUse(TenantDatabase database, CallerAccessor callers, AuditTrail audit, TimeProvider clock)
{
    /// <summary>
    /// Uses the link up and says whose it is. Of two that use it at once the second is told that there is no such link; a use case
    /// that is refused leaves it as it was.
    /// </summary>
    public async Task<Guid> Take(CancellationToken cancellationToken)
    {
        var id = callers.Caller.Id!.Value;
        audit.Record("action_link", id, ["used_at"]);
        return await database.FirstOrDefault<Guid?>(UseUp, new { id, now = clock.GetUtcNow() }, cancellationToken)
            ?? throw new Problem(ProblemCode.NotFound);
    }

    /// <summary>
    /// Says until when the link is good and leaves it so, for what a venue may do before it uses it. Whoever uses it up meanwhile waits.
    /// </summary>
    public async Task<DateTimeOffset> Hold(CancellationToken cancellationToken) =>
        await database.FirstOrDefault<DateTimeOffset?>(
            LockGood, new { id = callers.Caller.Id!.Value, now = clock.GetUtcNow() }, cancellationToken)
            ?? throw new Problem(ProblemCode.NotFound);

    private const string LockGood =
        """
        select l.expires_at
        from action_links l
        where l.tenant_id = @tenantId and l.id = @id and l.used_at is null and l.revoked_at is null and l.expires_at > @now
        for update
        """;

    private const string UseUp =
        """
        update action_links l
        set used_at = @now, version = l.version + 1
        where l.tenant_id = @tenantId and l.id = @id and l.used_at is null and l.revoked_at is null and l.expires_at > @now
        returning l.partnership_id
        """;
}

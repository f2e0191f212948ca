using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Materials;

namespace SafeZones.Api.Features.MaterialRequests;

/// <summary>How both slices that decide on a request move it along Domain's table.</summary>
internal static class MaterialRequestMoving
{
    // The sub-resource by which a client asks for each.
    private static readonly Dictionary<MaterialRequestAction, string> Operations = new()
    {
        [MaterialRequestAction.Fulfil] = "fulfilment",
        [MaterialRequestAction.Refuse] = "refusal",
    };

    public static async Task<MaterialRequest> Move(
        TenantDatabase database, Guid? decidedBy, AuditTrail audit, Guid id, long? expectedVersion, MaterialRequestAction action,
        MaterialRefusalReason? reason, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var request = await database.FirstOrDefault<MaterialRequest>(LockRequest, new { id }, cancellationToken)
            ?? throw new Problem(ProblemCode.NotFound);
        ETags.RefuseStale(expectedVersion, request.Version);
        var table = MaterialAsking.Table;
        if (table.RefuseMove(request.Status, action, MaterialRequestActor.Coordinator) is not null)
        {
            throw new Problem(ProblemCode.MoveRefused, Fault.MoveImpossible(
                request.Status, table.Moves.Where(move => move.From == request.Status).Select(move => Operations[move.Action])));
        }

        audit.Record("material_request", id, ["status"]);
        return (await database.FirstOrDefault<MaterialRequest>(
            UpdateStatus, new { id, status = table.Next(request.Status, action), reason, decidedBy, now }, cancellationToken))!;
    }

    private const string LockRequest =
        $"""
        select {MaterialRequest.Columns} from material_requests m where m.tenant_id = @tenantId and m.id = @id for update
        """;

    private const string UpdateStatus =
        $"""
        update material_requests m
        set status = @status, refusal_reason = @reason, decided_by = @decidedBy, decided_at = @now, version = m.version + 1
        where m.tenant_id = @tenantId and m.id = @id
        returning {MaterialRequest.Columns}
        """;
}

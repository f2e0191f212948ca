using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Materials;
using SafeZones.Domain.Partnerships;

namespace SafeZones.Api.Features.Partnerships.Decals;

/// <summary>
/// The one way in which a decal changes its state: its partnership is locked before it, in the order in which a suspension locks
/// both, so that no decal is handed out while its venue is being taken out.
/// </summary>
internal sealed class DecalMover(TenantDatabase database, CallerAccessor callers, AuditTrail audit, TimeProvider clock)
{
    // The sub-resource by which a client asks for each; the rest is the system's.
    private static readonly Dictionary<DecalAction, string> Operations = new()
    {
        [DecalAction.Allocate] = "allocation",
        [DecalAction.Issue] = "issue",
        [DecalAction.Display] = "display",
        [DecalAction.Return] = "return",
        [DecalAction.Destroy] = "destruction",
        [DecalAction.ReportLost] = "loss",
        [DecalAction.ReportStolen] = "theft",
        [DecalAction.ReportDamaged] = "damage",
        [DecalAction.WriteOff] = "write-off",
        [DecalAction.Replace] = "replacement",
        [DecalAction.Void] = "voiding",
    };

    /// <summary>Moves a decal along Domain's table.</summary>
    /// <param name="id">Which.</param>
    /// <param name="expectedVersion">The version that the client knew.</param>
    /// <param name="action">What to do.</param>
    /// <param name="placedAt">Where it is on show now.</param>
    /// <param name="partnershipId">For whom it is set aside now.</param>
    /// <param name="actor">In which capacity, if not by the caller's role.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Decal> Move(
        Guid id, long? expectedVersion, DecalAction action, DecalPlace? placedAt, Guid? partnershipId, DecalActor? actor,
        CancellationToken cancellationToken)
    {
        var (partnership, decal) = await Lock(id, partnershipId, cancellationToken);
        ETags.RefuseStale(expectedVersion, decal.Version);
        Refuse(decal, action, actor ?? (callers.Caller.Role == Domain.MemberRole.Volunteer ? DecalActor.Volunteer : DecalActor.Coordinator));
        if (partnershipId is not null && partnership is null)
        {
            throw new Problem(ProblemCode.PartnershipMissing, Fault.At("/partnership_id", FaultCode.Missing));
        }

        var now = clock.GetUtcNow();
        if (!DecalGuards.MayHandOut(action, partnership))
        {
            var standing = await PartnershipStanding.Read(database, decal.PartnershipId!.Value, now, cancellationToken);
            throw new Problem(
                ProblemCode.PartnershipNotActive,
                [.. standing!.RequirementsOn(standing.Today).Where(one => !one.Met).Select(PartnershipMover.Unmet)]);
        }

        var state = DecalLifecycle.Table.Next(decal.State, action);
        audit.Record("decal", id, ["state"]);
        await using var answers = await database.Ask(
            [
                new SqlCall(UpdateDecal, new { id, state, placedAt, partnershipId, now }),
                // A recall is over when its decal is no longer up, or given up.
                .. decal.State == DecalState.RecallRequested
                    ? [new SqlCall(EndRecall, new { id, status = DecalGuards.RecallAfter(action), now })]
                    : Array.Empty<SqlCall>(),
            ],
            cancellationToken);
        return (await answers.FirstOrDefault<Decal>(cancellationToken))!;
    }

    private async Task<(PartnershipStatus? Partnership, Decal Decal)> Lock(Guid id, Guid? partnershipId, CancellationToken cancellationToken)
    {
        await using var answers = await database.Ask(LockBoth, new { id, partnershipId }, cancellationToken);
        var partnership = await answers.FirstOrDefault<PartnershipStatus?>(cancellationToken);
        return (partnership, await answers.FirstOrDefault<Decal>(cancellationToken) ?? throw new Problem(ProblemCode.NotFound));
    }

    private static void Refuse(Decal decal, DecalAction action, DecalActor actor)
    {
        if (DecalLifecycle.Table.RefuseMove(decal.State, action, actor) is not { } refusal)
        {
            return;
        }

        var possible = DecalLifecycle.Table.Moves
            .Where(move => move.From == decal.State && Operations.ContainsKey(move.Action)).Select(move => Operations[move.Action]);
        throw refusal.Code == DecalLifecycle.Table.NotYours
            ? new Problem(ProblemCode.Forbidden)
            : new Problem(ProblemCode.MoveRefused, Fault.MoveImpossible(decal.State, possible));
    }

    // A decal that is set aside stays with its partnership, so that the one that is locked is the right one.
    private const string LockBoth =
        $"""
        select r.status
        from partnerships r
        where r.tenant_id = @tenantId
          and r.id = coalesce(
              @partnershipId::uuid, (select d.partnership_id from decals d where d.tenant_id = @tenantId and d.id = @id))
        for no key update;

        {Decal.Select}
        for update
        """;

    private const string UpdateDecal =
        $"""
        update decals d
        set state = @state, state_since = @now, placed_at = coalesce(@placedAt, d.placed_at),
            partnership_id = coalesce(@partnershipId, d.partnership_id), updated_at = @now, version = d.version + 1
        where d.tenant_id = @tenantId and d.id = @id
        returning {Decal.Columns}
        """;

    private const string EndRecall =
        """
        update recalls k
        set status = @status, updated_at = @now
        where k.tenant_id = @tenantId and k.decal_id = @id and k.status in ('open', 'reminded', 'overdue')
        """;
}

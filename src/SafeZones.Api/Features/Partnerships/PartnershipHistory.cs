using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Identity;
using SafeZones.Domain;
using SafeZones.Domain.Partnerships;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>How every slice moves a partnership along Domain's table, and keeps what became of it.</summary>
internal static class PartnershipHistory
{
    /// <summary>In which capacity the caller acts: an owner may do what coordinators do, a machine what its scopes say.</summary>
    public static PartnershipActor ActorOf(Caller caller) => caller switch
    {
        { Kind: ActorKind.System } => PartnershipActor.System,
        { Kind: ActorKind.Venue } => PartnershipActor.Venue,
        { Role: MemberRole.Volunteer } => PartnershipActor.Volunteer,
        { Role: MemberRole.Safeguarding } => PartnershipActor.Safeguarding,
        _ => PartnershipActor.Coordinator,
    };

    /// <summary>The first line of a partnership's history.</summary>
    public static SqlCall First(Guid partnershipId, PartnershipActor actor, Guid? actorId, DateTimeOffset now) =>
        new(InsertMove, new
        {
            moveId = RowId.At(now),
            partnershipId,
            now,
            action = (PartnershipAction?)null,
            from = (PartnershipStatus?)null,
            to = PartnershipStatus.Prospect,
            actor,
            actorId,
            reason = (string?)null,
            evidence = (string?)null,
        });

    /// <summary>The lines of moves that were made one after the other, and the status that they lead to.</summary>
    public static (PartnershipStatus Status, IReadOnlyList<SqlCall> History) Make(
        Guid partnershipId, PartnershipStatus from, IEnumerable<PartnershipAction> actions, PartnershipActor actor,
        Guid? actorId, DateTimeOffset now, string? reason = null, string? evidence = null)
    {
        var history = new List<SqlCall>();
        foreach (var action in actions)
        {
            var to = PartnershipLifecycle.Table.Next(from, action);
            // Their ids keep the order in which they were made.
            var moveId = RowId.At(now.AddMicroseconds(history.Count));
            history.Add(new SqlCall(InsertMove, new
            {
                moveId,
                partnershipId,
                now,
                action = (PartnershipAction?)action,
                from = (PartnershipStatus?)from,
                to,
                actor,
                actorId,
                reason,
                evidence,
            }));
            from = to;
        }

        return (from, history);
    }

    private const string InsertMove =
        """
        insert into partnership_moves (
            tenant_id, id, partnership_id, at, action, from_status, to_status, actor, actor_id, reason, evidence)
        values (@tenantId, @moveId, @partnershipId, @now, @action, @from, @to, @actor, @actorId, @reason, @evidence)
        """;
}

using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain;
using SafeZones.Domain.Trainings;

namespace SafeZones.Api.Features.Trainings;

/// <summary>How every slice moves a training session along Domain's table.</summary>
internal static class TrainingSessionMoving
{
    // The sub-resource by which a client asks for each.
    private static readonly Dictionary<TrainingSessionAction, string> Operations = new()
    {
        [TrainingSessionAction.Hold] = "holding",
        [TrainingSessionAction.Confirm] = "confirmation",
        [TrainingSessionAction.Cancel] = "cancellation",
    };

    public static async Task<TrainingSession> Move(
        TenantDatabase database, Caller caller, AuditTrail audit, Guid id, long? expectedVersion, TrainingSessionAction action,
        DateTimeOffset now, CancellationToken cancellationToken)
    {
        var session = await Lock(database, id, expectedVersion, cancellationToken);
        RefuseByTable(session, action, caller);
        RefuseByGuards(GuardOf(session, action, now));
        audit.Record("training_session", id, ["status"]);
        var status = TrainingSessionLifecycle.Table.Next(session.Status, action);
        return (await database.FirstOrDefault<TrainingSession>(
            UpdateStatus,
            new { id, status, confirmedByVenueAt = status == TrainingSessionStatus.Confirmed ? now : (DateTimeOffset?)null, now },
            cancellationToken))!;
    }

    /// <summary>The session that is about to change, unless it has changed meanwhile.</summary>
    public static async Task<TrainingSession> Lock(
        TenantDatabase database, Guid id, long? expectedVersion, CancellationToken cancellationToken)
    {
        await using var answers = await database.Ask(TrainingSession.LockThenSelect, new { id }, cancellationToken);
        _ = await answers.FirstOrDefault<long?>(cancellationToken) ?? throw new Problem(ProblemCode.NotFound);
        var session = (await answers.FirstOrDefault<TrainingSession>(cancellationToken))!;
        ETags.RefuseStale(expectedVersion, session.Version);
        return session;
    }

    /// <summary>Refuses what the table does not allow, or not to this caller.</summary>
    public static void RefuseByTable(TrainingSession session, TrainingSessionAction action, Caller caller)
    {
        if (TrainingSessionLifecycle.Table.RefuseMove(session.Status, action, ActorOf(caller)) is { } refusal)
        {
            throw refusal.Code == TrainingSessionLifecycle.Table.NotYours
                ? new Problem(ProblemCode.Forbidden)
                : Impossible(session.Status);
        }
    }

    /// <summary>Refuses what a guard says no to.</summary>
    public static void RefuseByGuards(params Refusal?[] guards)
    {
        if (guards.OfType<Refusal>().FirstOrDefault() is { } refusal)
        {
            throw new Problem(ProblemCode.MoveRefused, new Fault(refusal.Code) { Sentence = refusal.Sentence });
        }
    }

    /// <summary>Where it stands, and what can be done from there.</summary>
    public static Problem Impossible(TrainingSessionStatus status)
    {
        var possible = TrainingSessionLifecycle.Table.Moves
            .Where(move => move.From == status).Select(move => Operations[move.Action]);
        return new Problem(ProblemCode.MoveRefused, Fault.MoveImpossible(status, possible));
    }

    private static Refusal? GuardOf(TrainingSession session, TrainingSessionAction action, DateTimeOffset now) => action switch
    {
        TrainingSessionAction.Hold => TrainingSessionGuards.RefuseHolding(session.StartsAt, now),
        TrainingSessionAction.Confirm => TrainingSessionGuards.RefuseConfirmation(session.Attended),
        _ => null,
    };

    // Rights decide who is who: whoever looks after partnerships speaks for their venues.
    private static TrainingSessionActor ActorOf(Caller caller) => caller switch
    {
        { Kind: ActorKind.Venue } => TrainingSessionActor.Venue,
        _ when caller.Permissions.Contains(Permission.ManagePartnerships) => TrainingSessionActor.Coordinator,
        _ => TrainingSessionActor.Trainer,
    };

    private const string UpdateStatus =
        $"""
        update training_sessions s
        set status = @status, status_since = @now, confirmed_by_venue_at = @confirmedByVenueAt, updated_at = @now,
            version = s.version + 1
        where s.tenant_id = @tenantId and s.id = @id
        returning {TrainingSession.Columns}
        """;
}

using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain;
using SafeZones.Domain.Programmes;

namespace SafeZones.Api.Features.Programmes;

/// <summary>How every slice moves a programme along Domain's table.</summary>
internal static class ProgrammeMoving
{
    // The sub-resource by which a client asks for each.
    private static readonly Dictionary<ProgrammeAction, string> Operations = new()
    {
        [ProgrammeAction.Start] = "activation",
        [ProgrammeAction.Sunset] = "sunset",
        [ProgrammeAction.Resume] = "resumption",
        [ProgrammeAction.End] = "end",
    };

    public static async Task<Programme> Move(
        TenantDatabase database, Caller caller, AuditTrail audit, Guid id, long? expectedVersion, ProgrammeAction action,
        DateTimeOffset now, CancellationToken cancellationToken)
    {
        var programme = await database.FirstOrDefault<Programme>(LockProgramme, new { id }, cancellationToken)
            ?? throw new Problem(ProblemCode.NotFound);
        ETags.RefuseStale(expectedVersion, programme.Version);
        if (ProgrammeLifecycle.Table.RefuseMove(programme.Status, action, ActorOf(caller)) is { } refusal)
        {
            throw refusal.Code == ProgrammeLifecycle.Table.NotYours
                ? new Problem(ProblemCode.Forbidden)
                : new Problem(ProblemCode.MoveRefused, Impossible(programme.Status));
        }

        audit.Record("programme", id, ["status"]);
        await using var answers = await database.Ask(
            [
                new SqlCall(UpdateStatus, new { id, status = ProgrammeLifecycle.Table.Next(programme.Status, action), now }),
                PartnershipReview.OfProgramme(id, now),
            ],
            cancellationToken);
        return (await answers.FirstOrDefault<Programme>(cancellationToken))!;
    }

    // Rights decide who is who: whoever may close a programme stands for its owners.
    private static ProgrammeActor ActorOf(Caller caller) => caller switch
    {
        { Kind: ActorKind.System } => ProgrammeActor.System,
        _ when caller.Permissions.Contains(Permission.CloseProgrammes) => ProgrammeActor.Owner,
        _ => ProgrammeActor.Coordinator,
    };

    private static Fault Impossible(ProgrammeStatus status)
    {
        var possible = ProgrammeLifecycle.Table.Moves.Where(move => move.From == status).Select(move => Operations[move.Action]);
        return Fault.MoveImpossible(status, possible);
    }

    // Locked, so that of two moves from the same state the second sees the first.
    private const string LockProgramme = $"{Programme.Select} for no key update";

    private const string UpdateStatus =
        $"""
        update programmes p
        set status = @status, updated_at = @now, version = p.version + 1
        where p.tenant_id = @tenantId and p.id = @id
        returning {Programme.Columns}
        """;
}

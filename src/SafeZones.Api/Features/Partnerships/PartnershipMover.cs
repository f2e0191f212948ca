using SafeZones.Api.Features.Partnerships.Appeals;
using SafeZones.Api.Features.Partnerships.Decals;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain;
using SafeZones.Domain.Partnerships;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>What a move leaves behind beside the status.</summary>
internal sealed record MoveDetails
{
    /// <summary>Nothing.</summary>
    public static readonly MoveDetails None = new();

    public string? Reason { get; init; }

    public string? Evidence { get; init; }

    public DateOnly? PledgedOn { get; init; }

    public DateOnly? RecontactAfter { get; init; }

    public DateOnly? PausedUntil { get; init; }

    public DateOnly? BarredUntil { get; init; }
}

/// <summary>
/// The one way in which a partnership changes its status, but for what follows from a visit: locked, held against the table and the guards, written with its line
/// of history and whatever must become of its decals, of an appeal and of the venue's contacts, all in one transaction.
/// </summary>
internal sealed class PartnershipMover(TenantDatabase database, CallerAccessor callers, AuditTrail audit, TimeProvider clock)
{
    // The sub-resource by which a client asks for each; what has none is done by a visit or by the system.
    private static readonly Dictionary<PartnershipAction, string> Operations = new()
    {
        [PartnershipAction.Approach] = "outreach-visits",
        [PartnershipAction.RecordInterest] = "outreach-visits",
        [PartnershipAction.RecordDecline] = "outreach-visits",
        [PartnershipAction.Pledge] = "pledge",
        [PartnershipAction.Activate] = "activation",
        [PartnershipAction.Repair] = "activation",
        [PartnershipAction.Suspend] = "suspension",
        [PartnershipAction.Reinstate] = "reinstatement",
        [PartnershipAction.Remove] = "removal",
        [PartnershipAction.Pause] = "pause",
        [PartnershipAction.Resume] = "resumption",
        [PartnershipAction.Withdraw] = "withdrawal",
        [PartnershipAction.Close] = "closure",
    };

    /// <summary>The partnership as the client knew it, which nobody changes until this request ends.</summary>
    public async Task<PartnershipStanding> Lock(Guid id, long? expectedVersion, CancellationToken cancellationToken)
    {
        var standing = await PartnershipStanding.Lock(database, id, clock.GetUtcNow(), cancellationToken)
            ?? throw new Problem(ProblemCode.NotFound);
        ETags.RefuseStale(expectedVersion, standing.Partnership.Version);
        return standing;
    }

    /// <summary>In which capacity the caller does this.</summary>
    public PartnershipActor ActorOf(PartnershipAction action) =>
        action == PartnershipAction.Remove && callers.Caller.Role == MemberRole.Owner
            ? PartnershipActor.Owner
            : PartnershipHistory.ActorOf(callers.Caller);

    /// <summary>Makes a move, or says everything that is in its way.</summary>
    /// <param name="standing">The partnership, locked.</param>
    /// <param name="action">What to do.</param>
    /// <param name="actor">In which capacity.</param>
    /// <param name="details">What it leaves behind.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="guards">What else the move needs, by Domain's guards.</param>
    public async Task<Partnership> Make(
        PartnershipStanding standing, PartnershipAction action, PartnershipActor actor, MoveDetails details,
        CancellationToken cancellationToken, params Refusal?[] guards)
    {
        Refuse(standing, action, actor, guards);
        var (id, now) = (standing.Partnership.Id, standing.Now);
        var (status, history) = PartnershipHistory.Make(
            id, standing.Partnership.Status, [action], actor, callers.Caller.Id, now, details.Reason, details.Evidence);
        audit.Record("partnership", id, ["status"]);
        Partnership moved;
        await using (var answers = await database.Ask(
            [
                new SqlCall(UpdatePartnership, new
                {
                    id,
                    status,
                    now,
                    reason = details.Reason,
                    pledgedOn = details.PledgedOn,
                    recontactAfter = details.RecontactAfter,
                    pausedUntil = details.PausedUntil,
                    barredUntil = details.BarredUntil,
                }),
                .. history,
                .. SuspensionProposals.SettleBy(id, status),
                .. AppealClosing.CloseAfter(id, standing.Partnership.Status, now),
            ],
            cancellationToken))
        {
            moved = (await answers.FirstOrDefault<Partnership>(cancellationToken))!;
        }

        await DecalRecalls.Follow(database, id, status, standing.Today, now, cancellationToken);
        if (PartnershipLifecycle.Terminal.Contains(status))
        {
            await using var contacts = await database.Ask(
                [ContactPurge.Schedule(moved.VenueId, standing.Today, now)], cancellationToken);
            await ContactPurge.Record(contacts, audit, cancellationToken);
        }

        return moved;
    }

    /// <summary>Notes that the caller asks for an activation that is possible and that somebody else must approve.</summary>
    public async Task<Partnership> AskForActivation(PartnershipStanding standing, CancellationToken cancellationToken)
    {
        Refuse(standing, PartnershipAction.Activate, ActorOf(PartnershipAction.Activate));
        audit.Record("partnership", standing.Partnership.Id, ["activation_asked_by"]);
        return (await database.FirstOrDefault<Partnership>(
            UpdateAskedBy, new { id = standing.Partnership.Id, askedBy = callers.Caller.Id, now = standing.Now }, cancellationToken))!;
    }

    /// <summary>A venue that pledged before has accepted a newer version: its status stays.</summary>
    public Task<Partnership> Renew(PartnershipStanding standing, Refusal? guard, CancellationToken cancellationToken)
    {
        RefuseByGuards(guard);
        return Note(standing, ["pledge_acceptances"], vettedOn: null, cancellationToken);
    }

    /// <summary>It was vetted.</summary>
    public Task<Partnership> RecordVetting(PartnershipStanding standing, DateOnly vettedOn, CancellationToken cancellationToken) =>
        Note(standing, ["vetted_on"], vettedOn, cancellationToken);

    private async Task<Partnership> Note(
        PartnershipStanding standing, string[] fields, DateOnly? vettedOn, CancellationToken cancellationToken)
    {
        if (PartnershipLifecycle.Terminal.Contains(standing.Partnership.Status))
        {
            throw new Problem(ProblemCode.MoveRefused, Impossible(standing.Partnership.Status));
        }

        audit.Record("partnership", standing.Partnership.Id, fields);
        return (await database.FirstOrDefault<Partnership>(
            UpdateFacts, new { id = standing.Partnership.Id, vettedOn, now = standing.Now }, cancellationToken))!;
    }

    private static void Refuse(
        PartnershipStanding standing, PartnershipAction action, PartnershipActor actor, params Refusal?[] guards)
    {
        RefuseByTable(standing.Partnership.Status, action, actor);
        RefuseByGuards(guards);
        RefuseByGuards(PartnershipGuards.RefuseProgramme(action, standing.Place.Programme));
        RefuseUnmet(PartnershipGuards.Unmet(action, standing.Place.Policy, standing.Facts, standing.Today));
    }

    private static void RefuseByTable(PartnershipStatus status, PartnershipAction action, PartnershipActor actor)
    {
        if (PartnershipLifecycle.Table.RefuseMove(status, action, actor) is { } refusal)
        {
            throw refusal.Code == PartnershipLifecycle.Table.NotYours
                ? new Problem(ProblemCode.Forbidden)
                : new Problem(ProblemCode.MoveRefused, Impossible(status));
        }
    }

    /// <summary>Says everything that guards say no to.</summary>
    public static void RefuseByGuards(params Refusal?[] guards)
    {
        var refusals = guards.OfType<Refusal>().ToList();
        if (refusals.Count > 0)
        {
            throw new Problem(
                ProblemCode.MoveRefused, [.. refusals.Select(refusal => new Fault(refusal.Code) { Sentence = refusal.Sentence })]);
        }
    }

    private static void RefuseUnmet(IReadOnlyCollection<Requirement> unmet)
    {
        if (unmet.Count > 0)
        {
            throw new Problem(ProblemCode.RequirementsUnmet, [.. unmet.Select(Unmet)]);
        }
    }

    /// <summary>How it is, how it must be, and what to do: each requirement has a sentence of its own.</summary>
    public static Fault Unmet(Requirement requirement)
    {
        var name = ApiJson.Word(requirement.Name);
        return Fault.At(
            $"/requirements/{name}", $"{name}_unmet", ("actual", requirement.Actual ?? 0), ("required", requirement.Required));
    }

    private static Fault Impossible(PartnershipStatus status)
    {
        var possible = PartnershipLifecycle.Table.Moves
            .Where(move => move.From == status && Operations.ContainsKey(move.Action))
            .Select(move => Operations[move.Action]);
        return Fault.MoveImpossible(status, possible);
    }

    // What belonged to the status before goes with it; the system looks at once what follows from the new one.
    private const string UpdatePartnership =
        $"""
        update partnerships r
        set status = @status, status_since = @now, reason = @reason, pledged_on = coalesce(@pledgedOn, r.pledged_on),
            recontact_after = coalesce(@recontactAfter, r.recontact_after), paused_until = @pausedUntil, barred_until = @barredUntil,
            activation_asked_by = null, due_at = @now, updated_at = @now, version = r.version + 1
        where r.tenant_id = @tenantId and r.id = @id
        returning {Partnership.Columns}
        """;

    private const string UpdateFacts =
        $"""
        update partnerships r
        set vetted_on = coalesce(@vettedOn, r.vetted_on), due_at = @now, updated_at = @now, version = r.version + 1
        where r.tenant_id = @tenantId and r.id = @id
        returning {Partnership.Columns}
        """;

    private const string UpdateAskedBy =
        $"""
        update partnerships r
        set activation_asked_by = @askedBy, updated_at = @now, version = r.version + 1
        where r.tenant_id = @tenantId and r.id = @id
        returning {Partnership.Columns}
        """;
}

/// <summary>Where the paper is that a move goes back to.</summary>
internal static class MoveEvidence
{
    public const int CharactersMax = 200;
}

using System.Diagnostics.CodeAnalysis;
using SafeZones.Domain;

namespace SafeZones.Api.Features.AuditEntries;

/// <summary>Who did what, on what, when and why: a write, or a read of restricted data. Never a value.</summary>
public sealed class AuditEntry
{
    [SetsRequiredMembers]
    internal AuditEntry(
        Guid id, DateTimeOffset at, ActorKind actorKind, Guid? actorId, string action, string entity, Guid? entityId,
        string[] fields, string? reason, string requestId)
    {
        Id = id;
        At = at;
        Actor = new AuditActor(actorKind, actorId);
        Action = action;
        Entity = entity;
        EntityId = entityId;
        Fields = fields;
        Reason = reason;
        RequestId = requestId;
    }

    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>When (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who.</summary>
    public required AuditActor Actor { get; init; }

    /// <summary>The operation, such as <c>patch_venue</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The kind of thing, in the singular, such as <c>venue</c>.</summary>
    public required string Entity { get; init; }

    /// <summary>Which one.</summary>
    public Guid? EntityId { get; init; }

    /// <summary>The members that were written or read.</summary>
    public required IReadOnlyList<string> Fields { get; init; }

    /// <summary>Why, as the caller put it in <c>X-Audit-Reason</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>The <c>trace_id</c> of the request.</summary>
    public required string RequestId { get; init; }

    internal const string Columns =
        """
        a.id, a.at, a.actor_kind, a.actor_id, a.action, a.entity, a.entity_id, a.fields, a.reason, a.request_id
        """;

    internal static AuditEntry Example { get; } = new(
        new Guid("019a0c5e-7c3b-7e21-9f10-000000000005"), new DateTimeOffset(2026, 11, 23, 6, 0, 0, TimeSpan.Zero),
        ActorKind.Member, new Guid("019a0c5e-7c3b-7e21-9f10-000000000002"), "read_venue_contact", "venue_contact",
        new Guid("019a0c5e-7c3b-7e21-9f10-000000000004"), ["role", "phone"], "The decal is missing",
        "4bf92f3577b34da6a3ce929d0e0e4736");
}

/// <summary>Whoever acted.</summary>
/// <param name="Kind">What sort of caller.</param>
/// <param name="Id">The member, service account or operator; absent for the system.</param>
public sealed record AuditActor(ActorKind Kind, Guid? Id);

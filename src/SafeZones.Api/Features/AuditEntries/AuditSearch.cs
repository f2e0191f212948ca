using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.AuditEntries;

/// <summary>How the trail of a partition is searched: the same for an organisation's and the platform's own.</summary>
internal static class AuditSearch
{
    internal sealed record Parameters
    {
        /// <summary>Only entries on this kind of thing, such as <c>venue_contact</c>.</summary>
        [FromQuery(Name = "entity"), StringLength(60)]
        public string? Entity { get; init; }

        /// <summary>Only entries on this thing.</summary>
        [FromQuery(Name = "entity_id")]
        public Guid? EntityId { get; init; }

        /// <summary>Only entries of this member, service account or operator.</summary>
        [FromQuery(Name = "actor_id")]
        public Guid? ActorId { get; init; }

        /// <summary>Only this operation, such as <c>patch_venue</c>.</summary>
        [FromQuery(Name = "action"), StringLength(60)]
        public string? Action { get; init; }

        /// <summary>Only entries from this instant on.</summary>
        [FromQuery(Name = "since")]
        public Instant? Since { get; init; }

        /// <summary>Only entries before this instant.</summary>
        [FromQuery(Name = "until")]
        public Instant? Until { get; init; }

        /// <summary>How many entries at the most.</summary>
        [FromQuery(Name = "limit"), Range(1, Paging.LimitMax)]
        public int? Limit { get; init; }

        /// <summary>Where to go on: the <c>next_cursor</c> of the page before.</summary>
        [FromQuery(Name = "cursor")]
        public string? Cursor { get; init; }

        /// <summary>Only these members of each entry, comma-separated.</summary>
        [FromQuery(Name = "fields")]
        public string? Fields { get; init; }

        internal void RefuseContradictions()
        {
            if (Since is { } since && Until is { } until && since.Value >= until.Value)
            {
                throw new Problem(ProblemCode.InvalidRequest, Fault.In("until", FaultCode.DatesReversed));
            }
        }
    }

    /// <summary>The last entry of a page.</summary>
    internal sealed record After(Guid Id);

    public static object Values(Parameters parameters, After? after) => new
    {
        entity = parameters.Entity,
        entityId = parameters.EntityId,
        actorId = parameters.ActorId,
        action = parameters.Action,
        since = parameters.Since?.Value,
        until = parameters.Until?.Value,
        beforeId = after?.Id ?? Guid.AllBitsSet,
        rows = (parameters.Limit ?? Paging.LimitDefault) + 1,
    };

    public static IResult Reply(HttpContext context, Parameters parameters, List<AuditEntry> entries) =>
        Platform.Http.Reply.Page(context, entries.ToPage(
            parameters.Limit ?? Paging.LimitDefault, entry => new After(entry.Id), context));

    // Ids are UUID v7: the newest entries have the highest.
    public const string SelectEntries =
        $"""
        select {AuditEntry.Columns}
        from audit_entries a
        where a.tenant_id = @tenantId
          and (@entity::text is null or a.entity = @entity)
          and (@entityId::uuid is null or a.entity_id = @entityId)
          and (@actorId::uuid is null or a.actor_id = @actorId)
          and (@action::text is null or a.action = @action)
          and (@since::timestamptz is null or a.at >= @since)
          and (@until::timestamptz is null or a.at < @until)
          and a.id < @beforeId
        order by a.id desc
        limit @rows
        """;
}

using SafeZones.Api.Platform.Auditing;

namespace SafeZones.Api.Platform.Database;

/// <summary>
/// The people of a venue that has withdrawn are forgotten some time later (DOMAIN.md section 4), unless something is open there.
/// Whoever ends or opens a partnership says it with this, last in the same transaction.
/// </summary>
internal static class ContactPurge
{
    /// <summary>How many days after the end their contacts are deleted.</summary>
    public const int Days = 30;

    /// <summary>A partnership has ended on a day of the venue's: its contacts have their time, if it has withdrawn and none is open.</summary>
    public static SqlCall Schedule(Guid venueId, DateOnly today, DateTimeOffset now) =>
        new(ScheduleForVenue, new { venueId, purgeOn = today.AddDays(Days), now });

    /// <summary>A partnership has begun: its contacts are needed again.</summary>
    public static SqlCall CallOff(Guid venueId, DateTimeOffset now) => new(CallOffForVenue, new { venueId, now });

    /// <summary>Reads what either has answered, for the audit trail.</summary>
    public static async Task Record(Answers answers, AuditTrail audit, CancellationToken cancellationToken)
    {
        // The lock's.
        await answers.List<Guid>(cancellationToken);
        foreach (var id in await answers.List<Guid>(cancellationToken))
        {
            audit.Record("venue_contact", id, ["purge_on"]);
        }
    }

    // Of two partnerships that end at once, or of which one begins, the second waits for the contacts and then sees the first.
    private const string LockContacts =
        """
        select k.id from venue_contacts k where k.tenant_id = @tenantId and k.venue_id = @venueId order by k.id for update
        """;

    private const string ScheduleForVenue =
        $"""
        {LockContacts};

        update venue_contacts k
        set purge_on = @purgeOn, updated_at = @now, version = k.version + 1
        where k.tenant_id = @tenantId and k.venue_id = @venueId and k.purge_on is null
          and exists (
              select from partnerships r
              where r.tenant_id = k.tenant_id and r.venue_id = k.venue_id and r.status = 'withdrawn')
          and not exists (
              select from partnerships r
              where r.tenant_id = k.tenant_id and r.venue_id = k.venue_id and r.status not in ('withdrawn', 'removed', 'closed'))
        returning k.id
        """;

    private const string CallOffForVenue =
        $"""
        {LockContacts};

        update venue_contacts k
        set purge_on = null, updated_at = @now, version = k.version + 1
        where k.tenant_id = @tenantId and k.venue_id = @venueId and k.purge_on is not null
        returning k.id
        """;
}

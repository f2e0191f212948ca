namespace SafeZones.Api.Platform.Database;

/// <summary>
/// Asks the system to look again at partnerships of which a fact has changed, as soon as this transaction commits. Whoever
/// writes such a fact says it with this, in the same transaction.
/// </summary>
internal static class PartnershipReview
{
    /// <summary>All those of a venue.</summary>
    public static SqlCall OfVenue(Guid venueId, DateTimeOffset now) => new(AskForVenue, new { venueId, now });

    /// <summary>All those of a programme.</summary>
    public static SqlCall OfProgramme(Guid programmeId, DateTimeOffset now) => new(AskForProgramme, new { programmeId, now });

    // Those in which a requirement can still change something.
    private const string AskForVenue =
        """
        update partnerships r
        set due_at = @now
        where r.tenant_id = @tenantId and r.venue_id = @venueId and r.status in ('pledged', 'active', 'lapsed', 'paused')
        """;

    private const string AskForProgramme =
        """
        update partnerships r
        set due_at = @now
        where r.tenant_id = @tenantId and r.programme_id = @programmeId and r.status in ('pledged', 'active', 'lapsed', 'paused')
        """;
}

using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Partnerships;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>Where a venue stands in its programme, as the venue is told.</summary>
/// <param name="Status">Where it stands.</param>
/// <param name="StatusSince">Since when (UTC).</param>
/// <param name="Requirements">What the programme asks of it, today, and where its people can be trained next.</param>
public sealed record VenueStanding(PartnershipStatus Status, DateTimeOffset StatusSince, PartnershipRequirements Requirements)
{
    internal static VenueStanding Example { get; } = new(
        PartnershipStatus.Active, new DateTimeOffset(2026, 11, 20, 6, 0, 0, TimeSpan.Zero), PartnershipRequirements.Example);

    /// <summary>As it is now, for today where the venue is or for another day.</summary>
    internal static async Task<VenueStanding> Read(
        TenantDatabase database, Guid partnershipId, DateOnly? on, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var answers = await database.Ask(
            [.. PartnershipStanding.Calls(partnershipId), new SqlCall(SelectNextSessions, new { id = partnershipId, now })],
            cancellationToken);
        var standing = await PartnershipStanding.From(answers, now, cancellationToken) ?? throw new Problem(ProblemCode.NotFound);
        return new VenueStanding(
            standing.Partnership.Status, standing.Partnership.StatusSince,
            PartnershipRequirements.Of(standing, on ?? standing.Today) with
            {
                NextSessions = await answers.List<NextSession>(cancellationToken),
            });
    }

    // Those for the people of the venue alone, and those that are open to all.
    private const string SelectNextSessions =
        """
        select s.id, s.curriculum_id, s.venue_id, s.starts_at, s.ends_at, s.time_zone, s.place, s.format
        from training_sessions s
        join partnerships r on r.tenant_id = s.tenant_id and (r.venue_id = s.venue_id or s.venue_id is null)
        where r.tenant_id = @tenantId and r.id = @id and s.status = 'planned' and s.starts_at >= @now
        order by s.starts_at, s.id
        limit 3
        """;
}

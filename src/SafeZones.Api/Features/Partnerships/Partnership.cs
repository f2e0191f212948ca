using SafeZones.Api.Platform.Http;
using SafeZones.Domain.Partnerships;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>Where a venue and a programme stand with each other.</summary>
/// <param name="Id">Never reused, never changes.</param>
/// <param name="VenueId">The venue.</param>
/// <param name="ProgrammeId">The programme.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="StatusSince">Since when (UTC).</param>
/// <param name="Reason">Why, where the status has a reason.</param>
/// <param name="PausedUntil">The last day of a pause.</param>
/// <param name="BarredUntil">The day before which a venue that was removed is not taken in again.</param>
/// <param name="ActivationAskedBy">Who asked for the activation that a second person has still to approve.</param>
/// <param name="IsReady">Whether every requirement was met when the system last looked.</param>
/// <param name="LapseForecastOn">The day on which it lapses unless something changes, as far as was known then.</param>
/// <param name="NextCheckOn">The last day on which the next check is in time.</param>
/// <param name="RecontactAfter">The venue said no and is left in peace until this day.</param>
/// <param name="NextStepOn">The day for which the last visit planned the next step.</param>
/// <param name="CreatedAt">When it was opened (UTC).</param>
/// <param name="UpdatedAt">When it last changed (UTC).</param>
/// <param name="Version">Counts its changes. In quotes it is the ETag, and what If-Match wants.</param>
public sealed record Partnership(
    Guid Id, Guid VenueId, Guid ProgrammeId, PartnershipStatus Status, DateTimeOffset StatusSince, string? Reason,
    DateOnly? PausedUntil, DateOnly? BarredUntil, Guid? ActivationAskedBy, bool IsReady, DateOnly? LapseForecastOn,
    DateOnly? NextCheckOn, DateOnly? RecontactAfter, DateOnly? NextStepOn, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, long Version) : IVersioned
{
    internal const string Columns =
        """
        r.id, r.venue_id, r.programme_id, r.status, r.status_since, r.reason, r.paused_until, r.barred_until,
            r.activation_asked_by, r.is_ready, r.lapse_forecast_on, r.next_check_on, r.recontact_after, r.next_step_on,
            r.created_at, r.updated_at, r.version
        """;

    internal const string Select = $"select {Columns} from partnerships r where r.tenant_id = @tenantId and r.id = @id";

    internal static Partnership Example { get; } = new(
        new Guid("019a0c5e-7c3b-7e21-9f10-00000000000a"), new Guid("019a0c5e-7c3b-7e21-9f10-3a5b6c7d8e9f"),
        new Guid("019a0c5e-7c3b-7e21-9f10-000000000006"), PartnershipStatus.Prospect,
        new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero), null, null, null, null,
        false, null, null, null, null,
        new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero), 1);
}

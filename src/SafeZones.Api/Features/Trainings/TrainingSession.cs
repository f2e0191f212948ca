using SafeZones.Api.Platform.Http;
using SafeZones.Domain.Trainings;

namespace SafeZones.Api.Features.Trainings;

/// <summary>A training with its day and place.</summary>
/// <param name="Id">Never reused, never changes.</param>
/// <param name="CurriculumId">The version of the curriculum that is taught.</param>
/// <param name="VenueId">The venue whose people it is for; absent where it is open to all.</param>
/// <param name="StartsAt">When it begins (UTC).</param>
/// <param name="EndsAt">When it ends (UTC).</param>
/// <param name="TimeZone">The time zone of the place (IANA).</param>
/// <param name="StartsLocal">What the clock on the wall shows there when it begins, such as <c>2027-03-28T19:00:00</c>.</param>
/// <param name="EndsLocal">What it shows when it ends.</param>
/// <param name="Place">Where it is, in words.</param>
/// <param name="TrainerId">The member who gives it.</param>
/// <param name="Format">How it is given.</param>
/// <param name="Capacity">How many people can take part.</param>
/// <param name="Attended">How many were marked as present.</param>
/// <param name="Venues">How many venues they were from.</param>
/// <param name="VenuesConfirmed">How many of these venues have confirmed who of theirs was there.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="StatusSince">Since when (UTC).</param>
/// <param name="ConfirmedByVenueAt">When the confirmation of all that were there was written down (UTC).</param>
/// <param name="CreatedAt">When it was planned (UTC).</param>
/// <param name="UpdatedAt">When it last changed (UTC).</param>
/// <param name="Version">Counts its changes. In quotes it is the ETag, and what If-Match wants.</param>
public sealed record TrainingSession(
    Guid Id, Guid CurriculumId, Guid? VenueId, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string TimeZone,
    string StartsLocal, string EndsLocal, string? Place, Guid? TrainerId, TrainingFormat Format, int Capacity, int Attended, int Venues,
    int VenuesConfirmed, TrainingSessionStatus Status, DateTimeOffset StatusSince, DateTimeOffset? ConfirmedByVenueAt, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt,
    long Version) : IVersioned
{
    internal const string Columns =
        """
        s.id, s.curriculum_id, s.venue_id, s.starts_at, s.ends_at, s.time_zone,
            to_char(s.starts_at at time zone s.time_zone, 'YYYY-MM-DD"T"HH24:MI:SS') as starts_local,
            to_char(s.ends_at at time zone s.time_zone, 'YYYY-MM-DD"T"HH24:MI:SS') as ends_local,
            s.place, s.trainer_id, s.format, s.capacity,
            (select coalesce(sum(t.headcount), 0)::int
             from training_records t
             where t.tenant_id = s.tenant_id and t.session_id = s.id) as attended,
            (select count(distinct t.venue_id)::int
             from training_records t
             where t.tenant_id = s.tenant_id and t.session_id = s.id) as venues,
            (select count(distinct t.venue_id)::int
             from training_records t
             left join session_confirmations k on k.tenant_id = t.tenant_id and k.session_id = t.session_id and k.venue_id = t.venue_id
             where t.tenant_id = s.tenant_id and t.session_id = s.id
               and (k.session_id is not null or s.confirmed_by_venue_at is not null)) as venues_confirmed,
            s.status, s.status_since, s.confirmed_by_venue_at, s.created_at, s.updated_at, s.version
        """;

    internal const string Select = $"select {Columns} from training_sessions s where s.tenant_id = @tenantId and s.id = @id";

    /// <summary>
    /// Its version, locked, and then it: who waited for the lock sees in a statement of its own what was recorded meanwhile.
    /// Its key stays, for records that name it.
    /// </summary>
    internal const string LockThenSelect =
        $"""
        select s.version from training_sessions s where s.tenant_id = @tenantId and s.id = @id for no key update;

        {Select}
        """;

    /// <summary>What a client would send to say the same.</summary>
    internal TrainingSessionBody ToBody() => new()
    {
        CurriculumId = CurriculumId,
        VenueId = VenueId,
        StartsAt = StartsAt,
        EndsAt = EndsAt,
        TimeZone = TimeZone,
        Place = Place,
        TrainerId = TrainerId,
        Format = Format,
        Capacity = Capacity,
    };

    internal static TrainingSession Example { get; } = new(
        new Guid("019a0c5e-7c3b-7e21-9f10-000000000012"), Curriculum.Example.Id, TrainingRecord.Example.VenueId,
        new DateTimeOffset(2026, 12, 1, 7, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 12, 1, 9, 30, 0, TimeSpan.Zero),
        "Asia/Ho_Chi_Minh", "2026-12-01T14:00:00", "2026-12-01T16:30:00", "Upper floor", null, TrainingFormat.InVenue, 12, 0, 0, 0,
        TrainingSessionStatus.Planned, new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero), null,
        new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero), 1);
}

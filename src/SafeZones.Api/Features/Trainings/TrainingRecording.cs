using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Trainings;

namespace SafeZones.Api.Features.Trainings;

/// <summary>What every training that is written down is held to, be it by itself or as attendance of a session.</summary>
internal static class TrainingRecording
{
    internal const int HeadcountMax = 1000;

    /// <summary>Records of one venue: forty years of a weekly one.</summary>
    internal const int RecordsMax = 2000;

    /// <summary>The venue as it was on a day, locked.</summary>
    public static async Task<TrainedVenue> LockVenue(
        TenantDatabase database, Guid venueId, DateOnly completedOn, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var answers = await database.Ask(LockVenueThenLook, new { venueId, completedOn, now }, cancellationToken);
        _ = await answers.FirstOrDefault<long?>(cancellationToken)
            ?? throw new Problem(ProblemCode.VenueMissing, Fault.At("/venue_id", FaultCode.Missing));
        return (await answers.FirstOrDefault<TrainedVenue>(cancellationToken))!;
    }

    /// <summary>Answers the record.</summary>
    public static SqlCall Insert(Guid id, NewTraining training, Guid? recordedBy, DateTimeOffset now) => new(InsertRecord, new
    {
        id,
        venueId = training.VenueId,
        sessionId = training.SessionId,
        personRef = training.PersonRef,
        headcount = training.Headcount,
        areOthers = training.AreOthers,
        staffRole = training.StaffRole,
        completedOn = training.CompletedOn,
        validUntil = training.ValidUntil,
        result = training.Result,
        recordedBy,
        now,
    });

    // Locked, so that the venue is not deleted meanwhile and the count of records holds, which a statement of its own takes once
    // the lock is there. It joined when it was registered, or when it had its first visit or pledge, if those were written
    // down later than they happened.
    private const string LockVenueThenLook =
        """
        select v.version
        from venues v
        where v.tenant_id = @tenantId and v.id = @venueId and v.deleted_at is null
        for no key update;

        select (@now at time zone v.time_zone)::date as today,
            least(
                (v.created_at at time zone v.time_zone)::date,
                (select min(a.accepted_on)
                 from pledge_acceptances a
                 join partnerships r on r.tenant_id = a.tenant_id and r.id = a.partnership_id
                 where a.tenant_id = v.tenant_id and r.venue_id = v.id),
                (select min((o.visited_at at time zone v.time_zone)::date)
                 from outreach_visits o
                 join partnerships r on r.tenant_id = o.tenant_id and r.id = o.partnership_id
                 where o.tenant_id = v.tenant_id and r.venue_id = v.id)) as joined_on,
            declared.total, declared.managers,
            (select count(*) from training_records t where t.tenant_id = v.tenant_id and t.venue_id = v.id) as records
        from venues v
        left join lateral (
            select c.total, c.managers
            from staff_counts c
            where c.tenant_id = v.tenant_id and c.venue_id = v.id and c.as_of <= @completedOn
            order by c.as_of desc, c.id desc
            limit 1) declared on true
        where v.tenant_id = @tenantId and v.id = @venueId
        """;

    private const string InsertRecord =
        $"""
        insert into training_records as t (
            tenant_id, id, venue_id, session_id, person_ref, headcount, are_others, staff_role, completed_on, valid_until, result,
            recorded_by, recorded_at)
        values (
            @tenantId, @id, @venueId, @sessionId, @personRef, @headcount, @areOthers, @staffRole, @completedOn, @validUntil,
            @result, @recordedBy, @now)
        returning {TrainingRecord.Columns}
        """;
}

/// <summary>A training that is about to be written down.</summary>
internal sealed record NewTraining(
    Guid VenueId, Guid? SessionId, string? PersonRef, int Headcount, bool AreOthers, StaffRole StaffRole, DateOnly CompletedOn,
    DateOnly? ValidUntil, TrainingResult Result);

/// <summary>A head-count of a body, and where it stands there.</summary>
internal sealed record CountedHeads(StaffRole StaffRole, int Headcount, string Pointer);

/// <summary>A venue as it was on the day of a training.</summary>
/// <param name="Today">The day that it is there now.</param>
/// <param name="JoinedOn">Since when it is known.</param>
/// <param name="Total">How many were declared to work there on that day.</param>
/// <param name="Managers">Managers among them.</param>
/// <param name="Records">How many of its trainings are written down.</param>
internal sealed record TrainedVenue(DateOnly Today, DateOnly JoinedOn, int? Total, int? Managers, long Records)
{
    /// <summary>Says what cannot be.</summary>
    /// <param name="completedOn">The day of the training.</param>
    /// <param name="dayAt">Where the body says the day, or what it follows from.</param>
    /// <param name="counted">How many of whom.</param>
    /// <param name="records">How many records it makes.</param>
    public void Refuse(DateOnly completedOn, string dayAt, IReadOnlyList<CountedHeads> counted, int records = 1)
    {
        Problem.ThrowIfTooMany(Records + records, TrainingRecording.RecordsMax);
        if (Today < completedOn)
        {
            throw new Problem(ProblemCode.TrainingImpossible, Fault.At(dayAt, FaultCode.DateInFuture));
        }

        if (completedOn < JoinedOn)
        {
            throw new Problem(
                ProblemCode.TrainingImpossible,
                Fault.At(dayAt, FaultCode.BeforeItJoined, ("joined_on", JoinedOn.ToString("yyyy-MM-dd", null))));
        }

        RefuseMore(counted.Where(one => one.StaffRole == StaffRole.Manager), Managers);
        RefuseMore(counted.Where(one => one.StaffRole != StaffRole.Manager), Total - Managers);
    }

    // Where nobody declared how many work there, nothing is known to be too many.
    private static void RefuseMore(IEnumerable<CountedHeads> counted, int? most)
    {
        var heads = 0;
        foreach (var one in counted)
        {
            heads += one.Headcount;
            if (heads > most)
            {
                throw new Problem(ProblemCode.TrainingImpossible, Fault.At(one.Pointer, FaultCode.MoreThanStaff, ("most", most)));
            }
        }
    }
}

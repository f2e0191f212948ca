using SafeZones.Api.Platform.Database;
using SafeZones.Domain.Geography;
using SafeZones.Domain.Partnerships;
using SafeZones.Domain.Programmes;
using SafeZones.Domain.Trainings;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>A partnership with all that a decision about it goes by.</summary>
/// <param name="Partnership">As it is stored.</param>
/// <param name="Place">Its programme, its venue and what happened before.</param>
/// <param name="Facts">What is known of the venue in the programme.</param>
/// <param name="Now">When it was read.</param>
internal sealed record PartnershipStanding(Partnership Partnership, PartnershipPlace Place, VenueFacts Facts, DateTimeOffset Now)
{
    /// <summary>The day that it is at the venue.</summary>
    public DateOnly Today => Place.DayOf(Now);

    /// <summary>The day on which the stickers of a lapsed venue are called back; null while it has not lapsed.</summary>
    public DateOnly? SecondGraceEndsOn =>
        SystemDecisions.RecallsOn(Partnership.Status, Place.DayOf(Partnership.StatusSince), Place.Policy);

    /// <summary>The checklist for a day.</summary>
    public IReadOnlyList<Requirement> RequirementsOn(DateOnly day) => Requirements.On(Place.Policy, Facts, day);

    /// <summary>Reads it in one round trip.</summary>
    public static Task<PartnershipStanding?> Read(
        TenantDatabase database, Guid id, DateTimeOffset now, CancellationToken cancellationToken) =>
        Read(database, Partnership.Select, id, now, cancellationToken);

    /// <summary>The same, and nobody moves it or adds a decal until this transaction ends.</summary>
    public static Task<PartnershipStanding?> Lock(
        TenantDatabase database, Guid id, DateTimeOffset now, CancellationToken cancellationToken) =>
        Read(database, LockPartnership, id, now, cancellationToken);

    private static async Task<PartnershipStanding?> Read(
        TenantDatabase database, string select, Guid id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var answers = await database.Ask(Calls(select, id), cancellationToken);
        return await From(answers, now, cancellationToken);
    }

    /// <summary>What reads it, for whoever asks for more in the same round trip.</summary>
    public static IReadOnlyList<SqlCall> Calls(Guid id) => Calls(Partnership.Select, id);

    /// <summary>It from the answers to that.</summary>
    public static async Task<PartnershipStanding?> From(Answers answers, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await answers.FirstOrDefault<Partnership>(cancellationToken) is not { } partnership)
        {
            return null;
        }

        var place = (await answers.FirstOrDefault<PartnershipPlace>(cancellationToken))!;
        var today = place.DayOf(now);
        var facts = new VenueFacts
        {
            Pledges = await answers.List<PledgeVersionFact>(cancellationToken),
            Acceptances = await answers.List<AcceptanceFact>(cancellationToken),
            Trainings = [.. (await answers.List<TrainingRow>(cancellationToken)).Select(row => row.ToFact(place.Policy))],
            StaffCounts = await answers.List<StaffCountFact>(cancellationToken),
            StaffChanges = await answers.List<StaffChangeFact>(cancellationToken),
            Checks = [.. (await answers.List<CheckRow>(cancellationToken)).Select(row => row.ToFact())],
            ChecksFrom = place.PledgedOn,
            VettedOn = place.VettedOn,
            ActiveSince = partnership.Status == PartnershipStatus.Active ? place.DayOf(partnership.StatusSince) : null,
            NoFocalPointSince = place.HasFocalPoint ? null : place.NoFocalPointSince ?? today,
            NoPositionSince = place.HasPosition ? null : place.NoPositionSince ?? today,
        };
        return new PartnershipStanding(partnership, place, facts, now);
    }

    private static SqlCall[] Calls(string select, Guid id) =>
        [new SqlCall(select, new { id }), new SqlCall(SelectFacts, new { id })];

    private sealed record TrainingRow(
        string? PersonRef, int Headcount, StaffRole StaffRole, DateOnly CompletedOn, DateOnly? ValidUntil, TrainingResult Result,
        bool AreOthers)
    {
        public TrainingFact ToFact(ProgrammePolicy policy) => new(
            PersonRef, Headcount, StaffRole, CompletedOn, policy.TrainingValidUntil(CompletedOn, ValidUntil), Result, AreOthers);
    }

    private sealed record CheckRow(DateOnly CheckedOn, CheckInResult Result)
    {
        public CheckFact ToFact() => new(CheckedOn, Result == CheckInResult.Passed);
    }

    private const string LockPartnership = $"{Partnership.Select} for update of r";

    private const string SelectFacts =
        """
        select p.status as programme, p.policy, v.time_zone, r.pledged_on, r.vetted_on, r.activation_asked_by, r.no_focal_point_since,
            r.no_position_since, r.due_at, v.latitude is not null as has_position,
            exists (
                select from venue_contacts k
                where k.tenant_id = r.tenant_id and k.venue_id = r.venue_id and k.role = 'focal_point') as has_focal_point,
            exists (
                select from recalls k
                where k.tenant_id = r.tenant_id and k.partnership_id = r.id and k.status in ('open', 'reminded')) as has_recalls,
            (select m.actor_id
             from partnership_moves m
             where m.tenant_id = r.tenant_id and m.partnership_id = r.id and m.action = 'suspend'
             order by m.id desc
             limit 1) as suspended_by
        from partnerships r
        join programmes p on p.tenant_id = r.tenant_id and p.id = r.programme_id
        join venues v on v.tenant_id = r.tenant_id and v.id = r.venue_id
        where r.tenant_id = @tenantId and r.id = @id;

        select t.version, t.required_from
        from pledge_texts t
        join partnerships r on r.tenant_id = t.tenant_id and r.programme_id = t.programme_id
        where r.tenant_id = @tenantId and r.id = @id;

        select a.version, a.accepted_on as "on"
        from pledge_acceptances a
        where a.tenant_id = @tenantId and a.partnership_id = @id;

        select t.person_ref, t.headcount, t.staff_role, t.completed_on, t.valid_until, t.result, t.are_others
        from training_records t
        join partnerships r on r.tenant_id = t.tenant_id and r.venue_id = t.venue_id
        where r.tenant_id = @tenantId and r.id = @id
        order by t.id;

        select c.as_of, c.total, c.managers
        from staff_counts c
        join partnerships r on r.tenant_id = c.tenant_id and r.venue_id = c.venue_id
        where r.tenant_id = @tenantId and r.id = @id
        order by c.id;

        select s.changed_on as "on", s.arrived, s.staff_role as role, s.person_ref
        from staff_changes s
        join partnerships r on r.tenant_id = s.tenant_id and r.venue_id = s.venue_id
        where r.tenant_id = @tenantId and r.id = @id;

        select c.checked_on, c.result
        from check_ins c
        where c.tenant_id = @tenantId and c.partnership_id = @id
        order by c.id
        """;
}

/// <summary>What surrounds a partnership.</summary>
internal sealed record PartnershipPlace(
    ProgrammeStatus Programme, ProgrammePolicy Policy, string TimeZone, DateOnly? PledgedOn, DateOnly? VettedOn,
    Guid? ActivationAskedBy, DateOnly? NoFocalPointSince, DateOnly? NoPositionSince, DateTimeOffset? DueAt, bool HasPosition, bool HasFocalPoint,
    bool HasRecalls, Guid? SuspendedBy)
{
    /// <summary>The day that it is at the venue.</summary>
    public DateOnly DayOf(DateTimeOffset at) => TimeZoneName.DayOf(at, TimeZone);

    /// <summary>When a day begins there; where the clock goes forward at midnight, at the first instant that there is.</summary>
    public DateTimeOffset BeginningOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        var offset = TimeZoneInfo.FindSystemTimeZoneById(TimeZone).GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUniversalTime();
    }
}

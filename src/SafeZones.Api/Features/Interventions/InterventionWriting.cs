using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Problems;
using SafeZones.Api.Platform.Secrets;
using SafeZones.Domain.Programmes;

namespace SafeZones.Api.Features.Interventions;

/// <summary>What the slices that write an intervention share: what may be told, and how an edition is stored.</summary>
internal static class InterventionWriting
{
    /// <summary>How long a narrative is kept.</summary>
    public const int NarrativeDays = 90;

    /// <summary>The longest narrative, in characters.</summary>
    public const int NarrativeCharactersMax = 500;

    /// <summary>What an edition is held against: the day at the venue, the programme's policy, how long the organisation keeps records.</summary>
    public sealed record Place(DateOnly Today, ProgrammePolicy Policy, int RetentionMonths, long RecordedToday)
    {
        public const string Columns =
            """
            (@now at time zone v.time_zone)::date as today, p.policy, o.retention_months,
                (select count(*)
                 from interventions d
                 where d.tenant_id = r.tenant_id and d.partnership_id = r.id
                   and d.recorded_on = (@now at time zone v.time_zone)::date) as recorded_today
            """;

        public const string Joins =
            """
            join venues v on v.tenant_id = r.tenant_id and v.id = r.venue_id
            join programmes p on p.tenant_id = r.tenant_id and p.id = r.programme_id
            join organisations o on o.tenant_id = r.tenant_id
            """;

        public DateOnly RetentionUntil(InterventionReport report) => report.OccurredOn.AddMonths(RetentionMonths);

        public DateOnly PurgeOn => Today.AddDays(NarrativeDays);
    }

    /// <summary>The day on which the system has something to delete: the narrative, or the whole.</summary>
    public static DateOnly DueOn(DateOnly retentionUntil, DateOnly? purgeOn) =>
        purgeOn < retentionUntil.AddDays(1) ? purgeOn.Value : retentionUntil.AddDays(1);

    public static void Refuse(Place place, InterventionReport report, string? narrative)
    {
        Fault?[] faults =
        [
            report.OccurredOn > place.Today ? Fault.At("/report/occurred_on", FaultCode.DateInFuture) : null,
            place.RetentionUntil(report) < place.Today
                ? Fault.At("/report/occurred_on", FaultCode.BeyondRetention, ("months", place.RetentionMonths))
                : null,
            narrative is not null && !place.Policy.NarrativeEnabled ? Fault.At("/narrative", FaultCode.NarrativeNotEnabled) : null,
        ];
        if (faults.OfType<Fault>().ToArray() is { Length: > 0 } broken)
        {
            throw new Problem(ProblemCode.InterventionImpossible, broken);
        }
    }

    /// <summary>A narrative of a child is more than is kept of a child.</summary>
    public static IEnumerable<Fault> NarrativeFaults(InterventionReport report, string? narrative) =>
        narrative is not null && report.AgeGroup == Domain.Interventions.AgeGroup.Child
            ? [Fault.At("/narrative", FaultCode.TooMuchOfAChild)]
            : [];

    public static SqlCall Edition(Guid id, int edition, InterventionReport report, DateOnly today, Guid? recordedBy) => new(
        InsertEdition,
        new
        {
            id,
            edition,
            occurredOn = report.OccurredOn,
            partOfDay = report.PartOfDay,
            setting = report.Setting,
            channel = report.Channel,
            reporterRole = report.ReporterRole,
            incidentTypes = report.IncidentTypes.ToArray(),
            askedByCodeword = report.AskedByCodeword,
            askedByDecal = report.AskedByDecal,
            actions = report.Actions.ToArray(),
            peopleHelped = report.PeopleHelped,
            ageGroup = report.AgeGroup,
            gender = report.Gender,
            childHandedOverIn = report.ChildHandedOverIn,
            outcomes = report.Outcomes.ToArray(),
            referrals = report.Referrals.ToArray(),
            staffHarmed = report.StaffHarmed,
            retaliation = report.Retaliation,
            followUp = report.FollowUp,
            today,
            recordedBy,
        });

    public static SqlCall Narrative(
        Guid id, int edition, OrganisationKeys keys, OrganisationKey key, string narrative, DateOnly purgeOn) => new(
        InsertNarrative,
        new { id, edition, keyId = key.Id, sealedNarrative = keys.Seal(key, narrative, NarrativePlace(id, edition)), purgeOn });

    /// <summary>The one place in which a sealed narrative opens.</summary>
    public static string NarrativePlace(Guid id, int edition) => $"intervention_narratives.sealed_narrative|{id}|{edition}";

    internal const string InsertEdition =
        """
        insert into intervention_editions (
            tenant_id, intervention_id, edition, occurred_on, part_of_day, setting, channel, reporter_role, incident_types,
            asked_by_codeword, asked_by_decal, actions, people_helped, age_group, gender, child_handed_over_in, outcomes, referrals,
            staff_harmed, retaliation, follow_up, recorded_on, recorded_by)
        values (
            @tenantId, @id, @edition, @occurredOn, @partOfDay, @setting, @channel, @reporterRole, @incidentTypes,
            @askedByCodeword, @askedByDecal, @actions, @peopleHelped, @ageGroup, @gender, @childHandedOverIn, @outcomes, @referrals,
            @staffHarmed, @retaliation, @followUp, @today, @recordedBy)
        """;

    private const string InsertNarrative =
        """
        insert into intervention_narratives (tenant_id, intervention_id, edition, organisation_key_id, sealed_narrative, purge_on)
        values (@tenantId, @id, @edition, @keyId, @sealedNarrative, @purgeOn)
        """;
}

using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using SafeZones.Api.Platform.Http;
using SafeZones.Domain.Interventions;

namespace SafeZones.Api.Features.Interventions;

/// <summary>That staff stepped in, as the network counts it.</summary>
public sealed record Intervention : IVersioned
{
    /// <summary>For one that was just told, and for answers that are kept and given again.</summary>
    [JsonConstructor]
    private Intervention()
    {
    }

    [SetsRequiredMembers]
    internal Intervention(
        Guid id, Guid? partnershipId, int edition, ReviewStatus reviewStatus, bool hasNarrative, bool isOnHold, DateOnly recordedOn,
        DateOnly? retentionUntil, DateOnly? deletedOn, long version, DateOnly? occurredOn, PartOfDay? partOfDay,
        InterventionSetting? setting, InterventionChannel? channel, ReporterRole? reporterRole, IncidentType[]? incidentTypes,
        bool? askedByCodeword, bool? askedByDecal, InterventionAction[]? actions, int? peopleHelped, AgeGroup? ageGroup, Gender? gender,
        PartOfDay? childHandedOverIn, InterventionOutcome[]? outcomes, ReferralType[]? referrals, bool? staffHarmed, bool? retaliation,
        FollowUp? followUp)
    {
        (Id, PartnershipId, Edition, ReviewStatus, HasNarrative) = (id, partnershipId, edition, reviewStatus, hasNarrative);
        (IsOnHold, RecordedOn, RetentionUntil, DeletedOn, Version) = (isOnHold, recordedOn, retentionUntil, deletedOn, version);
        Report = occurredOn is not { } day ? null : new InterventionReport
        {
            OccurredOn = day,
            PartOfDay = partOfDay!.Value,
            Setting = setting!.Value,
            Channel = channel!.Value,
            ReporterRole = reporterRole!.Value,
            IncidentTypes = incidentTypes!,
            AskedByCodeword = askedByCodeword,
            AskedByDecal = askedByDecal,
            Actions = actions!,
            PeopleHelped = peopleHelped!.Value,
            AgeGroup = ageGroup,
            Gender = gender,
            ChildHandedOverIn = childHandedOverIn,
            Outcomes = outcomes!,
            Referrals = referrals!,
            StaffHarmed = staffHarmed,
            Retaliation = retaliation,
            FollowUp = followUp!.Value,
        };
    }

    /// <summary>Never reused, never changes; does not tell when it was made.</summary>
    public required Guid Id { get; init; }

    /// <summary>Where and for which programme; absent once it was deleted.</summary>
    public Guid? PartnershipId { get; init; }

    /// <summary>How often it was told; 1 until it is amended.</summary>
    public required int Edition { get; init; }

    /// <summary>How far the network has looked at it.</summary>
    public required ReviewStatus ReviewStatus { get; init; }

    /// <summary>Whether this edition has a narrative, which is read apart.</summary>
    public required bool HasNarrative { get; init; }

    /// <summary>Whether it is kept beyond its time, for a court or an inquiry.</summary>
    public required bool IsOnHold { get; init; }

    /// <summary>The day on which it was first told, where the organisation is.</summary>
    public required DateOnly RecordedOn { get; init; }

    /// <summary>The last day on which it is kept.</summary>
    public DateOnly? RetentionUntil { get; init; }

    /// <summary>The day on which its content was deleted; absent while it is there.</summary>
    public DateOnly? DeletedOn { get; init; }

    /// <summary>The newest edition of what happened; absent once it was deleted.</summary>
    public InterventionReport? Report { get; init; }

    /// <summary>Counts its changes. In quotes it is the ETag, and what If-Match wants.</summary>
    public required long Version { get; init; }

    /// <summary>One as it is when it was just told.</summary>
    internal static Intervention Told(
        Guid id, Guid partnershipId, InterventionReport report, bool hasNarrative, DateOnly today, DateOnly retentionUntil) => new()
    {
        Id = id,
        PartnershipId = partnershipId,
        Edition = 1,
        ReviewStatus = ReviewStatus.Submitted,
        HasNarrative = hasNarrative,
        IsOnHold = false,
        RecordedOn = today,
        RetentionUntil = retentionUntil,
        Report = report,
        Version = 1,
    };

    internal const string Columns = $"i.id, i.partnership_id, i.edition, {Rest}";

    /// <summary>The same of an edition that is not the newest one.</summary>
    internal const string EditionColumns = $"i.id, i.partnership_id, e.edition, {Rest}";

    private const string Rest =
        """
        i.review_status,
            exists (
                select from intervention_narratives n
                where n.tenant_id = i.tenant_id and n.intervention_id = i.id and n.edition = e.edition) as has_narrative,
            i.is_on_hold, i.recorded_on, i.retention_until, i.deleted_on, i.version, e.occurred_on, e.part_of_day, e.setting, e.channel,
            e.reporter_role, e.incident_types, e.asked_by_codeword, e.asked_by_decal, e.actions, e.people_helped, e.age_group, e.gender,
            e.child_handed_over_in, e.outcomes, e.referrals, e.staff_harmed, e.retaliation, e.follow_up
        """;

    /// <summary>Each with its newest edition, if it has any left.</summary>
    internal const string From =
        """
        from interventions i
        left join intervention_editions e on e.tenant_id = i.tenant_id and e.intervention_id = i.id and e.edition = i.edition
        """;

    /// <summary>Each as often as it was told.</summary>
    internal const string FromEditions =
        """
        from interventions i
        join intervention_editions e on e.tenant_id = i.tenant_id and e.intervention_id = i.id
        """;

    internal const string Select = $"select {Columns} {From} where i.tenant_id = @tenantId and i.id = @id";

    internal static Intervention Example { get; } = Told(
        new Guid("7d1c3a52-94f6-4c0e-8a37-5b1f0e6d2c90"), new Guid("019a0c5e-7c3b-7e21-9f10-000000000008"), InterventionReport.Example,
        hasNarrative: false, new DateOnly(2026, 11, 21), new DateOnly(2028, 11, 20));
}

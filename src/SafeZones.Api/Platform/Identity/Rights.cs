using System.Collections.Frozen;
using SafeZones.Domain;
using static SafeZones.Api.Platform.Identity.Permission;

namespace SafeZones.Api.Platform.Identity;

/// <summary>Who may do what: the one table. People by role, machines by scope; nothing else grants anything.</summary>
internal static class Rights
{
    private static readonly FrozenDictionary<MemberRole, FrozenSet<Permission>> ByRole =
        new Dictionary<MemberRole, Permission[]>
        {
            [MemberRole.Operator] = [OperatePlatform],
            [MemberRole.Owner] =
            [
                ReadOrganisation, ManageOrganisation, ManageMembers, ManageServiceAccounts, ReadProgrammes,
                ManageProgrammes, CloseProgrammes, ReadAreas, ManageAreas, ReadVenues, WriteVenues, DeleteVenues,
                ReadPartnerships, ManagePartnerships, LogVisits, ClosePartnerships, SuspendPartnerships, RemovePartnerships,
                WriteTraining, KeepCalendarFeeds, WriteMaterials, FollowJobs, CreateExports, LogInterventions, ReadInterventions,
                ReadNarratives, ReviewInterventions, EraseInterventions, ReadStatistics, ReadContacts, WriteContacts, ReadAudit,
            ],
            [MemberRole.Coordinator] =
            [
                ReadOrganisation, ReadProgrammes, ManageProgrammes, ReadAreas, ManageAreas, ReadVenues, WriteVenues,
                DeleteVenues, ReadPartnerships, ManagePartnerships, LogVisits, ClosePartnerships, SuspendPartnerships,
                WriteTraining, KeepCalendarFeeds, WriteMaterials, FollowJobs, CreateExports, LogInterventions, ReadInterventions,
                ReviewInterventions, ReadStatistics, ReadContacts, WriteContacts,
            ],
            [MemberRole.Safeguarding] =
            [
                ReadOrganisation, ReadProgrammes, ReadAreas, ReadVenues, ReadPartnerships, SuspendPartnerships,
                KeepCalendarFeeds, LogInterventions, ReadInterventions, ReadNarratives, ReviewInterventions, EraseInterventions, ReadStatistics,
                ReadContacts,
            ],
            [MemberRole.Volunteer] =
            [
                ReadOrganisation, ReadProgrammes, ReadAreas, ReadVenues, WriteVenues, ReadPartnerships, LogVisits, ClosePartnerships,
                LogInterventions, KeepCalendarFeeds,
            ],
            [MemberRole.Trainer] =
                [ReadOrganisation, ReadProgrammes, ReadAreas, ReadVenues, ReadPartnerships, WriteTraining, KeepCalendarFeeds],
            [MemberRole.Analyst] = [ReadOrganisation, ReadProgrammes, ReadStatistics],
            [MemberRole.Auditor] = [ReadOrganisation, ReadAudit],
        }.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.Append(ReadSelf).ToFrozenSet());

    // The scopes of API.md. Those whose features are still to come grant nothing yet.
    private static readonly FrozenDictionary<string, FrozenSet<Permission>> ByScope =
        new Dictionary<string, Permission[]>
        {
            ["venues:read"] = [ReadOrganisation, ReadProgrammes, ReadAreas, ReadVenues, ReadPartnerships],
            ["venues:write"] =
            [
                ReadOrganisation, ReadProgrammes, ReadAreas, ReadVenues, WriteVenues, DeleteVenues, ReadPartnerships,
                ManagePartnerships, LogVisits, ClosePartnerships,
            ],
            ["training:write"] = [WriteTraining],
            ["materials:write"] = [WriteMaterials, FollowJobs],
            ["interventions:create"] = [LogInterventions],
            ["interventions:read"] = [ReadInterventions, ReadStatistics],
            ["interventions:read_sensitive"] = [ReadNarratives],
            ["directory:read"] = [],
            ["exports:create"] = [CreateExports],
            ["webhooks:manage"] = [],
            ["audit:read"] = [ReadAudit],
            ["org:admin"] =
            [
                ReadOrganisation, ManageOrganisation, ManageMembers, ManageServiceAccounts, ReadProgrammes,
                ManageProgrammes, CloseProgrammes, ReadAreas, ManageAreas, ReadStatistics,
            ],
        }.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.Append(ReadSelf).ToFrozenSet());

    public static IReadOnlyList<string> Scopes { get; } = [.. ByScope.Keys.Order(StringComparer.Ordinal)];

    public static FrozenSet<Permission> Of(MemberRole role) => ByRole[role];

    /// <summary>The union of what the scopes grant; a scope that does not exist grants nothing.</summary>
    public static FrozenSet<Permission> Of(IEnumerable<string> scopes) =>
        scopes.SelectMany(scope => ByScope.GetValueOrDefault(scope) ?? []).ToFrozenSet();
}

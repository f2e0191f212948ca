namespace SafeZones.Api.Platform.Identity;

/// <summary>What a route may ask of its caller. Stated where the route is mapped, granted in <see cref="Rights"/>.</summary>
internal enum Permission
{
    /// <summary>Nothing: the route is open to everybody and reads no token.</summary>
    Anyone,

    /// <summary>An action link for the route's purpose, at the end of the path; no token has it.</summary>
    HoldLink,

    /// <summary>Everybody who has signed in: who am I here?</summary>
    ReadSelf,

    ReadOrganisation,
    ManageOrganisation,
    ManageMembers,
    ManageServiceAccounts,
    ReadProgrammes,
    ManageProgrammes,
    CloseProgrammes,
    ReadAreas,
    ManageAreas,
    ReadVenues,
    WriteVenues,
    DeleteVenues,
    ReadPartnerships,
    ManagePartnerships,
    LogVisits,
    ClosePartnerships,
    SuspendPartnerships,
    RemovePartnerships,
    WriteTraining,
    KeepCalendarFeeds,
    WriteMaterials,
    FollowJobs,
    LogInterventions,
    ReadInterventions,
    ReadNarratives,
    ReviewInterventions,
    EraseInterventions,
    ReadStatistics,
    CreateExports,
    ReadContacts,
    WriteContacts,
    ReadAudit,

    /// <summary>The platform operator's plane.</summary>
    OperatePlatform,
}

namespace SafeZones.Domain.Partnerships;

/// <summary>By which way a venue accepted its pledge.</summary>
public enum PledgeMethod
{
    /// <summary>By a link of its own.</summary>
    ActionLink,
    /// <summary>By text message.</summary>
    Sms,
    /// <summary>On paper, which staff transcribed.</summary>
    Paper,
}

/// <summary>Who may sign for a venue.</summary>
public enum SignatoryRole
{
    /// <summary>Owns the business.</summary>
    Owner,
    /// <summary>Manages it day by day.</summary>
    Manager,
}

/// <summary>How somebody looked whether a venue keeps its promise.</summary>
public enum CheckInKind
{
    /// <summary>By telephone.</summary>
    Call,
    /// <summary>By a visit that says what it is.</summary>
    Visit,
    /// <summary>By a visit that does not; the venue never sees it.</summary>
    Mystery,
    /// <summary>The yearly one.</summary>
    Annual,
    /// <summary>The venue looked itself.</summary>
    Self,
}

/// <summary>What came of it.</summary>
public enum CheckInResult
{
    /// <summary>It keeps its promise.</summary>
    Passed,
    /// <summary>It does not.</summary>
    Failed,
}

/// <summary>Why a venue was suspended (DOMAIN.md section 7, <c>suspension_reason</c>).</summary>
public enum SuspensionReason
{
    /// <summary>Nobody knew what to do when somebody asked.</summary>
    FailedMysteryVisit,
    /// <summary>What its staff did.</summary>
    StaffMisconduct,
    /// <summary>Somebody asked for help and got none.</summary>
    RefusedHelp,
    /// <summary>It did not keep a confidence.</summary>
    ConfidentialityBreach,
    /// <summary>It used the name or sign for something else.</summary>
    BrandMisuse,
    /// <summary>The place itself is not safe.</summary>
    SafetyOfVenue,
    /// <summary>It does not answer or take part.</summary>
    NonCooperation,
    /// <summary>A legal reason.</summary>
    Legal,
}

/// <summary>Why a partnership was closed.</summary>
public enum ClosingReason
{
    /// <summary>The place is no longer there.</summary>
    ClosedDown,
    /// <summary>It is somewhere else now.</summary>
    Moved,
    /// <summary>It has another owner, who has promised nothing.</summary>
    OwnershipChanged,
    /// <summary>The programme is over.</summary>
    ProgrammeEnded,
}

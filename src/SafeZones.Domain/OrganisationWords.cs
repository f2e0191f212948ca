namespace SafeZones.Domain;

/// <summary>Whether an organisation may use the API.</summary>
public enum OrganisationStatus
{
    /// <summary>In use.</summary>
    Active,
    /// <summary>Its members and service accounts are refused until it is resumed; nothing is lost.</summary>
    Suspended,
    /// <summary>Being erased.</summary>
    Erasing,
}

/// <summary>Where an organisation's data partition lies.</summary>
public enum Placement
{
    /// <summary>In the pool, walled.</summary>
    Shared,
    /// <summary>In a database of its own.</summary>
    Dedicated,
}

/// <summary>What a member does for the organisation.</summary>
public enum MemberRole
{
    /// <summary>Runs the platform; belongs to no organisation.</summary>
    Operator,
    /// <summary>Answers for the organisation: members, settings, everything else.</summary>
    Owner,
    /// <summary>Runs a programme: venues, areas, contacts.</summary>
    Coordinator,
    /// <summary>Looks after people and confidentiality.</summary>
    Safeguarding,
    /// <summary>Visits venues.</summary>
    Volunteer,
    /// <summary>Trains staff.</summary>
    Trainer,
    /// <summary>Sees suppressed aggregates only.</summary>
    Analyst,
    /// <summary>Sees the audit trail only.</summary>
    Auditor,
}

/// <summary>Who acted, as the audit trail names them.</summary>
public enum ActorKind
{
    /// <summary>A person of the organisation.</summary>
    Member,
    /// <summary>A machine of the organisation or its integrator.</summary>
    ServiceAccount,
    /// <summary>A person who runs the platform.</summary>
    Operator,
    /// <summary>The system itself.</summary>
    System,
    /// <summary>A venue that holds an action link.</summary>
    Venue,
}

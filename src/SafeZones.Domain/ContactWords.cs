namespace SafeZones.Domain;

/// <summary>What a contact is to the venue.</summary>
public enum ContactRole
{
    /// <summary>Owns the business.</summary>
    Owner,
    /// <summary>Manages it day by day.</summary>
    Manager,
    /// <summary>Answers for the safe zone.</summary>
    FocalPoint,
    /// <summary>Stands in for the focal point.</summary>
    Deputy,
    /// <summary>Leads door staff or guards.</summary>
    SecurityLead,
}

/// <summary>How a contact wants to be reached.</summary>
public enum ContactChannel
{
    /// <summary>Text message.</summary>
    Sms,
    /// <summary>WhatsApp message.</summary>
    Whatsapp,
    /// <summary>Telephone call.</summary>
    Voice,
    /// <summary>E-mail.</summary>
    Email,
    /// <summary>A letter or a visit.</summary>
    Paper,
}

/// <summary>Who said how many people work at a venue.</summary>
public enum StaffDeclarer
{
    /// <summary>The venue itself.</summary>
    Venue,
    /// <summary>A volunteer on a visit.</summary>
    Volunteer,
    /// <summary>A trainer at a session.</summary>
    Trainer,
    /// <summary>A coordinator.</summary>
    Coordinator,
}

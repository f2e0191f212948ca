namespace SafeZones.Domain.Interventions;

/// <summary>The part of a day; an intervention's time is never kept more exactly.</summary>
public enum PartOfDay
{
    /// <summary>From about six to noon.</summary>
    Morning,
    /// <summary>From noon to about six.</summary>
    Afternoon,
    /// <summary>From about six to ten.</summary>
    Evening,
    /// <summary>From about ten to six; it belongs to the day on which it began.</summary>
    Night,
    /// <summary>Nobody knows any more.</summary>
    Unknown,
}

/// <summary>Where it happened, as seen from the venue.</summary>
public enum InterventionSetting
{
    /// <summary>In the venue.</summary>
    Inside,
    /// <summary>At its door.</summary>
    Entrance,
    /// <summary>In the street before it.</summary>
    StreetNearby,
    /// <summary>On a bus, a train, in a taxi.</summary>
    Transport,
    /// <summary>On a telephone or screen.</summary>
    Online,
    /// <summary>Somewhere else.</summary>
    Other,
}

/// <summary>By which way it was told.</summary>
public enum InterventionChannel
{
    /// <summary>By the venue's own link.</summary>
    StaffLink,
    /// <summary>By text message.</summary>
    Sms,
    /// <summary>By telephone.</summary>
    Phone,
    /// <summary>On paper.</summary>
    Paper,
    /// <summary>By an app of an integrator.</summary>
    App,
    /// <summary>By a volunteer who was told.</summary>
    Volunteer,
}

/// <summary>Who tells it; never who they are.</summary>
public enum ReporterRole
{
    /// <summary>Somebody who works at the venue.</summary>
    VenueStaff,
    /// <summary>Somebody of the network.</summary>
    Volunteer,
    /// <summary>Whoever was helped.</summary>
    PersonHelped,
    /// <summary>Somebody who saw it.</summary>
    Bystander,
}

/// <summary>What was done to somebody.</summary>
public enum IncidentType
{
    /// <summary>Staring.</summary>
    Ogling,
    /// <summary>Comments, whistling.</summary>
    CommentsCatcalling,
    /// <summary>Following, stalking.</summary>
    FollowingStalking,
    /// <summary>Asking again and again for a number, a name, a drink.</summary>
    UnwantedContactRequests,
    /// <summary>On a telephone or screen.</summary>
    OnlineOrPhone,
    /// <summary>Exposing oneself.</summary>
    IndecentExposure,
    /// <summary>Taking pictures.</summary>
    TakingImages,
    /// <summary>Touching.</summary>
    SexualTouching,
    /// <summary>Sexual assault.</summary>
    SexualAssault,
    /// <summary>Rape.</summary>
    Rape,
    /// <summary>Threatening.</summary>
    Threat,
    /// <summary>Hitting, kicking, holding.</summary>
    PhysicalAssault,
    /// <summary>By a crowd.</summary>
    MobAssault,
    /// <summary>Because of whom they love or who they are.</summary>
    HateLgbtq,
    /// <summary>Because of something else that they are.</summary>
    HateOther,
    /// <summary>By somebody of their own home.</summary>
    DomesticAbuse,
    /// <summary>Signs of trafficking.</summary>
    SuspectedTrafficking,
    /// <summary>Something in a drink or by a needle.</summary>
    Spiking,
    /// <summary>Lost or in distress.</summary>
    LostOrDistressed,
    /// <summary>Something else.</summary>
    Other,
    /// <summary>Nobody asked.</summary>
    Unknown,
}

/// <summary>What staff did.</summary>
public enum InterventionAction
{
    /// <summary>Drew attention away.</summary>
    Distract,
    /// <summary>Asked somebody else to help.</summary>
    Delegate,
    /// <summary>Wrote it down.</summary>
    Document,
    /// <summary>Asked afterwards how they were.</summary>
    DelayCheckIn,
    /// <summary>Told whoever did it to stop.</summary>
    DirectToldToStop,
    /// <summary>Offered help.</summary>
    OfferedHelp,
    /// <summary>Did what was asked.</summary>
    RespondedToRequest,
    /// <summary>Let them stay.</summary>
    GaveSafePlace,
    /// <summary>Took them where nobody sees them.</summary>
    MovedToPrivateSpace,
    /// <summary>Called the police because they asked.</summary>
    CalledPoliceOnRequest,
    /// <summary>Called an ambulance.</summary>
    CalledAmbulance,
    /// <summary>Called a taxi.</summary>
    CalledTaxi,
    /// <summary>Called somebody of theirs.</summary>
    CalledFriendOrFamily,
    /// <summary>Called a hotline or an agency.</summary>
    CalledHotlineOrAgency,
    /// <summary>Asked whoever did it to leave.</summary>
    AskedAggressorToLeave,
    /// <summary>Kept whoever did it out.</summary>
    KeptAggressorOut,
    /// <summary>Offered to be a witness.</summary>
    ActedAsWitness,
    /// <summary>Told them where help is.</summary>
    GaveInformation,
}

/// <summary>How it ended.</summary>
public enum InterventionOutcome
{
    /// <summary>They left alone and safe.</summary>
    LeftSafelyAlone,
    /// <summary>They left with somebody of theirs.</summary>
    LeftWithFriend,
    /// <summary>They left by taxi, bus or train.</summary>
    LeftByTransport,
    /// <summary>The police took over.</summary>
    HandedToPolice,
    /// <summary>An agency took over.</summary>
    HandedToAgency,
    /// <summary>A doctor or an ambulance took over.</summary>
    MedicalCare,
    /// <summary>They were told where to go, and wanted to.</summary>
    Referred,
    /// <summary>They did not want help.</summary>
    DeclinedHelp,
    /// <summary>They had gone before anybody could help.</summary>
    LeftBeforeHelp,
    /// <summary>It went on.</summary>
    SituationUnresolved,
    /// <summary>Nobody knows.</summary>
    Unknown,
}

/// <summary>What kind of help they were referred to.</summary>
public enum ReferralType
{
    /// <summary>A doctor or hospital.</summary>
    Health,
    /// <summary>Somebody to talk to.</summary>
    Psychosocial,
    /// <summary>Police or security.</summary>
    PoliceSecurity,
    /// <summary>A lawyer or legal aid.</summary>
    Legal,
    /// <summary>Work and income.</summary>
    Livelihood,
    /// <summary>Somewhere to stay.</summary>
    Shelter,
    /// <summary>Those who protect children.</summary>
    ChildProtection,
    /// <summary>A hotline.</summary>
    Hotline,
    /// <summary>An embassy or consulate.</summary>
    Embassy,
    /// <summary>Something else.</summary>
    Other,
}

/// <summary>How old they seemed.</summary>
public enum AgeGroup
{
    /// <summary>Under eighteen: then nothing more is kept of them.</summary>
    Child,
    /// <summary>Eighteen or older.</summary>
    Adult,
    /// <summary>Nobody can say.</summary>
    Unknown,
}

/// <summary>What they said of themselves.</summary>
public enum Gender
{
    /// <summary>A woman.</summary>
    Woman,
    /// <summary>A man.</summary>
    Man,
    /// <summary>Something else.</summary>
    Other,
    /// <summary>Nobody asked, or they would not say.</summary>
    NotRecorded,
}

/// <summary>What the network does next.</summary>
public enum FollowUp
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>Call the venue.</summary>
    CallVenue,
    /// <summary>Have the safeguarding lead look at it.</summary>
    Safeguarding,
    /// <summary>Replace the sticker.</summary>
    ReplaceDecal,
}

namespace SafeZones.Domain;

/// <summary>What kind of place a venue is (DOMAIN.md section 7, <c>venue_category</c>).</summary>
public enum VenueCategory
{
    /// <summary>A shop.</summary>
    Shop,
    /// <summary>A kiosk or newsstand.</summary>
    Kiosk,
    /// <summary>A pharmacy.</summary>
    Pharmacy,
    /// <summary>A café or tea house.</summary>
    Cafe,
    /// <summary>A restaurant or fast-food place.</summary>
    Restaurant,
    /// <summary>A bar or pub.</summary>
    Bar,
    /// <summary>A nightclub.</summary>
    Nightclub,
    /// <summary>A hotel or hostel.</summary>
    Hotel,
    /// <summary>A petrol station.</summary>
    PetrolStation,
    /// <summary>A bank.</summary>
    Bank,
    /// <summary>A library.</summary>
    Library,
    /// <summary>A fire station.</summary>
    FireStation,
    /// <summary>A place of worship.</summary>
    Faith,
    /// <summary>A school or university.</summary>
    SchoolUniversity,
    /// <summary>A clinic, doctor or hospital.</summary>
    Health,
    /// <summary>A community centre.</summary>
    CommunityCentre,
    /// <summary>A station or stop.</summary>
    TransportStop,
    /// <summary>A port.</summary>
    Port,
    /// <summary>An airport.</summary>
    Airport,
    /// <summary>A taxi or taxi company.</summary>
    Taxi,
    /// <summary>A bus or train.</summary>
    BusTrain,
    /// <summary>A market stall.</summary>
    MarketStall,
    /// <summary>A safe point at an event.</summary>
    EventPoint,
    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>Whether a venue stays where it is.</summary>
public enum VenueKind
{
    /// <summary>Stays at one address.</summary>
    Fixed,
    /// <summary>Stands for the length of an event or season.</summary>
    Temporary,
    /// <summary>Moves: a taxi, a bus, a mobile team.</summary>
    Mobile,
}

/// <summary>What the public may learn about a venue.</summary>
public enum VenueVisibility
{
    /// <summary>Name, address and exact position.</summary>
    Public,
    /// <summary>Listed with a position rounded to the programme's precision.</summary>
    Approximate,
    /// <summary>Never listed; the hotline may name it.</summary>
    HotlineOnly,
    /// <summary>Never listed and never named.</summary>
    Hidden,
}

namespace SafeZones.Api.Features.VenueContacts;

/// <summary>The people to reach at a venue. Restricted: a permission of their own, and each read is an audit entry.</summary>
internal static class VenueContactsFeature
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        AddVenueContact.Map(routes);
        ListVenueContacts.Map(routes);
        ReadVenueContact.Map(routes);
        PatchVenueContact.Map(routes);
        RemoveVenueContact.Map(routes);
    }
}

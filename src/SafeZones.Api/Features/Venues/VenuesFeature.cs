namespace SafeZones.Api.Features.Venues;

/// <summary>Venues: what the network is made of.</summary>
internal static class VenuesFeature
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        RegisterVenue.Map(routes);
        ListVenues.Map(routes);
        GetVenue.Map(routes);
        PatchVenue.Map(routes);
        DeleteVenue.Map(routes);
        RestoreVenue.Map(routes);
    }
}

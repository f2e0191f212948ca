namespace SafeZones.Api.Features.Venues;

/// <summary>Venues: what the network is made of.</summary>
internal static class VenuesFeature
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        RegisterVenue.Map(routes);
        RegisterVenueBatch.Map(routes);
        ListVenues.Map(routes);
        ExportVenues.Map(routes);
        GetVenue.Map(routes);
        GetVenueOpening.Map(routes);
        GetVenueByExternalId.Map(routes);
        PutVenueByExternalId.Map(routes);
        PatchVenue.Map(routes);
        DeleteVenue.Map(routes);
        RestoreVenue.Map(routes);
    }
}

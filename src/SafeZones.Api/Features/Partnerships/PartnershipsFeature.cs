namespace SafeZones.Api.Features.Partnerships;

/// <summary>Partnerships: a venue and a programme, from the first visit to the last day.</summary>
internal static class PartnershipsFeature
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        OpenPartnership.Map(routes);
        ListPartnerships.Map(routes);
        GetPartnership.Map(routes);
        ListPartnershipMoves.Map(routes);
        LogOutreachVisit.Map(routes);
        ListOutreachVisits.Map(routes);
    }
}

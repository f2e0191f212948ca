namespace SafeZones.Api.Features.Partnerships.Appeals;

/// <summary>Appeals: what a suspended venue says against it by its link, and what somebody who took no earlier part decides.</summary>
internal static class AppealsFeature
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        AppealSuspension.Map(routes);
        ListAppeals.Map(routes);
        ReadAppeal.Map(routes);
        DecideAppeal.Map(routes);
    }
}

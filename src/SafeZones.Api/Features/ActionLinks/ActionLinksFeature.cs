namespace SafeZones.Api.Features.ActionLinks;

/// <summary>Action links: what a venue acts by. What can be done with one is beside what it does.</summary>
internal static class ActionLinksFeature
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        CreateActionLink.Map(routes);
        ListActionLinks.Map(routes);
        RevokeActionLink.Map(routes);
        ShowActionLink.Map(routes);
    }
}

namespace SafeZones.Api.Features.PublicAnswers;

/// <summary>What everybody may ask: is this place really a safe zone right now, and where is one?</summary>
internal static class PublicAnswersFeature
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        VerifyDecal.Map(routes);
        ListSafeZones.Map(routes);
        ListSafeZoneChanges.Map(routes);
        GetOfflinePack.Map(routes);
    }
}

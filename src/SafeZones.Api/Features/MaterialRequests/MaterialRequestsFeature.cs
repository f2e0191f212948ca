namespace SafeZones.Api.Features.MaterialRequests;

/// <summary>Material requests: what venues ask for by their links, and whether they were given it.</summary>
internal static class MaterialRequestsFeature
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        AskForMaterials.Map(routes);
        ListMaterialRequests.Map(routes);
        FulfilMaterialRequest.Map(routes);
        RefuseMaterialRequest.Map(routes);
    }
}

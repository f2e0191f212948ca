namespace SafeZones.Api.Features.Areas;

/// <summary>Areas: where a network works, and which part of it a venue lies in.</summary>
internal static class AreasFeature
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        CreateArea.Map(routes);
        ImportAreas.Map(routes);
        ListAreas.Map(routes);
        GetArea.Map(routes);
        PatchArea.Map(routes);
        DeleteArea.Map(routes);
    }
}

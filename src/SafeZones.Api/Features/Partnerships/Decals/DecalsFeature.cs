namespace SafeZones.Api.Features.Partnerships.Decals;

/// <summary>Decals: what is on show at a venue, from the printer to the day it comes down.</summary>
internal static class DecalsFeature
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        RegisterMaterialEdition.Map(routes);
        ListMaterialEditions.Map(routes);
        MintDecal.Map(routes);
        MintDecalBatch.Map(routes);
        ListDecals.Map(routes);
        ExportDecals.Map(routes);
        GetDecal.Map(routes);
        PrintDecal.Map(routes);
        StartDecalPrint.Map(routes);
        PrintCertificate.Map(routes);
        ReadDisplayPhoto.Map(routes);
        AllocateDecal.Map(routes);
        IssueDecal.Map(routes);
        DisplayDecal.Map(routes);
        ReturnDecal.Map(routes);
        ReportDecalDestroyed.Map(routes);
        ReportDecalLost.Map(routes);
        ReportDecalStolen.Map(routes);
        ReportDecalDamaged.Map(routes);
        WriteOffDecal.Map(routes);
        ReplaceDecal.Map(routes);
        VoidDecal.Map(routes);
        ListRecalls.Map(routes);
    }
}

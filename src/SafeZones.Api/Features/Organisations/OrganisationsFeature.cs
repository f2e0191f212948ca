namespace SafeZones.Api.Features.Organisations;

/// <summary>Organisations: opened and suspended by the operator, described by their owners.</summary>
internal static class OrganisationsFeature
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        CreateOrganisation.Map(routes);
        ListOrganisations.Map(routes);
        InspectOrganisation.Map(routes);
        SetQuotas.Map(routes);
        SuspendOrganisation.Map(routes);
        ResumeOrganisation.Map(routes);
        GetOrganisation.Map(routes);
        PatchOrganisation.Map(routes);
        GetLogo.Map(routes);
        SetLogo.Map(routes);
        RemoveLogo.Map(routes);
        ListEncryptionKeys.Map(routes);
        RotateEncryptionKey.Map(routes);
        EraseEncryptionKey.Map(routes);
    }
}

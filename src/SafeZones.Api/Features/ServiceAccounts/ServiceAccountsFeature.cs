namespace SafeZones.Api.Features.ServiceAccounts;

/// <summary>Service accounts: the machines of an organisation, which get tokens at the built-in issuer.</summary>
internal static class ServiceAccountsFeature
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        CreateServiceAccount.Map(routes);
        ListServiceAccounts.Map(routes);
        GetServiceAccount.Map(routes);
        PatchServiceAccount.Map(routes);
        RotateServiceAccountSecret.Map(routes);
        RevokeServiceAccount.Map(routes);
    }
}

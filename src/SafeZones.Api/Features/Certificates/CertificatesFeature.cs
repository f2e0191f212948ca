namespace SafeZones.Api.Features.Certificates;

/// <summary>Certificates of people who were trained, without their names: on paper, and as Open Badges 3.0.</summary>
internal static class CertificatesFeature
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        IssueCertificate.Map(routes);
        ListCertificates.Map(routes);
        GetCertificate.Map(routes);
        RevokeCertificate.Map(routes);
        VerifyCertificate.Map(routes);
        GetCredential.Map(routes);
        GetIssuer.Map(routes);
        GetIssuerKey.Map(routes);
        GetStatusList.Map(routes);
    }
}

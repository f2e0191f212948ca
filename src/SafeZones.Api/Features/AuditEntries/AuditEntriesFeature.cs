namespace SafeZones.Api.Features.AuditEntries;

/// <summary>The audit trail, read by auditors and owners. It is written by the pipeline and changed by nobody.</summary>
internal static class AuditEntriesFeature
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        ListAuditEntries.Map(routes);
        ListPlatformAuditEntries.Map(routes);
    }
}

namespace SafeZones.Api.Features.Jobs;

/// <summary>Jobs: what takes longer than a request may, how far it is, and what came of it.</summary>
internal static class JobsFeature
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        GetJob.Map(routes);
        CancelJob.Map(routes);
        GetJobResult.Map(routes);
    }
}

namespace SafeZones.Api.Features.Interventions;

/// <summary>Interventions: that staff stepped in, told without telling who anybody is.</summary>
internal static class InterventionsFeature
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        LogIntervention.Map(routes);
        LogInterventionByLink.Map(routes);
        ListInterventions.Map(routes);
        GetIntervention.Map(routes);
        AmendIntervention.Map(routes);
        ListInterventionEditions.Map(routes);
        ReadInterventionNarrative.Map(routes);
        ReviewIntervention.Map(routes);
        HoldIntervention.Map(routes);
        ReleaseIntervention.Map(routes);
        DeleteIntervention.Map(routes);
        ExportInterventions.Map(routes);
        GetInterventionStatistics.Map(routes);
        ExportInterventionStatistics.Map(routes);
    }
}

namespace SafeZones.Api.Features.Programmes;

/// <summary>
/// Programmes: what an organisation asks of its venues. They are written here and, for the one that an organisation
/// begins with, by <c>CreateOrganisation</c>, which opens the whole partition in one transaction.
/// </summary>
internal static class ProgrammesFeature
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        CreateProgramme.Map(routes);
        ListProgrammes.Map(routes);
        GetProgramme.Map(routes);
        PatchProgramme.Map(routes);
        StartProgramme.Map(routes);
        SunsetProgramme.Map(routes);
        ResumeProgramme.Map(routes);
        EndProgramme.Map(routes);
    }
}

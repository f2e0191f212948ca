namespace SafeZones.Api.Features.Trainings;

/// <summary>Trainings: what is taught, when and where, and who at which venue has learned it.</summary>
internal static class TrainingsFeature
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        RegisterCurriculum.Map(routes);
        ListCurricula.Map(routes);
        GetCurriculum.Map(routes);
        PlanTrainingSession.Map(routes);
        ListTrainingSessions.Map(routes);
        GetTrainingSession.Map(routes);
        PatchTrainingSession.Map(routes);
        HoldTrainingSession.Map(routes);
        ConfirmTrainingSession.Map(routes);
        ConfirmAttendance.Map(routes);
        CancelTrainingSession.Map(routes);
        RecordAttendance.Map(routes);
        RecordTraining.Map(routes);
        ListTrainingRecords.Map(routes);
        ExportTrainingRecords.Map(routes);
        RecordStaffChange.Map(routes);
        GetTrainingSessionCalendar.Map(routes);
        CreateCalendarFeed.Map(routes);
        ListCalendarFeeds.Map(routes);
        RevokeCalendarFeed.Map(routes);
        ReadCalendarFeed.Map(routes);
    }
}

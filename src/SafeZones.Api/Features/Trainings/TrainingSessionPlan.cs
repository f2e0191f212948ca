using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain;

namespace SafeZones.Api.Features.Trainings;

/// <summary>What a session that is planned, anew or otherwise, goes by: what is taught, where and by whom.</summary>
internal static class TrainingSessionPlan
{
    /// <summary>The values of its statement, or the refusal that names what does not exist.</summary>
    /// <param name="database">The door.</param>
    /// <param name="caller">Whose organisation gives its time zone where nothing else does.</param>
    /// <param name="id">The session.</param>
    /// <param name="body">What was asked for.</param>
    /// <param name="now">Now.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<object> Check(
        TenantDatabase database, Caller caller, Guid id, TrainingSessionBody body, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        await using var answers = await database.Ask(
            FindCurriculumVenueAndTrainer,
            new { curriculumId = body.CurriculumId, venueId = body.VenueId, trainerId = body.TrainerId }, cancellationToken);
        _ = await answers.FirstOrDefault<Guid?>(cancellationToken)
            ?? throw new Problem(ProblemCode.CurriculumMissing, Fault.At("/curriculum_id", FaultCode.Missing));
        var venue = await answers.FirstOrDefault<VenueClock>(cancellationToken);
        if (body.VenueId is not null && venue is null)
        {
            throw new Problem(ProblemCode.VenueMissing, Fault.At("/venue_id", FaultCode.Missing));
        }

        var trainer = await answers.FirstOrDefault<MemberRole?>(cancellationToken);
        if (body.TrainerId is not null && (trainer is null || !Rights.Of(trainer.Value).Contains(Permission.WriteTraining)))
        {
            throw new Problem(ProblemCode.TrainerMissing, Fault.At("/trainer_id", FaultCode.Missing));
        }

        return new
        {
            id,
            curriculumId = body.CurriculumId,
            venueId = body.VenueId,
            startsAt = body.StartsAt,
            endsAt = body.EndsAt,
            timeZone = body.TimeZone ?? venue?.TimeZone ?? caller.Organisation.TimeZone,
            place = body.Place,
            trainerId = body.TrainerId,
            format = body.Format,
            capacity = body.Capacity,
            now,
        };
    }

    // The venue is locked, so that it is not deleted meanwhile.
    private const string FindCurriculumVenueAndTrainer =
        """
        select c.id from curricula c where c.tenant_id = @tenantId and c.id = @curriculumId;

        select v.time_zone
        from venues v
        where v.tenant_id = @tenantId and v.id = @venueId and v.deleted_at is null
        for share;

        select m.role from members m where m.tenant_id = @tenantId and m.id = @trainerId and m.disabled_at is null
        """;
}

/// <summary>A venue that is there, and by which clock it lives.</summary>
internal sealed record VenueClock(string TimeZone);

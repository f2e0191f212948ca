namespace SafeZones.Api.Features.Trainings;

/// <summary>Who of one venue was at a session, as it was written down.</summary>
/// <param name="Session">The session with how many were there by now.</param>
/// <param name="Records">What follows from it for the venue.</param>
public sealed record Attendance(TrainingSession Session, IReadOnlyList<TrainingRecord> Records)
{
    internal static Attendance Example { get; } = new(
        TrainingSession.Example with { Status = Domain.Trainings.TrainingSessionStatus.Held, Attended = 9, Venues = 1, Version = 3 },
        [
            TrainingRecord.Example with
            {
                TrainingSessionId = TrainingSession.Example.Id, Headcount = 9, CompletedOn = new DateOnly(2026, 12, 1),
                ValidUntil = new DateOnly(2027, 12, 1),
            },
        ]);
}

using SafeZones.Domain.Geography;

namespace SafeZones.Domain.Trainings;

/// <summary>What a move of a training session needs beside its line in the table, and what follows from its day.</summary>
public static class TrainingSessionGuards
{
    /// <summary>What has not begun was not held.</summary>
    /// <param name="startsAt">When it begins.</param>
    /// <param name="now">Now.</param>
    public static Refusal? RefuseHolding(DateTimeOffset startsAt, DateTimeOffset now) =>
        startsAt <= now ? null : new("training_session_not_begun", "It has not begun yet.");

    /// <summary>A venue confirms who was there, which somebody must have said.</summary>
    /// <param name="attended">How many were there.</param>
    public static Refusal? RefuseConfirmation(int attended) =>
        attended > 0 ? null : new("attendance_missing", "Nobody was marked as present yet.");

    /// <summary>What a venue has confirmed of its own people stays as it is: it is neither confirmed again nor added to.</summary>
    /// <param name="confirmedAt">When it did; null while it has not.</param>
    public static Refusal? RefuseConfirmed(DateTimeOffset? confirmedAt) =>
        confirmedAt is null ? null : new("attendance_confirmed", "The venue has confirmed who of its people was there.");

    /// <summary>
    /// The day on which its people were trained: that of its end, or today where it was over sooner. In the time zone of their
    /// venue, where their other days are.
    /// </summary>
    /// <param name="endsAt">When it was to end.</param>
    /// <param name="now">Now.</param>
    /// <param name="timeZone">The venue's.</param>
    public static DateOnly CompletedOn(DateTimeOffset endsAt, DateTimeOffset now, string timeZone) =>
        TimeZoneName.DayOf(endsAt < now ? endsAt : now, timeZone);
}

namespace SafeZones.Domain.Trainings;

/// <summary>Where a training session stands.</summary>
public enum TrainingSessionStatus
{
    /// <summary>It has a day.</summary>
    Planned,
    /// <summary>It took place and attendance is known.</summary>
    Held,
    /// <summary>The venue says so too.</summary>
    Confirmed,
    /// <summary>It will not take place.</summary>
    Cancelled,
}

/// <summary>What can be done to a training session.</summary>
public enum TrainingSessionAction
{
    /// <summary>Hold it.</summary>
    Hold,
    /// <summary>Confirm who was there.</summary>
    Confirm,
    /// <summary>Call it off.</summary>
    Cancel,
}

/// <summary>Who does something to a training session.</summary>
public enum TrainingSessionActor
{
    /// <summary>A venue that took part.</summary>
    Venue,
    /// <summary>The trainer.</summary>
    Trainer,
    /// <summary>A coordinator.</summary>
    Coordinator,
}

/// <summary>The life of a training session.</summary>
public static class TrainingSessionLifecycle
{
    private const TrainingSessionActor Venue = TrainingSessionActor.Venue;
    private const TrainingSessionActor Trainer = TrainingSessionActor.Trainer;
    private const TrainingSessionActor Coordinator = TrainingSessionActor.Coordinator;

    /// <summary>Its table of moves.</summary>
    public static Lifecycle<TrainingSessionStatus, TrainingSessionAction, TrainingSessionActor> Table { get; } = new(
        "training_session",
        new(TrainingSessionStatus.Planned, TrainingSessionAction.Hold, TrainingSessionStatus.Held, [Trainer, Coordinator]),
        new(TrainingSessionStatus.Planned, TrainingSessionAction.Cancel, TrainingSessionStatus.Cancelled, [Trainer, Coordinator]),
        new(TrainingSessionStatus.Held, TrainingSessionAction.Confirm, TrainingSessionStatus.Confirmed, [Venue, Coordinator]));
}

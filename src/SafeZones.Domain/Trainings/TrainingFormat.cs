namespace SafeZones.Domain.Trainings;

/// <summary>How a training is given.</summary>
public enum TrainingFormat
{
    /// <summary>At a venue, for the people who work there.</summary>
    InVenue,
    /// <summary>Somewhere, for people of several venues.</summary>
    Workshop,
    /// <summary>Online, at a fixed time.</summary>
    Webinar,
    /// <summary>Online, whenever it suits within its time.</summary>
    ELearning,
    /// <summary>By somebody of a venue who was trained to train colleagues.</summary>
    Cascade,
}

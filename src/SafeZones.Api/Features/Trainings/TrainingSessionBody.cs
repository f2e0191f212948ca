using System.ComponentModel.DataAnnotations;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Trainings;

namespace SafeZones.Api.Features.Trainings;

/// <summary>What of a training session is planned, and can be changed while it is.</summary>
public sealed record TrainingSessionBody : IConsistent
{
    internal const int CapacityMax = 1000;
    private const int YearMax = 2200;
    private static readonly TimeSpan LengthMax = TimeSpan.FromDays(31);

    /// <summary>The version of the curriculum that is taught.</summary>
    public required Guid CurriculumId { get; init; }

    /// <summary>The venue whose people it is for; open to all without one. A training <c>in_venue</c> needs one.</summary>
    public Guid? VenueId { get; init; }

    /// <summary>When it begins, to the second.</summary>
    public required DateTimeOffset StartsAt { get; init => field = WholeSeconds(value); }

    /// <summary>When it ends, to the second; at most 31 days later.</summary>
    public required DateTimeOffset EndsAt { get; init => field = WholeSeconds(value); }

    /// <summary>The time zone of the place (IANA); the venue's, or else the organisation's, unless given.</summary>
    [TimeZone]
    public string? TimeZone { get; init; }

    /// <summary>
    /// Where it is, in words: a room, an address, a link. Calendars show it, also of a venue that does not want to be found, and lie
    /// on other people's servers.
    /// </summary>
    [StringLength(200, MinimumLength = 1), OneLine]
    public string? Place { get; init => field = value?.Trim(); }

    /// <summary>The member who gives it.</summary>
    public Guid? TrainerId { get; init; }

    /// <summary>How it is given.</summary>
    public required TrainingFormat Format { get; init; }

    /// <summary>How many people can take part.</summary>
    [Range(1, CapacityMax)]
    public required int Capacity { get; init; }

    IEnumerable<Fault> IConsistent.Contradictions()
    {
        if (EndsAt.Year > YearMax)
        {
            yield return Fault.At("/ends_at", FaultCode.OutOfRange, ("least", 1900), ("most", YearMax));
        }
        else if (EndsAt <= StartsAt)
        {
            yield return Fault.At("/ends_at", FaultCode.DatesReversed);
        }
        else if (EndsAt - StartsAt > LengthMax)
        {
            yield return Fault.At("/ends_at", FaultCode.Contradiction, ("rule", "at most 31 days after starts_at"));
        }

        if (Format == TrainingFormat.InVenue && VenueId is null)
        {
            yield return Fault.At("/venue_id", FaultCode.Contradiction, ("rule", "in_venue needs venue_id"));
        }
    }

    private static DateTimeOffset WholeSeconds(DateTimeOffset value) => value.AddTicks(-(value.Ticks % TimeSpan.TicksPerSecond));
}

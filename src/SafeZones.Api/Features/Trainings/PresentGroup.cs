using System.ComponentModel.DataAnnotations;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Trainings;

namespace SafeZones.Api.Features.Trainings;

/// <summary>People of a venue who do the same there, by head-count or by the venue's own labels.</summary>
public sealed record PresentGroup : IConsistent
{
    internal const int LabelsMax = 100;

    /// <summary>What they do there.</summary>
    public required StaffRole StaffRole { get; init; }

    /// <summary>How many people.</summary>
    [Range(1, TrainingRecording.HeadcountMax)]
    public int? Headcount { get; init; }

    /// <summary>The venue's own labels for them, such as <c>S-04</c>; never names.</summary>
    [Length(1, LabelsMax), PersonLabels]
    public IReadOnlyList<string>? PersonRefs { get; init; }

    /// <summary>Whether a head-count is of people who were not counted before.</summary>
    public bool AreOthers { get; init; }

    /// <summary>How it went.</summary>
    public required TrainingResult Result { get; init; }

    IEnumerable<Fault> IConsistent.Contradictions()
    {
        if ((PersonRefs is null) == (Headcount is null))
        {
            yield return Fault.At("/headcount", FaultCode.Contradiction, ("rule", "person_refs or headcount"));
        }
    }
}

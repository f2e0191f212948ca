using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Venues;

/// <summary>What became of a batch, in its order.</summary>
/// <param name="Items">Each item.</param>
public sealed record VenueBatch(IReadOnlyList<VenueBatchItem> Items);

/// <summary>What became of an item.</summary>
/// <param name="Index">Which item, from 0.</param>
/// <param name="Status">The HTTP status that it would have had alone.</param>
/// <param name="Venue">The venue, if it was registered.</param>
/// <param name="Problem">Why it was not.</param>
public sealed record VenueBatchItem(int Index, int Status, Venue? Venue, ProblemBody? Problem)
{
    internal static VenueBatchItem Refused(int index, ProblemBody problem) => new(index, problem.Status, null, problem);
}

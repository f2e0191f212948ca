namespace SafeZones.Domain.Interventions;

/// <summary>Counts that may be published.</summary>
/// <param name="Total">All of them; null if it is suppressed.</param>
/// <param name="Cells">The count of each word, in the order given; null where it is suppressed.</param>
public sealed record PublishedCounts(long? Total, IReadOnlyList<long?> Cells);

/// <summary>
/// Keeps small counts from pointing at people. A count from 1 to k - 1 is suppressed, and with it as many of the next smallest as it
/// takes, so that what is missing from the total is never one cell alone and never fewer than k.
/// </summary>
public static class Suppression
{
    /// <param name="total">How many there are, each counted once.</param>
    /// <param name="cells">How many there are of each word.</param>
    /// <param name="k">The smallest count that is published.</param>
    public static PublishedCounts Apply(long total, IReadOnlyList<long> cells, int k)
    {
        if (total > 0 && total < k)
        {
            // Not even which words there were.
            return new PublishedCounts(null, [.. cells.Select(_ => (long?)null)]);
        }

        var fromSmallest = Enumerable.Range(0, cells.Count).Where(index => cells[index] > 0).OrderBy(index => cells[index]).ToList();
        var small = fromSmallest.Count(index => cells[index] < k);
        var suppressed = small == 0 ? 0 : Math.Max(small, 2);
        while (small > 0 && suppressed < fromSmallest.Count && Sum(suppressed) < k)
        {
            suppressed++;
        }

        var hidden = fromSmallest.Take(suppressed).ToHashSet();
        // With nothing left to hide it behind, the total goes too.
        var isTold = small == 0 || (hidden.Count >= 2 && Sum(suppressed) >= k);
        return new PublishedCounts(
            isTold ? total : null, [.. cells.Select((count, index) => hidden.Contains(index) ? null : (long?)count)]);

        long Sum(int first) => fromSmallest.Take(first).Sum(index => cells[index]);
    }
}

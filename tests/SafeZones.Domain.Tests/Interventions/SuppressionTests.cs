using SafeZones.Domain.Interventions;
using Xunit;

namespace SafeZones.Domain.Tests.Interventions;

public sealed class SuppressionTests
{
    [Fact]
    public void A_small_count_takes_the_next_smallest_with_it_so_that_the_total_does_not_give_it_away()
    {
        var published = Suppression.Apply(41, [24, 9, 2, 0, 6], k: 5);

        Assert.Equal(41, published.Total);
        Assert.Equal([24, 9, null, 0, null], published.Cells);
    }

    [Fact]
    public void Two_small_counts_that_are_small_together_take_a_third()
    {
        var published = Suppression.Apply(33, [1, 2, 10, 20], k: 5);

        Assert.Equal([null, null, null, 20], published.Cells);
    }

    [Fact]
    public void Of_fewer_than_k_nothing_is_told() =>
        Assert.Equivalent(new PublishedCounts(null, [null, null, null]), Suppression.Apply(4, [4, 0, 0], k: 5));

    [Fact]
    public void Of_none_it_is_told_that_there_were_none() =>
        Assert.Equivalent(new PublishedCounts(0, [0, 0]), Suppression.Apply(0, [0, 0], k: 5));

    [Fact]
    public void A_small_count_that_nothing_can_hide_takes_the_total_with_it()
    {
        // Of nine, seven did not say.
        var published = Suppression.Apply(9, [2, 0, 0], k: 5);

        Assert.Equivalent(new PublishedCounts(null, [null, 0, 0]), published);
    }

    /// <summary>Invariant 10: whoever knows the total and every published count cannot tell a suppressed one.</summary>
    [Fact]
    public void Whatever_the_counts_nobody_can_tell_a_small_one_from_what_is_published()
    {
        var dice = new Random(20261124);
        for (var round = 0; round < 20_000; round++)
        {
            var k = dice.Next(3, 12);
            long[] cells = [.. Enumerable.Range(0, dice.Next(1, 9)).Select(_ => (long)(dice.Next(3) == 0 ? 0 : dice.Next(0, 3 * k)))];
            var total = cells.Sum();

            var published = Suppression.Apply(total, cells, k);

            var hidden = published.Cells.Index().Where(cell => cell.Item is null).Select(cell => cells[cell.Index]).ToList();
            Assert.All(published.Cells, count => Assert.False(count is > 0 && count < k, "A small count was told."));
            Assert.All(published.Cells.Index(), cell => Assert.True(cell.Item is null || cell.Item == cells[cell.Index]));
            if (published.Total is not null && hidden.Count > 0)
            {
                // What is missing is at least two counts and at least k together: every split of it is as good as the true one.
                Assert.True(hidden.Count >= 2 && hidden.Sum() >= k, $"{string.Join(',', cells)} with k = {k}");
            }
        }
    }
}

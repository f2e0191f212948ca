using SafeZones.Domain.Materials;
using Xunit;

namespace SafeZones.Domain.Tests.Materials;

public sealed class StockTests
{
    [Theory]
    [InlineData(StockMovementKind.Receive, 5, 15)]
    [InlineData(StockMovementKind.Return, 5, 15)]
    [InlineData(StockMovementKind.Issue, 5, 5)]
    [InlineData(StockMovementKind.Scrap, 5, 5)]
    [InlineData(StockMovementKind.Adjust, 5, 15)]
    [InlineData(StockMovementKind.Adjust, -5, 5)]
    [InlineData(StockMovementKind.Issue, 11, -1)]
    public void What_comes_in_is_added_and_what_goes_out_is_taken_away(StockMovementKind kind, int quantity, int after) =>
        Assert.Equal(after, Stock.After(10, kind, quantity));

    [Fact]
    public void What_tells_the_public_that_a_venue_is_a_safe_zone_is_numbered() => Assert.Equal(
        [MaterialKind.WindowDecal, MaterialKind.Poster, MaterialKind.Charter, MaterialKind.Certificate], Stock.Serialised.Order());
}

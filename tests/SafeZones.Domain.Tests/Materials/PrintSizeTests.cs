using SafeZones.Domain.Materials;
using Xunit;

namespace SafeZones.Domain.Tests.Materials;

public sealed class PrintSizeTests
{
    [Theory]
    [InlineData("A6", 105, 148)]
    [InlineData("a5", 148, 210)]
    [InlineData("A4", 210, 297)]
    [InlineData("A4 landscape", 297, 210)]
    [InlineData("A3", 297, 420)]
    [InlineData("A2", 420, 594)]
    [InlineData("100x100", 100, 100)]
    [InlineData("100 × 150 mm", 100, 150)]
    [InlineData("10x15cm", 100, 150)]
    public void A_size_is_read_as_people_write_it(string text, int width, int height) =>
        Assert.Equal(new PrintSize(width, height), PrintSize.ParseOrDefault(text));

    [Theory]
    [InlineData("small")]
    [InlineData("A1")]
    [InlineData("A9")]
    [InlineData("39x100")]
    [InlineData("100x595")]
    [InlineData("100")]
    [InlineData("100x")]
    [InlineData("4 in x 6 in")]
    [InlineData("")]
    public void What_is_no_size_or_none_that_can_be_printed_is_not_guessed(string text) => Assert.Null(PrintSize.ParseOrDefault(text));

    [Fact]
    public void Only_what_has_yet_to_go_up_is_printed() => Assert.Equal(
        [DecalState.InStock, DecalState.Allocated, DecalState.Issued],
        Enum.GetValues<DecalState>().Where(DecalGuards.MayBePrinted));
}

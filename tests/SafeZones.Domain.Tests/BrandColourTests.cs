using Xunit;

namespace SafeZones.Domain.Tests;

public sealed class BrandColourTests
{
    [Theory]
    [InlineData("#000000", 21.0)]
    [InlineData("#ffffff", 1.0)]
    [InlineData("#767676", 4.54)]
    [InlineData("#777777", 4.48)]
    [InlineData("#0B4F9E", 8.0)]
    public void Its_contrast_on_white_is_that_of_WCAG(string colour, double contrast)
    {
        Assert.True(BrandColour.IsWritten(colour));
        Assert.Equal(contrast, BrandColour.OnWhite(colour), 0.01);
    }

    [Theory]
    [InlineData("")]
    [InlineData("#fff")]
    [InlineData("0b4f9e0")]
    [InlineData("#0b4f9g")]
    [InlineData("#0b4f9e;")]
    public void Anything_else_is_no_colour(string text) => Assert.False(BrandColour.IsWritten(text));
}

using SafeZones.Domain.Geography;
using Xunit;

namespace SafeZones.Domain.Tests.Geography;

public sealed class CountryCodeTests
{
    [Theory]
    [InlineData("VN")]
    [InlineData("EG")]
    [InlineData("PH")]
    [InlineData("GB")]
    [InlineData("PS")]
    [InlineData("TW")]
    [InlineData("CW")]
    public void An_assigned_code_is_a_country(string code) => Assert.True(CountryCode.Exists(code));

    [Theory]
    [InlineData("EU")]
    [InlineData("UN")]
    [InlineData("ZZ")]
    [InlineData("XA")]
    [InlineData("AA")]
    [InlineData("QM")]
    [InlineData("AC")]
    [InlineData("IC")]
    [InlineData("UK")]
    [InlineData("YU")]
    [InlineData("vn")]
    [InlineData("VNM")]
    [InlineData("419")]
    [InlineData("")]
    [InlineData(null)]
    public void Reserved_private_withdrawn_and_misspelt_codes_are_not(string? code) =>
        Assert.False(CountryCode.Exists(code));

    [Fact]
    public void There_are_249_countries_and_territories()
    {
        var letters = Enumerable.Range('A', 26).Select(letter => (char)letter).ToArray();
        var codes = letters.SelectMany(first => letters.Select(second => $"{first}{second}"));
        Assert.Equal(249, codes.Count(CountryCode.Exists));
    }
}

using SafeZones.Api.Platform.Http;

namespace SafeZones.Api.Tests.Platform.Http;

public sealed class CsvTextTests
{
    private static readonly CsvColumn<object?>[] Cell = [new("cell", value => value)];

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"no\"", "\"say \"\"no\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("two\r\nlines", "\"two\r\nlines\"")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+84 24", "'+84 24")]
    [InlineData("-rm", "'-rm")]
    [InlineData("@SUM(A1,B1)", "\"'@SUM(A1,B1)\"")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("a=1", "a=1")]
    public void A_text_is_quoted_where_it_must_be_and_is_no_formula(string text, string cell) =>
        Assert.Equal($"cell\r\n{cell}\r\n", CsvText.Of(Cell, text));

    [Fact]
    public void Values_are_written_as_JSON_writes_them_and_a_number_below_zero_stays_a_number() => Assert.Equal(
        "cell\r\n\r\n-122.25\r\n-3\r\ntrue\r\n2026-11-24\r\n2026-11-24T06:00:00.25Z\r\na;b\r\n'-a;b\r\n",
        CsvText.Of(
            Cell, null, -122.25, -3, true, new DateOnly(2026, 11, 24), new DateTimeOffset(2026, 11, 24, 13, 0, 0, 250, TimeSpan.FromHours(7)),
            new[] { "a", "b" }, new[] { "-a", "b" }));

    [Fact]
    public void Whoever_wants_a_text_as_it_is_gets_it() =>
        Assert.Equal("=1+1\r\n", new CsvText(isNeutral: false).Row(Cell, "=1+1").ToString());
}

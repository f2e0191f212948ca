using SafeZones.Domain.Interventions;
using Xunit;

namespace SafeZones.Domain.Tests.Interventions;

public sealed class IdentifiersTests
{
    [Theory]
    // Telephone numbers, however they are written.
    [InlineData("call her on 0912 345 678", IdentifierKind.PhoneNumber)]
    [InlineData("+20 (10) 1234-5678", IdentifierKind.PhoneNumber)]
    [InlineData("رقمها ٠١٠١٢٣٤٥٦٧٨", IdentifierKind.PhoneNumber)]
    [InlineData("०९८७६५४३२१", IdentifierKind.PhoneNumber)]
    [InlineData("０９１２３４５６７８", IdentifierKind.PhoneNumber)]
    [InlineData("0 9 1 2 3 4 5", IdentifierKind.PhoneNumber)]
    [InlineData("0912\u200b345\u200b678", IdentifierKind.PhoneNumber)]
    [InlineData("0912/345/678", IdentifierKind.PhoneNumber)]
    // A day has its own member; a run of digits is taken for the worst.
    [InlineData("on 24.11.2026", IdentifierKind.PhoneNumber)]
    [InlineData("write to somebody@example.org", IdentifierKind.EmailOrHandle)]
    [InlineData("somebody (at) example", IdentifierKind.EmailOrHandle)]
    [InlineData("somebody＠example", IdentifierKind.EmailOrHandle)]
    [InlineData("she is @somebody there", IdentifierKind.EmailOrHandle)]
    [InlineData("https://example.org/x", IdentifierKind.WebAddress)]
    [InlineData("www.example.vn", IdentifierKind.WebAddress)]
    [InlineData("look at example.com for it", IdentifierKind.WebAddress)]
    [InlineData("t.me/somebody", IdentifierKind.WebAddress)]
    [InlineData("passport C1234567", IdentifierKind.DocumentNumber)]
    [InlineData("plate 30A-12345", IdentifierKind.DocumentNumber)]
    public void What_tells_who_somebody_is_is_found(string text, IdentifierKind kind) =>
        Assert.Contains(kind, Identifiers.In(text));

    [Theory]
    [InlineData("He left at 22:30 and came back at 23:15.")]
    [InlineData("Two of us stayed for 45 minutes; the taxi cost 80 000.")]
    [InlineData("We called 16016 and 113.")]
    [InlineData("She asked for Angela. We knew what to do.")]
    [InlineData("Table 12, 3 men, 1 woman; 10-15 minutes.")]
    [InlineData("أعطيناها مكانًا آمنًا وبقينا معها.")]
    [InlineData("Cô ấy ngồi ở bàn số 7.")]
    public void What_staff_need_to_say_is_not(string text) => Assert.Empty(Identifiers.In(text));

    [Fact]
    public void The_longest_text_of_nothing_but_digits_or_separators_takes_no_time()
    {
        foreach (var text in new[] { new string('1', 500), string.Concat(Enumerable.Repeat("1 - ", 125)), new string('a', 500), string.Concat(Enumerable.Repeat("A-", 250)) })
        {
            var started = System.Diagnostics.Stopwatch.StartNew();
            _ = Identifiers.In(text).ToList();
            Assert.InRange(started.ElapsedMilliseconds, 0, 1_000);
        }
    }
}

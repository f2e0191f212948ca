using System.Collections;
using CsCheck;
using SafeZones.Domain.Languages;
using Xunit;

namespace SafeZones.Domain.Tests.Languages;

public sealed class SearchSignatureTests
{
    [Fact]
    public void A_text_that_holds_the_words_of_another_holds_its_bits() =>
        Gen.String[Gen.Char.AlphaNumeric, 1, 8].List[1, 5].Sample(words =>
        {
            var whole = SearchSignature.Of(string.Join(' ', words));
            foreach (var word in words)
            {
                Assert.Equal(0, Count(Without(SearchSignature.Of(word), whole)));
            }
        });

    [Fact]
    public void A_typing_error_keeps_most_of_the_bits_and_another_name_keeps_few()
    {
        var name = SearchSignature.Of("highlands coffee");
        var misspelt = SearchSignature.Of("highland cofee");
        var other = SearchSignature.Of("nha sach trang tien");

        Assert.True(Count(Shared(misspelt, name)) * 10 >= Count(misspelt) * 6);
        Assert.True(Count(Shared(other, name)) * 10 <= Count(other) * 2);
    }

    [Fact]
    public void The_signature_of_a_text_never_changes_because_rows_keep_it()
    {
        var positions = Enumerable.Range(0, SearchSignature.Bits).Where(i => SearchSignature.Of("quán 咖啡")[i]);

        Assert.Equal("134 140 264 318 413 453 467 482", string.Join(' ', positions));
    }

    private static BitArray Shared(BitArray a, BitArray b) => new BitArray(a).And(b);

    private static BitArray Without(BitArray a, BitArray b) => new BitArray(a).And(new BitArray(b).Not());

    private static int Count(BitArray bits) => bits.Cast<bool>().Count(bit => bit);
}

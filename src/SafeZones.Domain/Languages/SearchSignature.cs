using System.Collections;

namespace SafeZones.Domain.Languages;

/// <summary>
/// The trigrams of a text as 512 bits. Two texts that are alike share most bits, which a database tells far faster than
/// it compares the texts: it only has to compare those that come through.
/// </summary>
public static class SearchSignature
{
    /// <summary>How many bits. A name sets about a tenth of them.</summary>
    public const int Bits = 512;

    /// <summary>
    /// The signature of a text in its search form. Trigrams are those of PostgreSQL's pg_trgm: of each word, with two
    /// spaces before it and one after it.
    /// </summary>
    public static BitArray Of(string searchText)
    {
        var bits = new BitArray(Bits);
        foreach (var word in searchText.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var padded = $"  {word} ";
            for (var i = 0; i + 3 <= padded.Length; i++)
            {
                bits[Position(padded.AsSpan(i, 3))] = true;
            }
        }

        return bits;
    }

    // FNV-1a, because it must give the same on every machine for as long as a row lives.
    private static int Position(ReadOnlySpan<char> trigram)
    {
        var hash = 2_166_136_261;
        foreach (var character in trigram)
        {
            hash = unchecked((hash ^ character) * 16_777_619);
        }

        return (int)((hash ^ (hash >> 16)) % Bits);
    }
}

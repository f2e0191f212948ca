using SafeZones.Domain.Languages;

namespace SafeZones.Domain.Materials;

/// <summary>
/// The code on a sticker: twelve unpredictable characters (60 bits) of Crockford's base 32 and a check character, so that it can be read
/// aloud and typed. No I, L, O or U; the check is a sum in the field of 32 elements with a weight of its own for each place,
/// which finds every wrong character and every two that were exchanged.
/// </summary>
public static class DecalCode
{
    /// <summary>Characters of a code, with its check.</summary>
    public const int Characters = 13;

    /// <summary>Unpredictable bytes that a new code is made of.</summary>
    public const int BytesOfOne = 8;

    // Longer than any code with the separators that people put in.
    private const int TypedCharactersMax = 40;

    /// <summary>The code that these bytes make.</summary>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        var bits = System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes);
        Span<int> digits = stackalloc int[Characters - 1];
        for (var place = 0; place < digits.Length; place++)
        {
            digits[place] = (int)((bits >> (5 * place)) & 31);
        }

        Span<char> text = stackalloc char[Characters];
        for (var place = 0; place < digits.Length; place++)
        {
            text[place] = Base32Text.Of(digits[place]);
        }

        text[^1] = Base32Text.Of(Check(digits));
        return new string(text);
    }

    /// <summary>
    /// The code that somebody typed, as it is printed: in any case, with or without separators, digits of any script, O for 0, I
    /// and L for 1. Null if no code is written so.
    /// </summary>
    public static string? ParseOrDefault(string typed)
    {
        if (typed.Length > TypedCharactersMax)
        {
            return null;
        }

        var text = Base32Text.Printed(typed);
        var digits = text.Select(Base32Text.ValueOf).ToArray();
        return text.Length == Characters && !digits.Contains(-1) && Check(digits.AsSpan(..^1)) == digits[^1] ? text : null;
    }

    private static int Check(ReadOnlySpan<int> digits)
    {
        var (sum, weight) = (0, 2);
        foreach (var digit in digits)
        {
            sum ^= Multiply(digit, weight);
            weight = Multiply(weight, 2);
        }

        return sum;
    }

    // In GF(2^5) modulo x^5 + x^2 + 1, where 2 generates every element but 0: twelve places have twelve different weights.
    private static int Multiply(int left, int right)
    {
        var product = 0;
        for (; right > 0; right >>= 1)
        {
            product ^= (right & 1) == 1 ? left : 0;
            left <<= 1;
            left ^= (left & 32) == 32 ? 0b100101 : 0;
        }

        return product;
    }
}

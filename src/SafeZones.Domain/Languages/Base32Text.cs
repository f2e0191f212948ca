namespace SafeZones.Domain.Languages;

/// <summary>Crockford's base 32: codes that can be read aloud and typed, without I, L, O and U.</summary>
public static class Base32Text
{
    /// <summary>Bits in each character.</summary>
    public const int BitsOfOne = 5;

    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>The character of a value below 32.</summary>
    public static char Of(int value) => Alphabet[value];

    /// <summary>The value of a character as it is printed; -1 if it is none.</summary>
    public static int ValueOf(char character) => Alphabet.IndexOf(character, StringComparison.Ordinal);

    /// <summary>As it is printed, what somebody typed: in any case, with or without separators, digits of any script, O for 0, I and L for 1.</summary>
    public static string Printed(string typed) => string.Concat(DigitText.ToAscii(typed).ToUpperInvariant()
        .Where(character => character is not (' ' or '-' or '_' or '.'))
        .Select(character => character switch { 'O' => '0', 'I' or 'L' => '1', _ => character }));
}

using SafeZones.Domain.Languages;

namespace SafeZones.Domain.Links;

/// <summary>
/// The short form of an action link, to be sent back by text message or said over the telephone: six unpredictable characters (30
/// bits). So few can be guessed, and so a code is good only together with a telephone number that the venue is known by.
/// </summary>
public static class LinkCode
{
    /// <summary>Characters of a code.</summary>
    public const int Characters = 6;

    /// <summary>Unpredictable bytes that a new code is made of.</summary>
    public const int BytesOfOne = 4;

    /// <summary>The code that these bytes make.</summary>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        var bits = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes);
        Span<char> text = stackalloc char[Characters];
        for (var place = 0; place < Characters; place++)
        {
            text[place] = Base32Text.Of((int)((bits >> (Base32Text.BitsOfOne * place)) & 31));
        }

        return new string(text);
    }

    /// <summary>The code as it is printed, of what somebody typed or heard (<see cref="Base32Text.Printed"/>); null if no code is written so.</summary>
    public static string? ParseOrDefault(string typed) =>
        Base32Text.Printed(typed) is { Length: Characters } text && text.All(character => Base32Text.ValueOf(character) >= 0) ? text : null;
}

using System.Globalization;
using System.Text;

namespace SafeZones.Domain.Languages;

/// <summary>Digits as people type them, in any script.</summary>
public static class DigitText
{
    /// <summary>The text with each decimal digit, such as ٧, written as 0 to 9; all else stays.</summary>
    public static string ToAscii(string text)
    {
        var ascii = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            var digit = CharUnicodeInfo.GetDecimalDigitValue(text, index);
            if (digit < 0)
            {
                ascii.Append(text[index]);
                continue;
            }
            ascii.Append((char)('0' + digit));
            index += char.IsHighSurrogate(text[index]) ? 1 : 0;
        }
        return ascii.ToString();
    }
}

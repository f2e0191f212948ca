using System.Text;
using System.Text.RegularExpressions;
using SafeZones.Domain.Languages;

namespace SafeZones.Domain.Interventions;

/// <summary>
/// What in a free text would tell who somebody is: a telephone number, an address to write to, a web address, the number of a document.
/// Rather one text too many is refused than a person found: a long number is taken for the worst, and a name cannot be recognised.
/// </summary>
public static partial class Identifiers
{
    /// <summary>What the text holds, each kind once; empty if nothing was found.</summary>
    public static IEnumerable<IdentifierKind> In(string text)
    {
        // Full-width letters and digits of any script are what they look like; what cannot be seen does not hide anything.
        var plain = DigitText.ToAscii(Unseen().Replace(text.Normalize(NormalizationForm.FormKC), ""));
        if (WebAddress().IsMatch(plain))
        {
            yield return IdentifierKind.WebAddress;
        }

        if (EmailOrHandle().IsMatch(plain))
        {
            yield return IdentifierKind.EmailOrHandle;
        }

        if (DocumentNumber().IsMatch(plain))
        {
            yield return IdentifierKind.DocumentNumber;
        }
        else if (LongNumber().IsMatch(plain))
        {
            yield return IdentifierKind.PhoneNumber;
        }
    }

    [GeneratedRegex(@"\p{Cf}")]
    private static partial Regex Unseen();

    // With its scheme, with www, or a word with an ending that names use.
    [GeneratedRegex(
        @"[a-z][a-z0-9+.-]*://|\bwww\.|[\p{L}\p{N}-]\.(com|org|net|info|biz|app|link|page|site|online|social|xyz|me|io|co|ly|gg|tv|be)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WebAddress();

    // An @ beside a word; written out it is still an address.
    [GeneratedRegex(
        @"@\s*[\p{L}\p{N}_]|[\p{L}\p{N}_]\s*@|[\p{L}\p{N}_]\s*[\(\[]\s*at\s*[\)\]]\s*[\p{L}\p{N}_]",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex EmailOrHandle();

    // Letters and at least five digits in one word, as passports, identity cards and number plates have them.
    [GeneratedRegex(
        @"(?<![\p{L}\p{N}])(?=[A-Z0-9-]*[A-Z])(?=(?:[A-Z-]*[0-9]){5})[A-Z0-9-]+(?![\p{L}\p{N}])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DocumentNumber();

    // Six digits or more, whatever stands between them that is no word: also a date, which has a member of its own.
    [GeneratedRegex(@"[0-9](?:[\s().,/·_+-]{0,3}[0-9]){5}", RegexOptions.CultureInvariant)]
    private static partial Regex LongNumber();
}

/// <summary>What tells who somebody is.</summary>
public enum IdentifierKind
{
    /// <summary>A number by which somebody is called, or one that could be.</summary>
    PhoneNumber,
    /// <summary>An address or name by which somebody is written to.</summary>
    EmailOrHandle,
    /// <summary>A page of the web.</summary>
    WebAddress,
    /// <summary>The number of a passport, card or vehicle.</summary>
    DocumentNumber,
}

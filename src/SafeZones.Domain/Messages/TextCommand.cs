using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using SafeZones.Domain.Languages;
using SafeZones.Domain.Links;

namespace SafeZones.Domain.Messages;

/// <summary>What somebody asks for by a text message.</summary>
public enum TextVerb
{
    /// <summary>Do what the code is for.</summary>
    Yes,
    /// <summary>Do not.</summary>
    No,
    /// <summary>So many people work here.</summary>
    Staff,
    /// <summary>So many have left.</summary>
    Left,
    /// <summary>So many are new.</summary>
    New,
    /// <summary>Send me no more.</summary>
    Stop,
    /// <summary>Send me some again.</summary>
    Start,
    /// <summary>Help me.</summary>
    Help,
}

/// <summary>
/// A text message that was understood: one word in any of our languages, with a code or a number where the word takes one. Whatever
/// could mean two things means nothing, but for a call for help.
/// </summary>
/// <param name="Verb">What is asked for.</param>
/// <param name="Number">How many people.</param>
/// <param name="Code">Which link, as it is printed.</param>
public sealed record TextCommand(TextVerb Verb, int? Number = null, string? Code = null)
{
    /// <summary>The longest message that is looked at, in characters: three segments.</summary>
    public const int CharactersMax = 480;

    private const int DigitsMax = 4;

    private static readonly FrozenDictionary<string, TextVerb> Words = new Dictionary<TextVerb, string[]>
    {
        [TextVerb.Yes] = ["yes", "y", "ok", "okay", "oui", "sí", "نعم", "ايوه", "موافق", "موافقة", "oo", "opo"],
        [TextVerb.No] = ["no", "non", "لا", "hindi"],
        [TextVerb.Staff] = ["staff", "équipe", "personnel", "personal", "equipo", "عدد", "موظفون", "موظفين", "عاملون", "عاملين", "tauhan", "kawani"],
        [TextVerb.Left] = ["left", "parti", "partis", "partie", "parties", "salió", "salieron", "غادر", "غادروا", "رحل", "umalis"],
        [TextVerb.New] =
            ["new", "nouveau", "nouveaux", "nouvelle", "nouvelles", "nuevo", "nuevos", "nueva", "nuevas", "جديد", "جديدة", "جدد", "bago"],
        [TextVerb.Stop] = ["stop", "arrêt", "arrêter", "alto", "parar", "baja", "توقف", "قف", "إيقاف", "إلغاء", "tigil", "hinto"],
        [TextVerb.Start] = ["start", "unstop", "reprendre", "alta", "reanudar", "ابدأ", "استئناف", "simula"],
        [TextVerb.Help] = ["help", "sos", "aide", "secours", "ayuda", "auxilio", "socorro", "مساعدة", "المساعدة", "النجدة", "نجدة", "tulong", "saklolo"],
    }.SelectMany(verb => verb.Value.Select(word => (Word: Plain(word), verb.Key))).ToFrozenDictionary(pair => pair.Word, pair => pair.Key);

    /// <summary>What the message asks for; null if that is not clear.</summary>
    public static TextCommand? ParseOrDefault(string message)
    {
        if (message.Length > CharactersMax)
        {
            return null;
        }

        var (verbs, others) = Sort(Split(Plain(message)));
        if (verbs.Contains(TextVerb.Help))
        {
            return new TextCommand(TextVerb.Help);
        }

        var said = string.Concat(others);
        return verbs.Count != 1 ? null : verbs.Single() switch
        {
            var verb and (TextVerb.Stop or TextVerb.Start) => new TextCommand(verb),
            var verb when said.Length == 0 => verb == TextVerb.Staff ? null : new TextCommand(verb),
            var verb and (TextVerb.Yes or TextVerb.No) => LinkCode.ParseOrDefault(said) is { } code ? new TextCommand(verb, Code: code) : null,
            var verb => others is [{ Length: <= DigitsMax } number] && number.All(char.IsAsciiDigit)
                ? new TextCommand(verb, int.Parse(number, CultureInfo.InvariantCulture))
                : null,
        };
    }

    private static (HashSet<TextVerb> Verbs, List<string> Others) Sort(IEnumerable<string> tokens)
    {
        var (verbs, others) = (new HashSet<TextVerb>(), new List<string>());
        foreach (var token in tokens)
        {
            if (Words.TryGetValue(token, out var verb))
            {
                verbs.Add(verb);
            }
            else if (WithoutSpace(token) is var (word, remainder))
            {
                verbs.Add(word);
                others.Add(remainder);
            }
            else
            {
                others.Add(token);
            }
        }

        return (verbs, others);
    }

    // YES7KQ2M4 and STAFF14, where the verb is the first of two and the rest is a code or a number.
    private static (TextVerb Verb, string Remainder)? WithoutSpace(string token)
    {
        for (var length = 1; length < token.Length; length++)
        {
            var rest = token[length..];
            if (Words.TryGetValue(token[..length], out var verb)
                && (verb is TextVerb.Yes or TextVerb.No ? rest.Length == LinkCode.Characters && LinkCode.ParseOrDefault(rest) is not null
                    : rest.All(char.IsAsciiDigit)))
            {
                return (verb, rest);
            }
        }

        return null;
    }

    private static string[] Split(string text) =>
        string.Concat(text.Select(character => char.IsLetterOrDigit(character) ? character : ' '))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);

    // Without case, accents and vowel signs; the forms of alif are one letter, and so are the two that end a word alike.
    private static string Plain(string text) => DigitText.ToAscii(string.Concat(text.Normalize(NormalizationForm.FormKD)
        .Where(character => CharUnicodeInfo.GetUnicodeCategory(character) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format))
        .Select(character => character switch { 'ى' => 'ي', 'ة' => 'ه', 'ـ' => '\0', _ => char.ToUpperInvariant(character) })
        .Where(character => character != '\0')));
}

using System.Collections.Concurrent;
using ICU4N.Globalization;
using ICU4N.Text;

namespace SafeZones.Api.Platform.Messaging;

/// <summary>Which form of a sentence a number takes in a language, by Unicode's CLDR: Arabic has six, English two.</summary>
internal static class Plurals
{
    private static readonly ConcurrentDictionary<string, PluralRules> Rules = new();

    /// <summary>The name of the form: zero, one, two, few, many or other.</summary>
    public static string FormOf(int number, string language) =>
        Rules.GetOrAdd(language, static tag => PluralRules.GetInstance(new UCultureInfo(tag))).Select(number);
}

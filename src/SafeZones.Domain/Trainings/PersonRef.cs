using System.Text.RegularExpressions;

namespace SafeZones.Domain.Trainings;

/// <summary>
/// A venue's own label for somebody who works there, such as S-04. Only the venue knows who that is: letters that could spell a
/// name do not fit.
/// </summary>
public static partial class PersonRef
{
    /// <summary>Whether a text is such a label.</summary>
    public static bool IsLabel(string text) => Label().IsMatch(text);

    /// <summary>How a label is written: at most two letters and one to four digits.</summary>
    public const string Pattern = "^[A-Z]{1,2}-[0-9]{1,4}$";

    [GeneratedRegex(@"\A[A-Z]{1,2}-[0-9]{1,4}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Label();
}

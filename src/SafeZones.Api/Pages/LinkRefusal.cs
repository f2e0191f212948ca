using System.Globalization;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Pages;

/// <summary>Why a form was not taken, for people: in the words of pages where the API's own speak of members and headers.</summary>
internal sealed class LinkRefusal(ProblemTexts problems, PageSentences texts, Problem problem, bool isPassing)
{
    /// <summary>A rule has its own title; everything else can be put right here.</summary>
    public string Title => IsRule ? problems.Title(texts.Language, problem.Code) : texts["correct_title"];

    /// <summary>What to do.</summary>
    public string Text => isPassing ? texts["press_again"]
        : IsOtherForm ? texts["sent_before"]
        : texts[IsRule ? "refused" : "correct"];

    private bool IsRule => !isPassing && problem.Code.Status == StatusCodes.Status409Conflict;

    /// <summary>Whether the key was used for another form, so that this one needs its own.</summary>
    public bool IsOtherForm => problem.Code == ProblemCode.IdempotencyKeyReused;

    public IReadOnlyList<(string Pointer, string Sentence)> Faults =>
        IsOtherForm ? [] : [.. problem.Faults.Select(fault => (fault.Pointer ?? "", Sentence(fault)))];

    private string Sentence(Fault fault)
    {
        var key = $"fault_{fault.Code}";
        if (!texts.All.ContainsKey(key))
        {
            return problems.Sentence(texts.Language, fault);
        }

        var values = fault.Values.Select(value => (value.Name, Text: Convert.ToString(value.Value, CultureInfo.InvariantCulture)!)).ToList();
        var status = values.Find(value => value.Name == "status").Text;
        return string.Join(' ', new[] { texts.All.GetValueOrDefault($"status_{status}"), texts.With(key, values) }.OfType<string>());
    }
}

using System.Globalization;
using SafeZones.Api.Platform.Http;

namespace SafeZones.Api.Pages;

/// <summary>Writes the fields of a form: with what is usual, or as they were filled in, each fault beside its field.</summary>
/// <param name="html">The page.</param>
/// <param name="texts">The reader's language.</param>
/// <param name="form">What was filled in.</param>
/// <param name="faults">What is wrong with it: where (a JSON pointer) and the sentence that says so.</param>
internal sealed class FormFields(Html html, PageSentences texts, LinkForm form, IReadOnlyList<(string Pointer, string Sentence)> faults)
{
    private readonly List<(string Name, string Label)> told = [];

    /// <summary>The fields with which something is wrong.</summary>
    public IReadOnlyList<(string Name, string Label)> Told => told;

    /// <summary>What is wrong with no field that was written.</summary>
    public IEnumerable<string> Untold => faults.Where(fault => !told.Exists(one => IsAt(fault.Pointer, one.Name))).Select(fault => fault.Sentence);

    /// <summary>What the form knows and nobody enters.</summary>
    public void Hidden(string name, string value) => html.Write($"<input type=\"hidden\" name=\"{name}\" value=\"{value}\">");

    /// <summary>One of the words of a closed list.</summary>
    public void Words<TEnum>(string name, string legend, string prefix, IEnumerable<TEnum> words, TEnum? usual = null)
        where TEnum : struct, Enum
    {
        BeginGroup(name, texts[legend]);
        foreach (var word in words)
        {
            Option("radio", name, ApiJson.Word(word), texts[$"{prefix}_{ApiJson.Word(word)}"], word.Equals(usual));
        }

        EndGroup();
    }

    /// <summary>Any of the words of a closed list; those that are rare are folded away.</summary>
    public void ManyWords<TEnum>(string name, string prefix, IReadOnlyList<TEnum> frequent) where TEnum : struct, Enum
    {
        BeginGroup(name, texts[prefix]);
        Options(frequent);
        var rare = Enum.GetValues<TEnum>().Except(frequent).ToList();
        html.Write($"<details");
        if (rare.Exists(word => form[name].Contains(ApiJson.Word(word))))
        {
            html.Write($" open");
        }

        html.Write($"><summary>{texts["more"]}</summary>");
        Options(rare);
        html.Write($"</details>");
        EndGroup();

        void Options(IEnumerable<TEnum> words)
        {
            foreach (var word in words)
            {
                Option("checkbox", name, ApiJson.Word(word), texts[$"{prefix}_{ApiJson.Word(word)}"], isUsual: false);
            }
        }
    }

    /// <summary>Something that can be chosen, in a group.</summary>
    public void Option(string type, string name, string value, string label, bool isUsual)
    {
        BeginOption(type, name, value, isUsual);
        html.Write($"{label}");
        EndOption();
    }

    public void BeginOption(string type, string name, string value, bool isUsual)
    {
        html.Write($"<label><input type=\"{type}\" name=\"{name}\" value=\"{value}\"");
        if (form.IsEmpty ? isUsual : form[name].Contains(value))
        {
            html.Write($" checked");
        }

        if (type == "radio")
        {
            html.Write($" required");
        }

        html.Write($"><span>");
    }

    public void EndOption() => html.Write($"</span></label>");

    public void BeginGroup(string name, string legend)
    {
        html.Write($"<fieldset id=\"{name}\"");
        Describe(name, hint: null);
        html.Write($"><legend>{legend}</legend>");
        Tell(name, legend);
    }

    public void EndGroup() => html.Write($"</fieldset>");

    /// <summary>A number of people.</summary>
    public void Number(string name, string label, bool isRequired, int? usual, string? hint = null, int least = 0, int most = 10_000)
    {
        Label(name, hint, label);
        var entered = form.IsEmpty ? usual?.ToString(CultureInfo.InvariantCulture) : form[name].ToString();
        html.Write($"<input id=\"{name}\" name=\"{name}\" type=\"number\" inputmode=\"numeric\" min=\"{least}\" max=\"{most}\" value=\"{entered}\"");
        Finish(name, isRequired, hint);
    }

    /// <summary>A day.</summary>
    public void Day(string name, string label, DateOnly? usual, DateOnly least, DateOnly most, string hint)
    {
        Label(name, hint, label);
        var entered = form.IsEmpty ? usual is { } day ? Iso(day) : null : form[name].ToString();
        html.Write(
            $"<input id=\"{name}\" name=\"{name}\" type=\"date\" dir=\"ltr\" placeholder=\"{Iso(most)}\" min=\"{Iso(least)}\" max=\"{Iso(most)}\" value=\"{entered}\"");
        Finish(name, isRequired: true, hint);
    }

    /// <summary>A text of a few lines that nobody has to write.</summary>
    public void Note(string name, int charactersMax, string hint) => Lines(name, "note", charactersMax, hint, isRequired: false);

    /// <summary>A text of a few lines that has to be written.</summary>
    public void Text(string name, string label, int charactersMax, string hint) => Lines(name, label, charactersMax, hint, isRequired: true);

    private void Lines(string name, string label, int charactersMax, string hint, bool isRequired)
    {
        Label(name, hint, label);
        html.Write($"<textarea id=\"{name}\" name=\"{name}\" dir=\"auto\" rows=\"3\" maxlength=\"{charactersMax}\"");
        Finish(name, isRequired, hint);
        // The parser takes away the first line break, and no other.
        html.Write($"\n{form[name].ToString()}</textarea>");
    }

    private void Label(string name, string? hint, string label)
    {
        html.Write($"<p><label for=\"{name}\">{texts[label]}</label></p>");
        if (hint is not null)
        {
            html.Write($"<p id=\"{name}-h\">{texts[hint]}</p>");
        }

        Tell(name, texts[label]);
    }

    private void Finish(string name, bool isRequired, string? hint)
    {
        if (isRequired)
        {
            html.Write($" required");
        }

        if (Of(name).Any())
        {
            html.Write($" aria-invalid=\"true\"");
        }

        Describe(name, hint);
        html.Write($">");
    }

    private void Describe(string name, string? hint)
    {
        var by = string.Join(' ', new[] { hint is null ? null : $"{name}-h", Of(name).Any() ? $"{name}-e" : null }.OfType<string>());
        if (by.Length > 0)
        {
            html.Write($" aria-describedby=\"{by}\"");
        }
    }

    private void Tell(string name, string label)
    {
        if (Of(name).Any())
        {
            html.Write($"<p class=\"e\" id=\"{name}-e\">{string.Join(' ', Of(name).Distinct())}</p>");
            told.Add((name, label));
        }
    }

    private IEnumerable<string> Of(string name) => faults.Where(fault => IsAt(fault.Pointer, name)).Select(fault => fault.Sentence);

    // What is wrong with an item of a list is told of the list.
    private static bool IsAt(string pointer, string name) =>
        pointer == $"/{name}" || pointer.StartsWith($"/{name}/", StringComparison.Ordinal);

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

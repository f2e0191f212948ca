using System.Collections;
using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using SafeZones.Api.Platform.Database;

namespace SafeZones.Api.Platform.Http;

/// <summary>Writes a table as RFC 4180 has it: commas, quotes doubled, lines that end with CR LF.</summary>
/// <param name="isNeutral">Whether a spreadsheet is kept from taking a text for a formula.</param>
internal sealed class CsvText(bool isNeutral)
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    // OWASP, CSV injection.
    private static readonly SearchValues<char> Formula = SearchValues.Create("=+-@\t\r");

    private readonly StringBuilder line = new();

    /// <summary>The headings.</summary>
    public StringBuilder Head<T>(IReadOnlyList<CsvColumn<T>> columns) => Line(columns.Select(column => (object?)column.Name));

    /// <summary>A row; good until the next line is asked for.</summary>
    public StringBuilder Row<T>(IReadOnlyList<CsvColumn<T>> columns, T row) => Line(columns.Select(column => column.Value(row)));

    /// <summary>A whole table, for examples.</summary>
    public static string Of<T>(IReadOnlyList<CsvColumn<T>> columns, params T[] rows)
    {
        var text = new CsvText(isNeutral: true);
        return string.Concat([text.Head(columns).ToString(), .. rows.Select(row => text.Row(columns, row).ToString())]);
    }

    private StringBuilder Line(IEnumerable<object?> values)
    {
        line.Clear();
        var isFirst = true;
        foreach (var value in values)
        {
            line.Append(isFirst ? "" : ",");
            isFirst = false;
            Append(value);
        }

        return line.Append("\r\n");
    }

    private void Append(object? value)
    {
        var text = Text(value);
        // A number is what it is: in front of one below zero an apostrophe would make it a text.
        if (isNeutral && value is string or IEnumerable<string> or JsonText && text.Length > 0 && Formula.Contains(text[0]))
        {
            text = $"'{text}";
        }

        _ = text.AsSpan().IndexOfAny(Quoted) < 0
            ? line.Append(text)
            : line.Append('"').Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }

    // As JSON writes them; a list has a semicolon between its items.
    private static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        JsonText json => json.Value,
        bool isTrue => isTrue ? "true" : "false",
        Enum word => JsonNamingPolicy.SnakeCaseLower.ConvertName(word.ToString()),
        DateTimeOffset at => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IEnumerable list => string.Join(';', list.Cast<object?>().Select(Text)),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"A cell cannot hold {value.GetType().Name}."),
    };
}

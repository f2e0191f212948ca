using System.Collections;
using System.Reflection;
using System.Text.RegularExpressions;

namespace SafeZones.Api.Tests.Guarantees;

/// <summary>
/// A text of SQL in the product, found by reflection: constants, static fields and properties, and the strings inside the
/// objects that those hold.
/// </summary>
internal sealed partial record SqlConstant(Type Owner, string Name, string Text)
{
    private const BindingFlags Everything =
        BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<SqlConstant> All { get; } =
        [.. typeof(Installation).Assembly.GetTypes()
            .Where(type => !type.ContainsGenericParameters && type.Namespace?.StartsWith("SafeZones.Api", StringComparison.Ordinal) is true)
            .SelectMany(type => type.GetFields(Everything).SelectMany(field => Texts(field.GetValue(null))
                .Select(text => new SqlConstant(type, field.Name, text))))
            .Where(constant => Verb().IsMatch(constant.Text))
            .DistinctBy(constant => (constant.Owner, constant.Text))];

    /// <summary>Slice and name: "GetVenue.SelectVenue".</summary>
    public string Place => $"{Owner.Name}.{Name}";

    /// <summary>"Venues" of a feature; "Platform" of everything else.</summary>
    public string Area => Owner.Namespace!.Split('.') is [_, _, "Features", var area, ..] ? area : "Platform";

    public IEnumerable<string> Statements =>
        Text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<string> Texts(object? value) => value switch
    {
        string text => [text],
        IDictionary dictionary => dictionary.Values.Cast<object?>().SelectMany(Texts),
        IEnumerable<string> list => list,
        not null when value.GetType().Namespace?.StartsWith("SafeZones.Api", StringComparison.Ordinal) is true => value.GetType()
            .GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(property => property.PropertyType == typeof(string) && property.GetIndexParameters().Length == 0)
            .Select(property => property.GetValue(value)).OfType<string>(),
        _ => [],
    };

    [GeneratedRegex(@"^\s*\(?(select|insert into|update|delete from|with)\s|\b(from|join)\s+[a-z_]+\s+[a-z]\w*\s+where\b", RegexOptions.IgnoreCase)]
    private static partial Regex Verb();
}

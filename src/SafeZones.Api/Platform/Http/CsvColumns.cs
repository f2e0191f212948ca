using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using SafeZones.Api.Platform.Database;

namespace SafeZones.Api.Platform.Http;

/// <summary>A column of a table: its heading and what stands in it.</summary>
internal sealed record CsvColumn<T>(string Name, Func<T, object?> Value);

/// <summary>The members of a resource as columns, by the names that JSON gives them; those of a part as <c>part.member</c>.</summary>
internal static class CsvColumns
{
    public static List<CsvColumn<T>> Of<T>() => [.. Members(typeof(T)).SelectMany(member => Columns<T>(member, "", whole => whole))];

    private static IEnumerable<CsvColumn<T>> Columns<T>(PropertyInfo member, string before, Func<T, object?> holder)
    {
        var name = before + JsonNamingPolicy.SnakeCaseLower.ConvertName(member.Name);
        object? Value(T whole) => holder(whole) is { } part ? member.GetValue(part) : null;
        return IsCell(member.PropertyType)
            ? [new CsvColumn<T>(name, Value)]
            : Members(member.PropertyType).SelectMany(inner => Columns<T>(inner, $"{name}.", Value));
    }

    // In the order in which they are declared, as in JSON.
    private static IEnumerable<PropertyInfo> Members(Type type) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(member => member.GetCustomAttribute<JsonIgnoreAttribute>() is null)
        .OrderBy(member => member.MetadataToken);

    private static bool IsCell(Type type) => type.IsValueType || type == typeof(string) || type == typeof(JsonText)
        || type.IsAssignableTo(typeof(System.Collections.IEnumerable));
}

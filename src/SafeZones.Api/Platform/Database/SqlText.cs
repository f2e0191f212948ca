using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace SafeZones.Api.Platform.Database;

/// <summary>One statement with its parameters by position, as PostgreSQL wants them.</summary>
internal sealed record SqlStatement(string Text, IReadOnlyList<string> Parameters)
{
    /// <summary>Whether it changes the tenant that row security goes by.</summary>
    public bool SetsTenant { get; } = Text.Contains("set_tenant", StringComparison.OrdinalIgnoreCase)
        || Text.Contains("app.tenant_id", StringComparison.OrdinalIgnoreCase);
}

/// <summary>
/// Hand-written SQL names its parameters (<c>@venueId</c>) and may hold several statements. Both are taken apart
/// here, once for each constant, so that no request pays for it.
/// </summary>
internal static partial class SqlText
{
    private static readonly ConcurrentDictionary<string, SqlStatement[]> Known = new(ReferenceOrTextComparer.Instance);

    /// <summary>The statements of a constant, in order. A literal may hold neither a semicolon nor an @.</summary>
    public static SqlStatement[] Statements(string sql) => Known.GetOrAdd(sql, static text =>
        [.. text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Positional)]);

    private static SqlStatement Positional(string sql)
    {
        var names = new List<string>();
        var text = ParameterName().Replace(sql, match =>
        {
            var name = match.Groups[1].Value;
            var index = names.IndexOf(name);
            if (index < 0)
            {
                index = names.Count;
                names.Add(name);
            }

            return $"${index + 1}";
        });
        return new SqlStatement(text, names);
    }

    // Not part of an operator such as @> or <@.
    [GeneratedRegex(@"(?<![@<\w])@([a-z]\w*)", RegexOptions.CultureInvariant)]
    private static partial Regex ParameterName();

    // Constants are the same object nearly always, and comparing references spares the hashing of long texts.
    private sealed class ReferenceOrTextComparer : IEqualityComparer<string>
    {
        public static readonly ReferenceOrTextComparer Instance = new();

        public bool Equals(string? x, string? y) => ReferenceEquals(x, y) || string.Equals(x, y, StringComparison.Ordinal);

        public int GetHashCode(string obj) => obj.Length;
    }
}

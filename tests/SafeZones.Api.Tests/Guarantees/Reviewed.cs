using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Guarantees;

/// <summary>Lists that somebody has read and agreed to, one item a line, beside the tests that hold the code to them.</summary>
internal static class Reviewed
{
    /// <summary>The lines of a list without its comments; runs of spaces, which align columns, count as one.</summary>
    public static IReadOnlyList<string> Lines(string file) =>
        [.. File.ReadLines(Path.Combine(PostgresCluster.Repository, "tests", "SafeZones.Api.Tests", "Guarantees", file))
            .Select(line => string.Join(' ', line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            .Where(line => line.Length > 0)];

    public static string Sentence(IEnumerable<string> items) =>
        string.Join("; ", items.Order(StringComparer.Ordinal).DefaultIfEmpty("nothing"));
}

using System.Text.RegularExpressions;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Guarantees;

/// <summary>One source file of the product: its place below <c>src</c> and its code without comments.</summary>
internal sealed partial record SourceFile(string Path, string Code)
{
    private static readonly string Root = System.IO.Path.Combine(PostgresCluster.Repository, "src");

    public static IReadOnlyList<SourceFile> All { get; } =
        [.. Directory.EnumerateFiles(Root, "*.cs", SearchOption.AllDirectories)
            .Select(path => new SourceFile(
                System.IO.Path.GetRelativePath(Root, path).Replace('\\', '/'), Comment().Replace(File.ReadAllText(path), "")))
            .Where(file => !file.Path.Contains("/obj/", StringComparison.Ordinal) && !file.Path.Contains("/bin/", StringComparison.Ordinal))
            .OrderBy(file => file.Path, StringComparer.Ordinal)];

    /// <summary>"path: what was found" for every place in the files that the pattern matches.</summary>
    public static IEnumerable<string> Mentions(IEnumerable<SourceFile> files, string pattern) =>
        files.SelectMany(file => Regex.Matches(file.Code, pattern, RegexOptions.Multiline | RegexOptions.IgnoreCase)
            .Select(match => $"{file.Path}: {match.Value.Trim()}"));

    public bool IsIn(string folder) => Path.StartsWith(folder + "/", StringComparison.Ordinal);

    // From // to the end of the line, unless it is part of an address.
    [GeneratedRegex(@"(?<![:""])//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();
}

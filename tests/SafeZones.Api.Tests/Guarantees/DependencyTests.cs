using System.Text.RegularExpressions;

namespace SafeZones.Api.Tests.Guarantees;

/// <summary>Program → Features and Pages → Platform → Domain: a box knows the boxes to its right and nothing else.</summary>
public sealed class DependencyTests
{
    [Fact]
    public void A_files_namespace_is_its_folder() =>
        Assert.Empty(SourceFile.All
            .Where(file => Regex.Match(file.Code, @"^namespace ([\w.]+);", RegexOptions.Multiline) is { Success: true } match
                && match.Groups[1].Value != Path.GetDirectoryName(file.Path)!.Replace('/', '.'))
            .Select(file => file.Path));

    [Fact]
    public void Domain_knows_nothing_and_does_nothing_by_itself() =>
        Assert.Empty(SourceFile.Mentions(
            SourceFile.All.Where(file => file.IsIn("SafeZones.Domain")),
            @"^using (?!System\b|SafeZones\.Domain\b|static SafeZones\.Domain\b)[\w. ]+;|SafeZones\.(Api|Migrations)\b|\bSystem\.(Net\.Http|Data)\b|\bUtcNow\b"
            + @"|\b(DateTime|DateTimeOffset|DateOnly)\.(Now|Today)|\bNewGuid\(|\bCreateVersion7\(|\bRandom\b|\bFile\.|\bEnvironment\.|\bHttpClient\b"));

    [Fact]
    public void Migrations_stand_alone() =>
        Assert.Empty(SourceFile.Mentions(
            SourceFile.All.Where(file => file.IsIn("SafeZones.Migrations")), @"SafeZones\.(Api|Domain)\b"));

    [Fact]
    public void Platform_knows_no_feature() =>
        Assert.Empty(SourceFile.Mentions(
            SourceFile.All.Where(file => file.IsIn("SafeZones.Api/Platform")), @"\bSafeZones\.Api\.(Features|Commands|Demonstration)\b|(?<!context\.)\bFeatures\.\w+"));

    // A page may ask what a feature answers; not the other way round.
    [Fact]
    public void Features_know_no_page() =>
        Assert.Empty(SourceFile.Mentions(
            SourceFile.All.Where(file => file.IsIn("SafeZones.Api/Features") || file.IsIn("SafeZones.Api/Platform")), @"\bSafeZones\.Api\.Pages\b"));

    [Fact]
    public void A_feature_knows_no_other_feature()
    {
        var types = typeof(Installation).Assembly.GetTypes()
            .Where(type => type.Namespace?.StartsWith("SafeZones.Api.Features.", StringComparison.Ordinal) is true)
            .ToLookup(type => type.Namespace!.Split('.')[3], type => type.Name.Split('`')[0]);

        Assert.Empty(
            from file in SourceFile.All.Where(file => file.IsIn("SafeZones.Api/Features"))
            let own = file.Path.Split('/')[2]
            from match in Regex.Matches(file.Code, @"(?<![\w.])(?:(?:SafeZones\.)?(?:Api\.)?Features\.)?(\w+)\.(\w+)|using (?:static )?SafeZones\.Api\.Features\.(\w+)()")
            let other = match.Groups[1].Success ? match.Groups[1].Value : match.Groups[3].Value
            let name = match.Groups[1].Success ? match.Groups[2].Value : match.Groups[4].Value
            where other != own && types.Contains(other) && (name.Length == 0 || types[other].Contains(name))
            select $"{file.Path}: {match.Value}");
    }
}

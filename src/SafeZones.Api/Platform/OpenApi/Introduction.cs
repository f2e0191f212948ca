using Microsoft.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Platform.OpenApi;

/// <summary>What a newcomer reads first: <c>Introduction.md</c>, and every problem code.</summary>
internal static class Introduction
{
    private const string Project = "https://github.com/safezones/safezones";

    public static OpenApiInfo Of(ProblemTexts problems) => new()
    {
        Title = "SafeZones API",
        Version = "v1",
        Summary = "Run a network of safe zones.",
        Description = Text().Replace("{problems}", Table(problems), StringComparison.Ordinal),
        Contact = new OpenApiContact
        {
            Name = "SafeZones", Url = new Uri($"{Project}/issues"), Email = "maintainers@safezones.invalid",
        },
        License = new OpenApiLicense { Name = "Apache-2.0", Url = new Uri("https://www.apache.org/licenses/LICENSE-2.0") },
    };

    private static string Table(ProblemTexts problems) =>
        "| status | code | meaning |\n| --- | --- | --- |\n"
        + string.Concat(ProblemCode.All.Select(code => $"| {code.Status} | `{code.Name}` | {problems.Title("en", code)} |\n"));

    private static string Text()
    {
        using var stream = typeof(Introduction).Assembly.GetManifestResourceStream("Introduction.md")
            ?? throw new InvalidOperationException("Introduction.md is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}

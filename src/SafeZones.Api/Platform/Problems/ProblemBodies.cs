using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Settings;

namespace SafeZones.Api.Platform.Problems;

/// <summary>Says a problem as the client reads it: alone in an answer, or as one item's in an answer of many.</summary>
internal sealed class ProblemBodies(ProblemTexts texts, PlatformSettings platform)
{
    private const int FaultsMax = 100;

    public ProblemBody Of(HttpContext context, Problem problem) =>
        Of(context, problem, ProblemTexts.Best(context.Request.Headers));

    public ProblemBody Of(HttpContext context, Problem problem, string language) => new(
        platform.ProblemPage(problem.Code.Name),
        texts.Title(language, problem.Code),
        problem.Code.Status,
        texts.Detail(language, problem.Code),
        ProblemTexts.Direction(language),
        SecretPaths.Shown(context.Request.Path),
        problem.Code.Name,
        TraceIds.Of(context),
        problem.Faults.Count == 0 ? null : [.. problem.Faults.Take(FaultsMax).Select(fault =>
            new FaultBody(fault.Pointer, fault.Parameter, fault.Code, texts.Sentence(language, fault)))]);
}

namespace SafeZones.Api.Platform.Problems;

/// <summary>Why a request was refused (RFC 9457).</summary>
/// <param name="Type">A page that explains the code.</param>
/// <param name="Title">What is wrong, in the language that the client accepts.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What to do next.</param>
/// <param name="Dir">Direction of title and detail: ltr or rtl.</param>
/// <param name="Instance">The path that was asked for.</param>
/// <param name="Code">Stable and never translated.</param>
/// <param name="TraceId">Give this to whoever runs the API.</param>
/// <param name="Errors">Each wrong member or parameter.</param>
public sealed record ProblemBody(
    string Type, string Title, int Status, string Detail, string Dir, string Instance, string Code, string TraceId,
    IReadOnlyList<FaultBody>? Errors);

/// <summary>One thing that is wrong.</summary>
/// <param name="Pointer">JSON pointer to the member of the body.</param>
/// <param name="Parameter">Name of the query parameter, path parameter or header.</param>
/// <param name="Code">Stable and never translated.</param>
/// <param name="Detail">The rule.</param>
public sealed record FaultBody(string? Pointer, string? Parameter, string Code, string Detail);

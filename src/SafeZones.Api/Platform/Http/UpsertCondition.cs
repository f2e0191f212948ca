using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Platform.Http;

/// <summary>What a PUT to a natural key may find there.</summary>
/// <param name="OnlyCreates">Nothing: <c>If-None-Match: *</c>.</param>
/// <param name="HasIfMatch">Whether If-Match was sent at all.</param>
/// <param name="ExpectedVersion">The version that is meant; null for any.</param>
internal sealed record UpsertCondition(bool OnlyCreates, bool HasIfMatch, long? ExpectedVersion)
{
    public static UpsertCondition Of(HttpContext context)
    {
        var headers = context.Request.Headers;
        if (headers.IfNoneMatch is { Count: > 0 } none && (none.ToString().Trim() != "*" || headers.IfMatch.Count > 0))
        {
            throw new Problem(ProblemCode.InvalidHeader,
                Fault.In("If-None-Match", FaultCode.WrongFormat, ("pattern", "*, and then no If-Match")));
        }

        return headers.IfMatch.Count == 0
            ? new UpsertCondition(headers.IfNoneMatch.Count > 0, false, null)
            : new UpsertCondition(false, true, ETags.RequireIfMatch(context));
    }

    /// <param name="current">The version that is there; null for nothing.</param>
    public void Check(long? current)
    {
        if (current is not { } version)
        {
            if (ExpectedVersion is not null)
            {
                throw new Problem(ProblemCode.PreconditionFailed);
            }

            return;
        }

        if (OnlyCreates)
        {
            throw new Problem(ProblemCode.PreconditionFailed) { CurrentETag = ETags.Of(version) };
        }

        if (!HasIfMatch)
        {
            throw new Problem(ProblemCode.PreconditionRequired, Fault.In("If-Match", FaultCode.Required))
            {
                CurrentETag = ETags.Of(version),
            };
        }

        ETags.RefuseStale(ExpectedVersion, version);
    }
}

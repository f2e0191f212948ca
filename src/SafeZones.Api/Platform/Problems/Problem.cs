using SafeZones.Api.Platform.Http;

namespace SafeZones.Api.Platform.Problems;

/// <summary>
/// A refusal. Thrown anywhere, answered in one place (<see cref="ProblemResponses"/>) as RFC 9457.
/// </summary>
internal sealed class Problem(ProblemCode code, params Fault[] faults) : Exception(code.Name)
{
    public ProblemCode Code { get; } = code;

    public IReadOnlyList<Fault> Faults { get; } = faults;

    /// <summary>The state that the client should have known, for 412.</summary>
    public string? CurrentETag { get; init; }

    /// <summary>When trying again makes sense.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Refuses a thing of which there are already as many as there may be.</summary>
    /// <param name="count">How many there would be with it.</param>
    /// <param name="most">How many there may be.</param>
    public static void ThrowIfTooMany(long count, int most)
    {
        if (count > most)
        {
            throw new Problem(ProblemCode.LimitReached, Fault.At("", FaultCode.TooMany, ("most", most)));
        }
    }

    /// <summary>Several wrong members at once, or nothing when there are none.</summary>
    public static void ThrowIfAny(IReadOnlyCollection<Fault> faults)
    {
        if (faults.Count > 0)
        {
            throw new Problem(ProblemCode.InvalidRequest, [.. faults]);
        }
    }
}

/// <summary>One thing that is wrong: where (a JSON pointer, or a query parameter or header by name) and which rule.</summary>
/// <param name="Code">Stable, one of <see cref="FaultCode"/> or of a refusal in Domain.</param>
/// <param name="Values">What the sentence of that code speaks of, such as its limit.</param>
internal sealed record Fault(string Code, params (string Name, object Value)[] Values)
{
    /// <summary>JSON pointer (RFC 6901) into the body.</summary>
    public string? Pointer { get; init; }

    /// <summary>Name of the query parameter, path parameter or header.</summary>
    public string? Parameter { get; init; }

    /// <summary>The sentence, where Domain has already said it.</summary>
    public string? Sentence { get; init; }

    public static Fault At(string pointer, string code, params (string Name, object Value)[] values) =>
        new(code, values) { Pointer = pointer };

    public static Fault In(string parameter, string code, params (string Name, object Value)[] values) =>
        new(code, values) { Parameter = parameter };

    /// <summary>A table of moves has no such move: where the thing stands, and by what a client can move it from there.</summary>
    public static Fault MoveImpossible<TState>(TState state, IEnumerable<string> moves) where TState : struct, Enum =>
        new(FaultCode.MoveImpossible, ("status", ApiJson.Word(state)), ("moves", string.Join(", ", moves.Distinct().DefaultIfEmpty("-"))));
}

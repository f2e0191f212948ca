using System.Text.Json;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Platform.Http;

/// <summary>What every batch keeps to.</summary>
internal static class Batches
{
    /// <summary>How many items there are at the most.</summary>
    public const int ItemsMax = 100;
}

/// <summary>An item of a batch with its body or its faults.</summary>
internal sealed record BatchItem<TBody>(int Index, TBody? Body, IReadOnlyList<Fault> Faults) where TBody : class;

/// <summary>A batch as it came: one wrong item must not keep the others from being read.</summary>
internal sealed record BatchRequest<TBody>(IReadOnlyList<JsonText> Texts) where TBody : class
{
    /// <summary>Read by minimal APIs in place of a body.</summary>
    public static ValueTask<BatchRequest<TBody>?> BindAsync(HttpContext context)
    {
        var read = JsonSerializer.Deserialize<Received>(StrictBody.Bytes(context.Request), ApiJson.Options)
            ?? throw new Problem(ProblemCode.InvalidRequest, Fault.At("", FaultCode.WrongType));
        Problem.ThrowIfAny(read.Items.Count switch
        {
            0 => [Fault.At("/items", FaultCode.TooFew, ("least", 1))],
            > Batches.ItemsMax => [Fault.At("/items", FaultCode.TooMany, ("most", Batches.ItemsMax))],
            _ => [],
        });
        return ValueTask.FromResult<BatchRequest<TBody>?>(new BatchRequest<TBody>(read.Items));
    }

    public List<BatchItem<TBody>> Read() => [.. Texts.Select(Read)];

    private static BatchItem<TBody> Read(JsonText text, int index)
    {
        var pointer = $"/items/{JsonFaults.Escape(index)}";
        try
        {
            var body = text.Read<TBody?>(ApiJson.Options);
            var faults = body is null ? [Fault.At(pointer, FaultCode.WrongType)] : BodyRules.Faults(body, pointer);
            return new BatchItem<TBody>(index, faults.Count == 0 ? body : null, faults);
        }
        catch (JsonException wrong)
        {
            return new BatchItem<TBody>(
                index, null, [.. JsonFaults.Of(wrong).Faults.Select(fault => fault with { Pointer = pointer + fault.Pointer })]);
        }
    }

    private sealed record Received
    {
        public required IReadOnlyList<JsonText> Items { get; init; }
    }
}

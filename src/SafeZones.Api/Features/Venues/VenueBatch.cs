using System.Text.Json;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Venues;

/// <summary>What became of a batch, in its order.</summary>
/// <param name="Items">Each item.</param>
public sealed record VenueBatch(IReadOnlyList<VenueBatchItem> Items);

/// <summary>What became of an item.</summary>
/// <param name="Index">Which item, from 0.</param>
/// <param name="Status">The HTTP status that it would have had alone.</param>
/// <param name="Venue">The venue, if it was registered.</param>
/// <param name="Problem">Why it was not.</param>
public sealed record VenueBatchItem(int Index, int Status, Venue? Venue, ProblemBody? Problem)
{
    internal static VenueBatchItem Refused(int index, ProblemBody problem) => new(index, problem.Status, null, problem);
}

/// <summary>A batch as it came: one wrong item must not keep the others from being read.</summary>
internal sealed record VenueBatchRequest(IReadOnlyList<JsonText> Texts)
{
    /// <summary>An item with its body or its faults.</summary>
    internal sealed record Item(int Index, VenueBody? Body, IReadOnlyList<Fault> Faults);

    /// <summary>Read by minimal APIs in place of a body.</summary>
    public static ValueTask<VenueBatchRequest?> BindAsync(HttpContext context)
    {
        var read = JsonSerializer.Deserialize<Received>(StrictBody.Bytes(context.Request), ApiJson.Options)
            ?? throw new Problem(ProblemCode.InvalidRequest, Fault.At("", FaultCode.WrongType));
        Problem.ThrowIfAny(read.Items.Count switch
        {
            0 => [Fault.At("/items", FaultCode.TooFew, ("least", 1))],
            > RegisterVenueBatch.ItemsMax => [Fault.At("/items", FaultCode.TooMany, ("most", RegisterVenueBatch.ItemsMax))],
            _ => [],
        });
        return ValueTask.FromResult<VenueBatchRequest?>(new VenueBatchRequest(read.Items));
    }

    public List<Item> Read() => [.. Texts.Select(Read)];

    private static Item Read(JsonText text, int index)
    {
        var pointer = $"/items/{JsonFaults.Escape(index)}";
        try
        {
            var body = text.Read<VenueBody?>(ApiJson.Options);
            var faults = body is null ? [Fault.At(pointer, FaultCode.WrongType)] : BodyRules.Faults(body, pointer);
            return new Item(index, faults.Count == 0 ? body : null, faults);
        }
        catch (JsonException wrong)
        {
            return new Item(index, null, [.. JsonFaults.Of(wrong).Faults.Select(fault => fault with { Pointer = pointer + fault.Pointer })]);
        }
    }

    private sealed record Received
    {
        public required IReadOnlyList<JsonText> Items { get; init; }
    }
}

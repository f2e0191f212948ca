using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Platform.Http;

/// <summary>
/// What must be true of every body, also where nobody reads it: valid UTF-8, one JSON object, not too deep, and texts
/// that a database can keep. A fault says by a JSON pointer where it is.
/// </summary>
internal static class JsonGrammar
{
    private static readonly JsonReaderOptions Reading = new() { MaxDepth = ApiJson.Options.MaxDepth };

    /// <param name="body">The whole body.</param>
    /// <param name="isTextChecked">Whether its texts are looked at.</param>
    public static void Check(ReadOnlySpan<byte> body, bool isTextChecked)
    {
        if (!Utf8.IsValid(body))
        {
            throw Malformed(body, FirstInvalid(body));
        }

        // Only these bytes begin an escape or a control character that the grammar lets pass.
        var looksAtText = isTextChecked && body.IndexOfAny((byte)'\\', (byte)0x7f, (byte)0xc2) >= 0;
        var reader = new Utf8JsonReader(body, Reading);
        try
        {
            while (reader.Read())
            {
                if (looksAtText && reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName
                    && ApiJson.TextOrDefault(ref reader) is null)
                {
                    throw new Problem(ProblemCode.InvalidRequest,
                        Fault.At(PointerTo(body, reader.TokenStartIndex), FaultCode.InvalidText));
                }
            }
        }
        catch (JsonException)
        {
            throw Malformed(body, body.Length);
        }

        if (body.TrimStart(" \t\r\n"u8)[0] != '{')
        {
            throw new Problem(ProblemCode.InvalidRequest, Fault.At("", FaultCode.WrongType));
        }
    }

    /// <summary>The first member that its object has already; null where there is none. Walks from the start.</summary>
    public static string? DuplicateOrDefault(ReadOnlySpan<byte> body)
    {
        var path = new Stack<Place>();
        var names = new Stack<HashSet<string>>();
        var reader = new Utf8JsonReader(body, Reading);
        while (reader.Read())
        {
            Follow(ref reader, path);
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                names.Push([]);
            }
            else if (reader.TokenType == JsonTokenType.EndObject)
            {
                names.Pop();
            }
            else if (reader.TokenType == JsonTokenType.PropertyName && !names.Peek().Add(path.Peek().Name!))
            {
                return Pointer(path);
            }
        }

        return null;
    }

    private static Problem Malformed(ReadOnlySpan<byte> body, long offset) =>
        new(ProblemCode.MalformedBody, Fault.At(PointerTo(body, offset), FaultCode.NotJson));

    private static int FirstInvalid(ReadOnlySpan<byte> body)
    {
        var offset = 0;
        while (Rune.DecodeFromUtf8(body[offset..], out _, out var consumed) == System.Buffers.OperationStatus.Done)
        {
            offset += consumed;
        }

        return offset;
    }

    /// <summary>The member or item at an offset, or the last one before it that is still JSON. Walks from the start.</summary>
    private static string PointerTo(ReadOnlySpan<byte> body, long offset)
    {
        var path = new Stack<Place>();
        var reader = new Utf8JsonReader(body, Reading);
        try
        {
            while (reader.Read() && reader.TokenStartIndex <= offset)
            {
                Follow(ref reader, path);
            }
        }
        catch (JsonException)
        {
            // What cannot be read in a list is its next item.
            BeginItem(path);
        }

        return Pointer(path);
    }

    private static string Pointer(Stack<Place> path) => string.Concat(path.Reverse().Select(place => place.Segment));

    private static void Follow(ref Utf8JsonReader reader, Stack<Place> path)
    {
        if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
        {
            path.Pop();
            return;
        }

        if (reader.TokenType == JsonTokenType.PropertyName)
        {
            path.Pop();
            path.Push(new Place(Name(ref reader), null));
            return;
        }

        BeginItem(path);
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            path.Push(new Place(null, reader.TokenType == JsonTokenType.StartArray ? -1 : null));
        }
    }

    private static void BeginItem(Stack<Place> path)
    {
        if (path.TryPeek(out var around) && around.Index is { } index)
        {
            path.Pop();
            path.Push(new Place(null, index + 1));
        }
    }

    // A name that is itself the fault is shown as it was written.
    private static string Name(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }

    /// <summary>Where a reader is within one object (the member) or array (the item); neither before the first.</summary>
    private readonly record struct Place(string? Name, int? Index)
    {
        public string Segment => Name is not null ? "/" + JsonFaults.Escape(Name)
            : Index >= 0 ? "/" + Index.Value.ToString(CultureInfo.InvariantCulture)
            : "";
    }
}

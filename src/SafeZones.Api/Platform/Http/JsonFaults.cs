using System.Globalization;
using System.Text;
using System.Text.Json;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Platform.Http;

/// <summary>Says what System.Text.Json could not read, as a fault with a JSON pointer.</summary>
internal static class JsonFaults
{
    /// <summary>The message by which our own converter says that a text is not valid Unicode.</summary>
    public const string InvalidText = "safezones:invalid_text";

    public static Problem Of(JsonException exception)
    {
        // A reader that stopped at the grammar is wrapped; a value that did not fit is not.
        if (exception.InnerException is JsonException or DecoderFallbackException || exception.GetType() != typeof(JsonException))
        {
            return new Problem(ProblemCode.MalformedBody, Fault.At(Pointer(exception.Path), FaultCode.NotJson));
        }

        var pointer = Pointer(exception.Path);
        var message = exception.Message;
        if (message.StartsWith(InvalidText, StringComparison.Ordinal))
        {
            return new Problem(ProblemCode.InvalidRequest, Fault.At(pointer, FaultCode.InvalidText));
        }

        // The library gives these three no type of their own; the tests hold their wording still.
        if (message.StartsWith("The JSON property '", StringComparison.Ordinal))
        {
            return new Problem(ProblemCode.InvalidRequest, Fault.At(pointer, FaultCode.UnknownMember));
        }

        if (message.StartsWith("Duplicate propert", StringComparison.Ordinal))
        {
            return new Problem(ProblemCode.InvalidRequest, Fault.At(pointer, FaultCode.DuplicateMember));
        }

        if (message.Contains("missing required properties", StringComparison.Ordinal))
        {
            var names = message[(message.IndexOf("including:", StringComparison.Ordinal) + 10)..].Split('.')[0];
            return new Problem(ProblemCode.InvalidRequest, [.. names
                .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(name => Fault.At($"{pointer}/{name.Trim('\'')}", FaultCode.Required))]);
        }

        return new Problem(ProblemCode.InvalidRequest, Fault.At(pointer, FaultCode.WrongType));
    }

    /// <summary>Turns <c>$.address.lines[2]</c> and <c>$['a.b']</c> into <c>/address/lines/2</c> and <c>/a.b</c>.</summary>
    public static string Pointer(string? path)
    {
        if (path is null or "$")
        {
            return "";
        }

        var pointer = new StringBuilder();
        for (var i = 1; i < path.Length;)
        {
            string segment;
            if (path[i] == '[' && i + 1 < path.Length && path[i + 1] == '\'')
            {
                var end = path.IndexOf("']", i + 2, StringComparison.Ordinal);
                end = end < 0 ? path.Length : end;
                segment = path[(i + 2)..end];
                i = Math.Min(path.Length, end + 2);
            }
            else if (path[i] == '[')
            {
                var end = path.IndexOf(']', i);
                segment = path[(i + 1)..end];
                i = end + 1;
            }
            else
            {
                var end = path.AsSpan(i + 1).IndexOfAny('.', '[');
                end = end < 0 ? path.Length : i + 1 + end;
                segment = path[(i + 1)..end];
                i = end;
            }

            pointer.Append('/').Append(Escape(segment));
        }

        return pointer.ToString();
    }

    public static string Escape(string segment) => segment
        .Replace("~", "~0", StringComparison.Ordinal)
        .Replace("/", "~1", StringComparison.Ordinal);

    public static string Escape(int index) => index.ToString(CultureInfo.InvariantCulture);
}

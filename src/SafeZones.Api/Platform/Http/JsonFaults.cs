using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Platform.Http;

/// <summary>Says what System.Text.Json could not read, as a fault with a JSON pointer.</summary>
internal static partial class JsonFaults
{
    /// <summary>The message by which our own converter says that a text is not valid Unicode.</summary>
    public const string InvalidText = "safezones:invalid_text";

    /// <param name="exception">What was thrown.</param>
    /// <param name="body">What was read; empty where only a part of it was.</param>
    public static Problem Of(JsonException exception, ReadOnlySpan<byte> body = default)
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
            return new Problem(ProblemCode.InvalidRequest, Fault.At(
                // Where a member is read untyped, the path ends at what is around it.
                (body.IsEmpty ? null : JsonGrammar.DuplicateOrDefault(body)) ?? pointer, FaultCode.DuplicateMember));
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
        foreach (Match segment in Segment().Matches(path))
        {
            pointer.Append('/').Append(Escape(segment.Groups["name"].Value));
        }

        return pointer.ToString();
    }

    // The library does not escape a name in quotes, so that only what follows its end tells where that is.
    [GeneratedRegex(@"\['(?<name>.*?)'\](?=[.[]|\z)|\[(?<name>[0-9]+)\]|\.(?<name>[^.[]+)", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Segment();

    public static string Escape(string segment) => segment
        .Replace("~", "~0", StringComparison.Ordinal)
        .Replace("/", "~1", StringComparison.Ordinal);

    public static string Escape(int index) => index.ToString(CultureInfo.InvariantCulture);
}

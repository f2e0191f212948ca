using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace SafeZones.Api.Tests.Guarantees;

/// <summary>The example of an operation's body with one thing wrong, or perhaps wrong.</summary>
/// <param name="How">What was done to it.</param>
/// <param name="Bytes">What is sent.</param>
/// <param name="ContentType">Its media type; null for none.</param>
/// <param name="Code">The problem that it must be; null where the operation's schema decides whether it is one.</param>
/// <param name="Pointer">The member that was spoilt; null for the body as a whole.</param>
internal sealed record SpoiltBody(string How, byte[] Bytes, string? ContentType, string? Code, string? Pointer = null)
{
    private const string Mark = "\"(here)\"";
    private const string Malformed = "malformed_body";
    private const string Invalid = "invalid_request";
    private const string MediaType = "unsupported_media_type";

    // Latin-1 stands for itself byte by byte, so that a text can hold what is not UTF-8.
    private static readonly (string How, string Value, string? Code)[] Values =
    [
        ("null", "null", null),
        ("a number", "7", null),
        ("a text", "\"seven\"", null),
        ("true", "true", null),
        ("a list", "[]", null),
        ("an object", "{}", null),
        ("1e400", "1e400", null),
        ("-1e400", "-1e400", null),
        ("a long text", $"\"{new string('a', 100_000)}\"", null),
        ("many items", $"[{string.Join(',', Enumerable.Repeat("0", 10_000))}]", null),
        ("NaN", "NaN", Malformed),
        ("Infinity", "-Infinity", Malformed),
        ("a lone continuation byte", "\"a\u0080b\"", Malformed),
        ("an encoded surrogate", "\"a\u00ed\u00a0\u0080b\"", Malformed),
        ("10,000 levels", new string('[', 10_000) + new string(']', 10_000), Malformed),
        ("NUL", "\"a\\u0000b\"", Invalid),
        ("a surrogate without its half", "\"a\\ud800b\"", Invalid),
        ("DEL", "\"a\u007fb\"", Invalid),
    ];

    private static readonly (string Name, string? Code)[] MemberNames =
        [("no_such_member", null), ("a\\u0000b", Invalid), ("a\\ud800b", Invalid), ("a\u0080b", Malformed)];

    public override string ToString() => $"{How} at {Pointer ?? "the body"}";

    /// <summary>Every way to spoil it, at each of its members and as a whole.</summary>
    public static IEnumerable<SpoiltBody> Of(JsonNode example, string mediaType) =>
        [.. Whole(example, mediaType), .. Members(example, "").SelectMany(member => Member(example, member, mediaType))];

    private static IEnumerable<SpoiltBody> Whole(JsonNode example, string mediaType)
    {
        var text = example.ToJsonString();
        var bytes = Encoding.UTF8.GetBytes(text);
        SpoiltBody Text(string how, string spoilt, string? code) => new(how, Encoding.UTF8.GetBytes(spoilt), mediaType, code);
        yield return Text("nothing", "", Malformed);
        yield return Text("spaces", "  ", Malformed);
        yield return Text("null", "null", Invalid);
        yield return Text("a list", "[]", Invalid);
        yield return Text("a number", "7", Invalid);
        yield return Text("its half", text[..(text.Length / 2)], Malformed);
        yield return Text("all but the last brace", text[..^1], Malformed);
        yield return Text("a comma behind it", text + ",", Malformed);
        yield return Text("another object behind it", text + " {}", Malformed);
        yield return Text("a comma behind the last member", text[..^1] + ",}", Malformed);
        yield return Text("a comment", text + "/* */", Malformed);
        yield return Text("a byte order mark", "\ufeff" + text, Malformed);
        yield return Text("more than 1 MB", text + new string(' ', 1_000_001 - bytes.Length), "body_too_large");
        yield return new("UTF-16", Encoding.Unicode.GetBytes(text), mediaType, Malformed);
        yield return new("UTF-16 that says so", Encoding.Unicode.GetBytes(text), $"{mediaType}; charset=utf-16", MediaType);
        foreach (var other in (string?[])
        [
            null, "text/plain", "application/xml", "application/x-www-form-urlencoded", "application/vnd.api+json", "application/*",
            $"{mediaType}; charset=bogus", $"{mediaType}; charset=\"\"", $"{mediaType}, {mediaType}", "json", ";",
            mediaType == "application/merge-patch+json" ? "application/json" : "application/merge-patch+json",
        ])
        {
            yield return new($"the media type {other ?? "none"}", bytes, other, MediaType);
        }
    }

    private static IEnumerable<SpoiltBody> Member(JsonNode example, (string Pointer, bool IsNamed, JsonNode? Value) member, string mediaType)
    {
        var (pointer, isNamed, value) = member;
        foreach (var (how, spoilt, code) in Values)
        {
            yield return new(how, With(example, pointer, spoilt), mediaType, code, pointer);
        }

        if (isNamed)
        {
            var twice = Latin(value?.ToJsonString() ?? "null");
            yield return new("twice", With(example, pointer, $"{twice},{Latin(JsonValue.Create(Name(pointer)).ToJsonString())}:{twice}"),
                mediaType, Invalid, pointer);
        }

        if (value is JsonObject members)
        {
            var start = Latin(members.ToJsonString())[..^1] + (members.Count > 0 ? "," : "");
            foreach (var (name, code) in MemberNames)
            {
                yield return new($"a member called {name}", With(example, pointer, $"{start}\"{name}\":1}}"), mediaType, code, pointer);
            }
        }
    }

    // The example with other bytes in the place of one value.
    private static byte[] With(JsonNode example, string pointer, string spoilt)
    {
        var copy = example.DeepClone();
        var path = pointer.Split('/')[1..];
        var around = path[..^1].Aggregate(copy, (node, segment) => node is JsonArray items ? items[Index(segment)]! : node[Unescape(segment)]!);
        if (around is JsonArray list)
        {
            list[Index(path[^1])] = "(here)";
        }
        else
        {
            around[Unescape(path[^1])] = "(here)";
        }

        return Encoding.Latin1.GetBytes(Latin(copy.ToJsonString()).Replace(Mark, spoilt, StringComparison.Ordinal));
    }

    private static IEnumerable<(string Pointer, bool IsNamed, JsonNode? Value)> Members(JsonNode? node, string pointer) => node switch
    {
        JsonObject members => members.SelectMany(member => Below(member.Value, $"{pointer}/{Escape(member.Key)}", true)),
        JsonArray items => items.SelectMany((item, index) => Below(item, $"{pointer}/{index}", false)),
        _ => [],
    };

    private static IEnumerable<(string Pointer, bool IsNamed, JsonNode? Value)> Below(JsonNode? node, string pointer, bool isNamed) =>
        Members(node, pointer).Prepend((pointer, isNamed, node));

    private static int Index(string segment) => int.Parse(segment, CultureInfo.InvariantCulture);

    private static string Latin(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    private static string Name(string pointer) => Unescape(pointer[(pointer.LastIndexOf('/') + 1)..]);

    private static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static string Unescape(string segment) => segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}

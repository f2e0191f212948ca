using System.Collections;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Languages;

namespace SafeZones.Api.Pages;

/// <summary>
/// A form as it was sent. Its fields are named by their place in the body that the API takes (<c>report/setting</c>), and become that
/// body: what is refused there, and why, is refused here.
/// </summary>
internal sealed class LinkForm
{
    /// <summary>The hidden field of the random key that makes two clicks one.</summary>
    public const string KeyField = "key";

    /// <summary>The longest form, with a note in which each character takes twelve bytes, is half of this.</summary>
    public const int BytesMax = 16 * 1024;

    private readonly Dictionary<string, StringValues> fields;

    private LinkForm(byte[] bytes, Dictionary<string, StringValues> fields)
    {
        Bytes = bytes;
        this.fields = fields;
    }

    /// <summary>One that nobody has filled in.</summary>
    public static LinkForm Empty { get; } = new([], []);

    /// <summary>The very bytes that were sent.</summary>
    public byte[] Bytes { get; }

    public bool IsEmpty => fields.Count == 0;

    /// <summary>The random key of the form, or a refusal.</summary>
    public string RequireKey() => this[KeyField] is [{ Length: > 0 and <= 64 } key] && Ascii.IsValid(key)
        ? key
        : throw new Problem(ProblemCode.InvalidRequest, Fault.At($"/{KeyField}", FaultCode.Required));

    /// <summary>What was entered in a field.</summary>
    public StringValues this[string field] => fields.GetValueOrDefault(field);

    public static async Task<LinkForm> Read(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || type.MediaType != "application/x-www-form-urlencoded")
        {
            throw new Problem(ProblemCode.UnsupportedMediaType);
        }

        var buffer = new byte[BytesMax + 1];
        var length = request.ContentLength > BytesMax
            ? buffer.Length
            : await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > BytesMax)
        {
            throw new Problem(ProblemCode.BodyTooLarge);
        }

        var text = Encoding.UTF8.GetString(buffer, 0, length);
        return PercentEncoding.IsSound(text)
            ? new LinkForm(buffer[..length], QueryHelpers.ParseQuery(text))
            : throw new Problem(ProblemCode.InvalidRequest, Fault.At("", FaultCode.InvalidText));
    }

    /// <summary>The body that the fields say, held against its rules.</summary>
    public TBody As<TBody>() where TBody : class
    {
        var body = new JsonObject();
        foreach (var (name, entered) in fields.Where(field => field.Key != KeyField))
        {
            Put(body, typeof(TBody), name, entered);
        }

        try
        {
            var read = body.Deserialize<TBody>(ApiJson.Options)!;
            BodyRules.Check(read);
            return read;
        }
        catch (JsonException exception)
        {
            throw JsonFaults.Of(exception);
        }
    }

    /// <summary>For what needs no body.</summary>
    public void RefuseFields() => Problem.ThrowIfAny(
        [.. fields.Keys.Where(name => name != KeyField).Select(name => Fault.At($"/{name}", FaultCode.UnknownMember))]);

    private static void Put(JsonObject body, Type type, string name, StringValues entered)
    {
        var segments = name.Split('/', count: 4);
        JsonPropertyInfo? member = null;
        for (var depth = 0; depth < segments.Length; depth++)
        {
            if (member is not null)
            {
                body = (JsonObject)(body[segments[depth - 1]] ??= new JsonObject());
            }

            member = ApiJson.Options.GetTypeInfo(member?.PropertyType ?? type) is { Kind: JsonTypeInfoKind.Object } known
                ? known.Properties.FirstOrDefault(one => one.Name == segments[depth])
                : null;
            if (member is null)
            {
                throw new Problem(ProblemCode.InvalidRequest, Fault.At($"/{name}", FaultCode.UnknownMember));
            }
        }

        if (ValueOrDefault(member!.PropertyType, name, entered) is { } value)
        {
            body[segments[^1]] = value;
        }
    }

    /// <summary>Null for what was left empty.</summary>
    private static JsonNode? ValueOrDefault(Type type, string name, StringValues entered)
    {
        if (type.IsAssignableTo(typeof(IEnumerable)) && type != typeof(string))
        {
            return new JsonArray([.. entered.Select(one => (JsonNode?)JsonValue.Create(one))]);
        }

        if (entered.Count != 1)
        {
            throw new Problem(ProblemCode.InvalidRequest, Fault.At($"/{name}", FaultCode.DuplicateMember));
        }

        // A browser ends lines as telegrams do, and a text of spaces is nothing entered.
        var text = entered.ToString().ReplaceLineEndings("\n").Trim();
        if (text.Length == 0)
        {
            return null;
        }

        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(int) && int.TryParse(DigitText.ToAscii(text), out var number) ? number
            : type == typeof(bool) && bool.TryParse(text, out var isSo) ? isSo
            : text;
    }
}

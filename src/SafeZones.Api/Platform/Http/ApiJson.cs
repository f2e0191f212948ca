using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace SafeZones.Api.Platform.Http;

/// <summary>How JSON reads and writes here: snake_case, enums as words, nothing ignored, absent instead of null.</summary>
internal static class ApiJson
{
    public static JsonSerializerOptions Options { get; } = Ready(Configure(new JsonSerializerOptions()));

    /// <summary>For answers that we keep and read back: what was absent when written is absent again.</summary>
    public static JsonSerializerOptions Kept { get; } = new(Options) { RespectRequiredConstructorParameters = false };

    // Control characters, except line breaks and tabs.
    private static readonly SearchValues<char> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 0xa0).Select(code => (char)code).Where(code => char.IsControl(code) && code is not ('\n' or '\r' or '\t'))]);

    /// <summary>A value of a closed list as JSON writes it.</summary>
    public static string Word<TEnum>(TEnum value) where TEnum : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        // The keys of a map are the client's own (languages, sources): they stay as they are.
        options.DictionaryKeyPolicy = null;
        options.PropertyNameCaseInsensitive = false;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        // What is computed from other members is not sent and cannot be sent back.
        options.IgnoreReadOnlyProperties = true;
        options.MaxDepth = 32;
        // Names in any script are readable as they are; what HTML gives a meaning is still escaped.
        options.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        options.Converters.Add(new CleanText());
        options.Converters.Add(new UtcInstant());
        return options;
    }

    /// <summary>The text of a string that was read untyped, or null where no body could hold it.</summary>
    public static string? TextOrDefault(JsonElement element)
    {
        try
        {
            return element.Deserialize<string>(Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The text of a string or name, or null where no body may hold it.</summary>
    public static string? TextOrDefault(ref Utf8JsonReader reader)
    {
        try
        {
            var text = reader.GetString()!;
            return text.AsSpan().IndexOfAny(Controls) < 0 ? text : null;
        }
        catch (InvalidOperationException)
        {
            // An escaped surrogate without its other half.
            return null;
        }
    }

    /// <summary>RFC 3339: written in UTC with a Z, read with whatever offset it names.</summary>
    private sealed class UtcInstant : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && Instant.TryParse(reader.GetString(), null, out var instant)
                ? instant.Value
                : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime);
    }

    // So that contracts can be asked for before anything was read or written.
    private static JsonSerializerOptions Ready(JsonSerializerOptions options)
    {
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    /// <summary>
    /// Every string that comes in: valid Unicode, no control characters except line breaks and tabs, stored as NFC.
    /// </summary>
    private sealed class CleanText : JsonConverter<string>
    {
        public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.String)
            {
                throw new JsonException();
            }

            return Clean(ref reader);
        }

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value);

        public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Clean(ref reader);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WritePropertyName(value);

        private static string Clean(ref Utf8JsonReader reader)
        {
            var text = TextOrDefault(ref reader) ?? throw new JsonException(JsonFaults.InvalidText);
            return text.IsNormalized(NormalizationForm.FormC) ? text : text.Normalize(NormalizationForm.FormC);
        }
    }
}

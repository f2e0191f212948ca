using System.Text.Json;
using System.Text.Json.Serialization;

namespace SafeZones.Api.Platform.Database;

/// <summary>JSON that passes through as it is: a jsonb column on one side, a member of a resource on the other.</summary>
[JsonConverter(typeof(Converter))]
public readonly record struct JsonText(string Value)
{
    internal static JsonText Of<T>(T value, JsonSerializerOptions options) => new(JsonSerializer.Serialize(value, options));

    internal T Read<T>(JsonSerializerOptions options) => JsonSerializer.Deserialize<T>(Value, options)!;

    private sealed class Converter : JsonConverter<JsonText>
    {
        public override JsonText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return new JsonText(document.RootElement.GetRawText());
        }

        // It was valid when it was stored; checking again would cost more than writing it.
        public override void Write(Utf8JsonWriter writer, JsonText value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.Value, skipInputValidation: true);
    }
}

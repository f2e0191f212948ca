using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Npgsql;
using SafeZones.Domain.Interventions;

namespace SafeZones.Bench.Limit;

/// <summary>A venue as the API answers it, member for member. Words of closed lists stay the texts that PostgreSQL sends.</summary>
internal sealed record LimitVenue(
    Guid Id, RawJson Name, string Category, string Kind, Guid? ChainId, LimitAddress Address, LimitPoint? Point,
    Guid? AreaId, string TimeZone, string? OpeningHours, string[] Languages, string[] Offers, LimitStaffCount? StaffCount,
    string Visibility, RawJson ExternalIds, DateTime CreatedAt, DateTime UpdatedAt, DateTime? DeletedAt,
    long Version, double? DistanceM)
{
    public List<LimitDuplicate>? PossibleDuplicates { get; set; }

    /// <summary>Reads a row of the API's column list, by position.</summary>
    public static LimitVenue Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), new RawJson(row.GetString(1)), row.GetString(2), row.GetString(3), Uuid(row, 4),
        new LimitAddress(Text(row, 5), Text(row, 6), Text(row, 7), Text(row, 8), row.GetString(9), Text(row, 10)),
        row.IsDBNull(11) || row.IsDBNull(12) ? null : new LimitPoint(row.GetDouble(11), row.GetDouble(12)),
        Uuid(row, 13), row.GetString(14), Text(row, 15), row.GetFieldValue<string[]>(16), row.GetFieldValue<string[]>(17),
        row.IsDBNull(18)
            ? null
            : new LimitStaffCount(row.GetInt32(18), row.GetInt32(19), row.GetFieldValue<DateOnly>(20), row.GetString(21)),
        row.GetString(22), new RawJson(row.GetString(23)), row.GetDateTime(24),
        row.GetDateTime(25), row.IsDBNull(26) ? null : row.GetDateTime(26),
        row.GetInt64(27), row.IsDBNull(28) ? null : Math.Round(row.GetDouble(28), 1));

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static Guid? Uuid(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetGuid(column);
}

internal sealed record LimitAddress(
    string? Street, string? Locality, string? Region, string? PostalCode, string Country, string? Directions);

internal sealed record LimitPoint(double Latitude, double Longitude);

internal sealed record LimitStaffCount(int N, int Managers, DateOnly AsOf, string DeclaredBy);

internal sealed record LimitDuplicate(Guid Id, RawJson Name, double DistanceM, double NameSimilarity);

internal sealed record LimitPage(List<LimitVenue> Data, LimitPageEnd Page);

internal sealed record LimitPageEnd(bool HasMore);

/// <summary>What a sticker says of itself.</summary>
internal sealed record LimitVerification(bool Valid, string Reason, RawJson? Programme, RawJson? Venue);

/// <summary>What a client sends to register a venue.</summary>
internal sealed record LimitBody(
    Dictionary<string, string> Name, Domain.VenueCategory Category, LimitAddressBody Address, LimitPoint Point,
    string OpeningHours, string[] Languages, string[] Offers, LimitStaffCountBody StaffCount,
    Domain.VenueVisibility Visibility);

internal sealed record LimitBatchBody(LimitBody[] Items);

internal sealed record LimitBatch(LimitBatchItem[] Items);

internal sealed record LimitBatchItem(int Index, int Status, LimitVenue Venue);

internal sealed record LimitAddressBody(string Street, string Locality);

internal sealed record LimitStaffCountBody(int N, int Managers, DateOnly AsOf, Domain.StaffDeclarer DeclaredBy);

/// <summary>JSON that PostgreSQL sent and that goes out as it is.</summary>
[JsonConverter(typeof(RawJsonConverter))]
internal readonly record struct RawJson(string Text);

internal sealed class RawJsonConverter : JsonConverter<RawJson>
{
    public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("The limit only writes these.");

    public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Text, skipInputValidation: true);
}

internal sealed class SnakeCaseWord<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [
        typeof(SnakeCaseWord<Domain.VenueCategory>), typeof(SnakeCaseWord<Domain.VenueVisibility>),
        typeof(SnakeCaseWord<Domain.StaffDeclarer>),
        typeof(SnakeCaseWord<PartOfDay>), typeof(SnakeCaseWord<InterventionSetting>),
        typeof(SnakeCaseWord<InterventionChannel>), typeof(SnakeCaseWord<ReporterRole>),
        typeof(SnakeCaseWord<IncidentType>), typeof(SnakeCaseWord<InterventionAction>),
        typeof(SnakeCaseWord<InterventionOutcome>), typeof(SnakeCaseWord<ReferralType>), typeof(SnakeCaseWord<AgeGroup>),
        typeof(SnakeCaseWord<Gender>), typeof(SnakeCaseWord<FollowUp>)])]
[JsonSerializable(typeof(LimitBody))]
[JsonSerializable(typeof(LimitBatchBody))]
[JsonSerializable(typeof(LimitTelling))]
internal sealed partial class LimitBodyJson : JsonSerializerContext;

/// <summary>Without converters of enums, so that the generated code writes members without looking anything up.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Default)]
[JsonSerializable(typeof(LimitVenue))]
[JsonSerializable(typeof(LimitPage))]
[JsonSerializable(typeof(LimitBatch))]
[JsonSerializable(typeof(LimitVerification))]
[JsonSerializable(typeof(LimitIntervention))]
internal sealed partial class LimitJson : JsonSerializerContext
{
    // The writer's encoder counts on this path; one in the serializer's options would turn the generated code off.
    private static readonly JsonWriterOptions Writing = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), SkipValidation = true,
    };

    public static async Task Write<T>(
        HttpResponse response, T value, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        response.ContentType = "application/json; charset=utf-8";
        await using (var writer = new Utf8JsonWriter(response.BodyWriter, Writing))
        {
            JsonSerializer.Serialize(writer, value, type);
        }

        await response.BodyWriter.FlushAsync(cancellationToken);
    }
}

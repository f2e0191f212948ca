using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;

namespace SafeZones.Api.Features.Areas;

/// <summary>A part of the world in which an organisation works, such as a district.</summary>
public sealed class Area : IVersioned
{
    /// <summary>For answers that are kept and given again.</summary>
    [JsonConstructor]
    private Area()
    {
    }

    [SetsRequiredMembers]
    internal Area(
        Guid id, JsonText name, string? adminCode, double west, double south, double east, double north, JsonText? geometry,
        DateTimeOffset createdAt, DateTimeOffset updatedAt, long version)
    {
        Id = id;
        Name = name;
        AdminCode = adminCode;
        Bbox = [west, south, east, north];
        Geometry = geometry?.Read<AreaGeometry>(ApiJson.Options);
        CreatedAt = createdAt;
        UpdatedAt = updatedAt;
        Version = version;
    }

    /// <summary>Never reused, never changes.</summary>
    public required Guid Id { get; init; }

    /// <summary>What people call it, by language (BCP 47).</summary>
    public required JsonText Name { get; init; }

    /// <summary>Its official code, such as a P-code or ISO 3166-2.</summary>
    public string? AdminCode { get; init; }

    /// <summary>The box around it: west, south, east, north.</summary>
    public required IReadOnlyList<double> Bbox { get; init; }

    /// <summary>What it covers. A list holds it only where <c>fields</c> names it.</summary>
    public AreaGeometry? Geometry { get; init; }

    /// <summary>When it was created (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed (UTC).</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Counts its changes. In quotes it is the ETag, and what If-Match wants.</summary>
    public required long Version { get; init; }

    /// <summary>What a client would send to say the same.</summary>
    internal AreaBody ToBody() => new()
    {
        Name = Name.Read<Dictionary<string, string>>(ApiJson.Options),
        AdminCode = AdminCode,
        Geometry = Geometry!,
    };

    /// <summary>The columns of table <c>areas a</c> that fill an area.</summary>
    internal const string Columns = $"{ColumnsBeforeGeometry}, a.geometry, {ColumnsAfterGeometry}";

    internal const string ColumnsBeforeGeometry = "a.id, a.name, a.admin_code, a.west, a.south, a.east, a.north";

    internal const string ColumnsAfterGeometry = "a.created_at, a.updated_at, a.version";
}

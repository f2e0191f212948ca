using System.ComponentModel.DataAnnotations;
using SafeZones.Api.Platform.Http;

namespace SafeZones.Api.Features.Areas;

/// <summary>What a client says of an area.</summary>
public sealed record AreaBody
{
    internal const string AdminCodePattern = @"[\p{L}\p{N}](?:[\p{L}\p{N} ._/:-]{0,48}[\p{L}\p{N}])?";
    internal const string AdminCodeRule = "letters and digits, between them spaces and . _ / : -, at most 50 characters";

    /// <summary>What people call it, by language (BCP 47).</summary>
    [TranslatedText]
    public required IReadOnlyDictionary<string, string> Name { get; init; }

    /// <summary>Its official code, such as a P-code or ISO 3166-2; each once.</summary>
    [RegularExpression(AdminCodePattern, ErrorMessage = AdminCodeRule)]
    public string? AdminCode { get; init; }

    /// <summary>What it covers.</summary>
    [SoundGeometry]
    public required AreaGeometry Geometry { get; init; }
}

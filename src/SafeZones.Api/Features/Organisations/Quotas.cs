using System.ComponentModel.DataAnnotations;

namespace SafeZones.Api.Features.Organisations;

/// <summary>How much an organisation may hold; set by the platform's operators.</summary>
public sealed record Quotas
{
    /// <summary>Venues that are not deleted.</summary>
    [Range(1, 1_000_000)]
    public required int VenuesMax { get; init; }
}

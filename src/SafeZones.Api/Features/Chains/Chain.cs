using System.ComponentModel.DataAnnotations;
using SafeZones.Api.Platform.Http;

namespace SafeZones.Api.Features.Chains;

/// <summary>A business that runs several venues; each venue has a standing of its own.</summary>
/// <param name="Id">Never reused, never changes.</param>
/// <param name="Name">What the business calls itself; unique in the organisation.</param>
/// <param name="CreatedAt">When it was registered (UTC).</param>
/// <param name="UpdatedAt">When it or its contact last changed (UTC).</param>
/// <param name="Version">Counts its changes and those of its contact. In quotes it is the ETag, and what If-Match wants.</param>
public sealed record Chain(Guid Id, string Name, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, long Version) : IVersioned
{
    internal const string Columns = "c.id, c.name, c.created_at, c.updated_at, c.version";

    internal const string Select = $"select {Columns} from chains c where c.tenant_id = @tenantId and c.id = @id";

    /// <summary>What a client would send to say the same.</summary>
    internal ChainBody ToBody() => new() { Name = Name };

    internal static Chain Example { get; } = new(
        new Guid("019a0c5e-7c3b-7e21-9f10-000000000003"), ChainBody.Example.Name,
        new DateTimeOffset(2026, 11, 23, 6, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, 23, 6, 0, 0, TimeSpan.Zero), 1);
}

/// <summary>What a client says of a chain.</summary>
public sealed record ChainBody
{
    internal const int NameCharactersMax = 200;

    /// <summary>What the business calls itself; unique in the organisation.</summary>
    [StringLength(NameCharactersMax, MinimumLength = 1), OneLine]
    public required string Name { get; init => field = value.Trim(); }

    internal static ChainBody Example { get; } = new() { Name = "Example Coffee" };
}

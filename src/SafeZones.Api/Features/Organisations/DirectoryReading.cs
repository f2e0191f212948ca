using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Organisations;

/// <summary>One entry of the directory with the quotas, which lie in the organisation's own partition.</summary>
internal static class DirectoryReading
{
    public static async Task<DirectoryEntry> Read(
        PlatformDatabase database, string sql, Guid organisationId, CancellationToken cancellationToken)
    {
        await using var answers = await database.Ask(sql, new { organisationId }, cancellationToken);
        var entry = await answers.FirstOrDefault<DirectoryEntry>(cancellationToken) ?? throw new Problem(ProblemCode.NotFound);
        await answers.List<object>(cancellationToken);
        return entry with { Quotas = new Quotas { VenuesMax = await answers.FirstOrDefault<int>(cancellationToken) } };
    }

    private const string SelectDirectory =
        $"select {DirectoryEntry.Columns} from tenant_directory d where d.id = @organisationId";

    private const string SelectQuotas =
        """
        select set_tenant(@organisationId);

        select o.venues_max from organisations o where o.tenant_id = @organisationId
        """;

    public const string SelectEntry =
        $"""
        {SelectDirectory};

        {SelectQuotas}
        """;

    /// <summary>Locks the entry, so that of two changes to one version the second finds it stale.</summary>
    public const string LockEntry =
        $"""
        {SelectDirectory} for update;

        {SelectQuotas}
        """;
}

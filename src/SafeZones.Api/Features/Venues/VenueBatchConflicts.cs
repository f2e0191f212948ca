using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Problems;
using Item = SafeZones.Api.Platform.Http.BatchItem<SafeZones.Api.Features.Venues.VenueBody>;
using Outcome = SafeZones.Api.Features.Venues.RegisterVenueBatch.Outcome;

namespace SafeZones.Api.Features.Venues;

/// <summary>Which items of a batch the database would refuse, told apart before any is written.</summary>
internal static class VenueBatchConflicts
{
    /// <summary>The refused items in their order, each with the member that is to blame.</summary>
    public static async Task<List<Outcome>> Find(
        DatabaseDoor database, SqlCall first, IReadOnlyList<Item> items, CallersOrganisation organisation,
        CancellationToken cancellationToken)
    {
        var externalIds = items.SelectMany(item => item.Body!.ExternalIds).Distinct().ToList();
        await using var answers = await database.Ask(
            [
                first,
                AreaLookup.KeepAreasStill,
                new SqlCall(SelectConflicts, new
                {
                    chainIds = items.Select(item => item.Body!.ChainId).OfType<Guid>().Distinct().ToArray(),
                    sources = externalIds.Select(pair => pair.Key).ToArray(),
                    externalIds = externalIds.Select(pair => pair.Value).ToArray(),
                }),
            ],
            cancellationToken);
        var chains = (await answers.List<Guid>(cancellationToken)).ToHashSet();
        var taken = (await answers.List<ExternalId>(cancellationToken)).ToHashSet();
        var room = organisation.VenuesMax - await answers.FirstOrDefault<long>(cancellationToken);
        var refused = new List<Outcome>();
        foreach (var (index, body, _) in items)
        {
            var ids = body!.ExternalIds.Select(pair => new ExternalId(pair.Key, pair.Value)).ToList();
            if (body.ChainId is { } chain && !chains.Contains(chain))
            {
                refused.Add(new Outcome(index, null, ProblemCode.ChainMissing.Name, $"/items/{index}/chain_id"));
            }
            else if (ids.Find(taken.Contains) is { } id)
            {
                refused.Add(new Outcome(index, null, ProblemCode.ExternalIdTaken.Name, $"/items/{index}/external_ids/{id.Source}"));
            }
            else if (room-- <= 0)
            {
                refused.Add(new Outcome(index, null, ProblemCode.LimitReached.Name, $"/items/{index}", organisation.VenuesMax));
            }
            else
            {
                // A later item of the batch may not have them either.
                taken.UnionWith(ids);
            }
        }

        return refused;
    }

    private sealed record ExternalId(string Source, string Id);

    // The chains are locked, so that none is deleted before the venues refer to it.
    private const string SelectConflicts =
        """
        select c.id from chains c where c.tenant_id = @tenantId and c.id = any(@chainIds) for key share;

        select x.source, x.external_id as id
        from venue_external_ids x
        where x.tenant_id = @tenantId
          and (x.source, x.external_id) in (select * from unnest(@sources, @externalIds));

        select count(*) from venues v where v.tenant_id = @tenantId and v.deleted_at is null
        """;
}

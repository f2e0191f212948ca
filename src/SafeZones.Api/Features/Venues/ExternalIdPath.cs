using Microsoft.AspNetCore.Http.Features;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Venues;

/// <summary>The external id that a path names, such as <c>/v1/venues/by-external-id/osm/node/123</c>.</summary>
internal sealed record ExternalIdPath(string Source, string Id, bool IsDecoded)
{
    public const string Route = "/v1/venues/by-external-id/{source}/{**externalId}";

    private const string Prefix = "/by-external-id/";

    /// <summary>Read by minimal APIs in place of the two parameters.</summary>
    public static ValueTask<ExternalIdPath?> BindAsync(HttpContext context)
    {
        // A slash in an id may come as %2F, which the router leaves as it is and so cannot be told from a written %2F.
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?')[0];
        var parts = target[(target.IndexOf(Prefix, StringComparison.OrdinalIgnoreCase) + Prefix.Length)..].Split('/', 2);
        var id = Uri.UnescapeDataString(parts[^1]);
        return ValueTask.FromResult<ExternalIdPath?>(new ExternalIdPath(
            parts[0], id.IsNormalized() ? id : id.Normalize(), PercentEncoding.IsSound(parts[^1])));
    }

    /// <summary>Faults of what no venue can have.</summary>
    public IEnumerable<Fault> Faults()
    {
        if (!ExternalIdsAttribute.IsSource(Source))
        {
            yield return Fault.In("source", FaultCode.WrongFormat, ("pattern", "a-z, 0-9 and _, at most 40 characters"));
        }

        if (!IsDecoded || !ExternalIdsAttribute.IsId(Id))
        {
            yield return Fault.In("external_id", FaultCode.WrongFormat,
                ("pattern", $"1 to {ExternalIdsAttribute.IdCharactersMax} characters"));
        }
    }
}

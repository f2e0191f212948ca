using System.ComponentModel.DataAnnotations;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.ServiceAccounts;

/// <summary>What an organisation decides about a service account.</summary>
public sealed record ServiceAccountBody
{
    /// <summary>What it is for.</summary>
    [StringLength(100, MinimumLength = 1)]
    public required string Name { get; init; }

    /// <summary>What it may ask for, each scope once.</summary>
    [KnownScopes]
    public required IReadOnlyList<string> Scopes { get; init; }
}

/// <summary>One scope at least, each of them known and given once.</summary>
internal sealed class KnownScopesAttribute : MemberRule
{
    public override IEnumerable<Fault> Faults(object value)
    {
        var scopes = (IReadOnlyList<string>)value;
        if (scopes.Count == 0)
        {
            return [Fault.At("", FaultCode.TooFew, ("least", 1))];
        }

        var seen = new HashSet<string>();
        return scopes.Select((scope, index) => (scope, index))
            .Where(item => !Rights.Scopes.Contains(item.scope) || !seen.Add(item.scope))
            .Select(item => Fault.At($"/{item.index}", FaultCode.NotOneOf, ("allowed", string.Join(", ", Rights.Scopes))));
    }
}

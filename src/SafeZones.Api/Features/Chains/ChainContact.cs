using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Chains;

/// <summary>Whom to speak to at a chain. Restricted: each read of it is an entry in the audit trail.</summary>
/// <param name="Name">What they are called.</param>
/// <param name="Phone">Their telephone number (E.164).</param>
/// <param name="Email">Their e-mail address.</param>
/// <param name="Version">The version of the chain. In quotes it is the ETag, and what If-Match wants.</param>
public sealed record ChainContact(string? Name, string? Phone, string? Email, long Version) : IVersioned
{
    internal const string Columns = "c.contact_name as name, c.contact_phone as phone, c.contact_email as email, c.version";

    /// <summary>Nobody has said yet whom to speak to.</summary>
    [JsonIgnore]
    internal bool IsNobody => Name is null && Phone is null && Email is null;

    /// <summary>The members that are known, for the audit trail.</summary>
    internal IEnumerable<string> Fields() =>
        new[] { Name is null ? null : "name", Phone is null ? null : "phone", Email is null ? null : "email" }.OfType<string>();

    internal static ChainContact Example { get; } = new(ChainContactBody.Example.Name, ChainContactBody.Example.Phone, null, 2);
}

/// <summary>Whom to speak to at a chain, and how.</summary>
public sealed record ChainContactBody : IConsistent
{
    /// <summary>What they are called; it need not be a full name.</summary>
    [StringLength(100, MinimumLength = 1), OneLine]
    public string? Name { get; init; }

    /// <summary>Their telephone number with its country code; kept as E.164.</summary>
    [StringLength(40), Telephone]
    public string? Phone { get; init => field = value is null ? null : TelephoneNumber.E164OrDefault(value) ?? value; }

    /// <summary>Their e-mail address.</summary>
    [EmailAddress]
    public string? Email { get; init; }

    IEnumerable<Fault> IConsistent.Contradictions() => Name is null && Phone is null && Email is null
        ? [Fault.At("", FaultCode.Contradiction, ("rule", "give at least one of name, phone and email"))]
        : [];

    internal static ChainContactBody Example { get; } = new() { Name = "Area manager", Phone = "+12025550100" };
}

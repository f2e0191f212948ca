using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain;

namespace SafeZones.Api.Features.VenueContacts;

/// <summary>What a client says of a person to reach at a venue.</summary>
public sealed record VenueContactBody : IConsistent
{
    /// <summary>What the person is to the venue.</summary>
    public required ContactRole Role { get; init; }

    /// <summary>What they are called; it need not be a full name.</summary>
    [StringLength(100, MinimumLength = 1), OneLine]
    public string? Name { get; init; }

    /// <summary>Their telephone number with its country code; kept as E.164.</summary>
    [StringLength(40), Telephone]
    public string? Phone { get; init => field = value is null ? null : TelephoneNumber.E164OrDefault(value) ?? value; }

    /// <summary>Their e-mail address.</summary>
    [EmailAddress]
    public string? Email { get; init; }

    /// <summary>How they want to be reached.</summary>
    public required ContactChannel Channel { get; init; }

    /// <summary>The language to use (BCP 47); the organisation's unless said otherwise.</summary>
    [Language]
    public string? Locale { get; init; }

    /// <summary>
    /// Whether a message on their phone puts them at no risk. Nobody is sent one before somebody has said so:
    /// <c>false</c> unless said otherwise.
    /// </summary>
    public bool SafeToText { get; init; }

    IEnumerable<Fault> IConsistent.Contradictions()
    {
        if (Phone is null && Channel is (ContactChannel.Sms or ContactChannel.Whatsapp or ContactChannel.Voice))
        {
            yield return Fault.At("/phone", FaultCode.Contradiction, ("rule", "this channel needs a phone"));
        }

        if (Email is null && Channel == ContactChannel.Email)
        {
            yield return Fault.At("/email", FaultCode.Contradiction, ("rule", "this channel needs an email"));
        }

        if (Phone is null && SafeToText)
        {
            yield return Fault.At("/safe_to_text", FaultCode.Contradiction, ("rule", "there is no phone"));
        }
    }

    /// <summary>The members that hold something, for the audit trail.</summary>
    internal string[] Fields() =>
        [.. JsonSerializer.SerializeToNode(this, ApiJson.Options)!.AsObject().Select(member => member.Key)];

    internal static VenueContactBody Example { get; } = new()
    {
        Role = ContactRole.FocalPoint, Phone = "+12025550100", Channel = ContactChannel.Sms, SafeToText = true,
    };
}

using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Domain;

namespace SafeZones.Api.Features.VenueContacts;

/// <summary>A person to reach at a venue. Restricted: each read of it is an entry in the audit trail.</summary>
/// <param name="Id">Never reused, never changes.</param>
/// <param name="VenueId">The venue.</param>
/// <param name="Role">What the person is to the venue.</param>
/// <param name="Name">What they are called.</param>
/// <param name="Phone">Their telephone number (E.164).</param>
/// <param name="Email">Their e-mail address.</param>
/// <param name="Channel">How they want to be reached.</param>
/// <param name="Locale">The language to use (BCP 47).</param>
/// <param name="SafeToText">Whether a message on their phone puts them at no risk.</param>
/// <param name="PurgeOn">The day on which it is deleted, because the venue has withdrawn; absent otherwise.</param>
/// <param name="CreatedAt">When it was recorded (UTC).</param>
/// <param name="UpdatedAt">When it last changed (UTC).</param>
/// <param name="Version">Counts its changes. In quotes it is the ETag, and what If-Match wants.</param>
public sealed record VenueContact(
    Guid Id, Guid VenueId, ContactRole Role, string? Name, string? Phone, string? Email, ContactChannel Channel, string Locale,
    bool SafeToText, DateOnly? PurgeOn, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, long Version) : IVersioned
{
    internal const string Columns =
        """
        k.id, k.venue_id, k.role, k.name, k.phone, k.email, k.channel, k.locale, k.safe_to_text, k.purge_on,
            k.created_at, k.updated_at, k.version
        """;

    /// <summary>One contact of a venue that is not deleted.</summary>
    internal const string Select =
        $"""
        select {Columns}
        from venue_contacts k
        join venues v on v.tenant_id = k.tenant_id and v.id = k.venue_id
        where k.tenant_id = @tenantId
          and k.venue_id = @venueId
          and k.id = @id
          and v.deleted_at is null
        """;

    /// <summary>
    /// The same, and nobody changes it until this transaction ends. Its venue's partnerships are locked before it, as by whoever
    /// ends one of them and then comes to the contacts.
    /// </summary>
    internal static async Task<VenueContact?> Lock(
        TenantDatabase database, Guid venueId, Guid id, CancellationToken cancellationToken)
    {
        await using var answers = await database.Ask(LockPartnershipsThenContact, new { venueId, id }, cancellationToken);
        await answers.List<Guid>(cancellationToken);
        return await answers.FirstOrDefault<VenueContact>(cancellationToken);
    }

    /// <summary>What a client would send to say the same.</summary>
    internal VenueContactBody ToBody() => new()
    {
        Role = Role, Name = Name, Phone = Phone, Email = Email, Channel = Channel, Locale = Locale, SafeToText = SafeToText,
    };

    /// <summary>The members that hold something, for the audit trail.</summary>
    internal string[] Fields() => ToBody().Fields();

    internal static VenueContact Example { get; } = new(
        new Guid("019a0c5e-7c3b-7e21-9f10-000000000004"), new Guid("019a0c5e-7c3b-7e21-9f10-3a5b6c7d8e9f"),
        VenueContactBody.Example.Role, null, VenueContactBody.Example.Phone, null, VenueContactBody.Example.Channel, "vi",
        VenueContactBody.Example.SafeToText, null, new DateTimeOffset(2026, 11, 23, 6, 0, 0, TimeSpan.Zero),
        new DateTimeOffset(2026, 11, 23, 6, 0, 0, TimeSpan.Zero), 1);

    private const string LockPartnershipsThenContact =
        $"""
        select r.id
        from partnerships r
        where r.tenant_id = @tenantId and r.venue_id = @venueId
        order by r.id
        for no key update;

        {Select} for update of k
        """;
}

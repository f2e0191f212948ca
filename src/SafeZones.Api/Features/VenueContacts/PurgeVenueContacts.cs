using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Mediation;

namespace SafeZones.Api.Features.VenueContacts;

/// <summary>The system forgets, in one organisation, the people of venues that have withdrawn long enough ago.</summary>
internal static class PurgeVenueContacts
{
    /// <summary>How many contacts one transaction deletes.</summary>
    internal const int BatchMax = 500;

    internal sealed record Command : ICommand<Unit>;

    internal sealed class Handler(TenantDatabase database, AuditTrail audit, TimeProvider clock) : IRequestHandler<Command, Unit>
    {
        public async Task<Unit> Handle(Command command, CancellationToken cancellationToken)
        {
            audit.RecordNoChange();
            var now = clock.GetUtcNow();
            var due = await database.List<VenueContact>(LockDue, new { now, rows = BatchMax }, cancellationToken);
            foreach (var contact in due)
            {
                audit.Record("venue_contact", contact.Id, contact.Fields());
            }

            await database.Execute(
                [
                    new SqlCall(DeleteContacts, new { ids = due.Select(contact => contact.Id).ToArray() }),
                    .. due.Select(contact => contact.VenueId).Distinct().Select(venueId => PartnershipReview.OfVenue(venueId, now)),
                ],
                cancellationToken);
            return Unit.Value;
        }
    }

    // Locked, so that whose purge is called off meanwhile stays.
    private const string LockDue =
        $"""
        select {VenueContact.Columns}
        from venue_contacts k
        join venues v on v.tenant_id = k.tenant_id and v.id = k.venue_id
        where k.tenant_id = @tenantId and k.purge_on <= (@now at time zone v.time_zone)::date
        order by k.purge_on, k.id
        limit @rows
        for update of k
        """;

    private const string DeleteContacts = "delete from venue_contacts k where k.tenant_id = @tenantId and k.id = any(@ids)";
}

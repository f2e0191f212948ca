using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.VenueContacts;

/// <summary>A coordinator forgets a person at a venue.</summary>
public static class RemoveVenueContact
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapDelete("/v1/venues/{venueId:guid}/contacts/{contactId:guid}", Endpoint)
        .Requires(Permission.WriteContacts)
        .Describe(nameof(RemoveVenueContact), "Remove a venue's contact",
            "The person's data is gone at once and cannot be restored.")
        .GivesNothing();

    private static async Task<IResult> Endpoint(
        Guid venueId, Guid contactId, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        await mediator.Send(new Command(venueId, contactId, ETags.RequireIfMatch(context)), cancellationToken);
        return TypedResults.NoContent();
    }

    internal sealed record Command(Guid VenueId, Guid ContactId, long? ExpectedVersion) : ICommand<Unit>;

    internal sealed class Handler(TenantDatabase database, AuditTrail audit, TimeProvider clock) : IRequestHandler<Command, Unit>
    {
        public async Task<Unit> Handle(Command command, CancellationToken cancellationToken)
        {
            var id = command.ContactId;
            // Locked, so that whoever changes the contact meanwhile is not overlooked.
            var contact = await VenueContact.Lock(database, command.VenueId, id, cancellationToken)
                ?? throw new Problem(ProblemCode.NotFound);
            ETags.RefuseStale(command.ExpectedVersion, contact.Version);
            audit.Record("venue_contact", id, contact.Fields());
            await database.Execute(
                [new SqlCall(DeleteContact, new { id }), PartnershipReview.OfVenue(command.VenueId, clock.GetUtcNow())],
                cancellationToken);
            return Unit.Value;
        }
    }

    private const string DeleteContact = "delete from venue_contacts k where k.tenant_id = @tenantId and k.id = @id";
}

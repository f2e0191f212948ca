using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.VenueContacts;

/// <summary>A coordinator looks up one person at a venue, and leaves a trace.</summary>
public static class ReadVenueContact
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/venues/{venueId:guid}/contacts/{contactId:guid}", Endpoint)
        .Requires(Permission.ReadContacts)
        .Describe(nameof(ReadVenueContact), "Read a venue's contact",
            "Restricted: each read is an entry in the audit trail. `X-Audit-Reason` says why.")
        .Gives(StatusCodes.Status200OK, VenueContact.Example);

    private static async Task<IResult> Endpoint(
        Guid venueId, Guid contactId, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        Reply.Ok(context, await mediator.Send(new Command(venueId, contactId), cancellationToken));

    internal sealed record Command(Guid VenueId, Guid ContactId) : ICommand<VenueContact>;

    internal sealed class Handler(TenantDatabase database, AuditTrail audit) : IRequestHandler<Command, VenueContact>
    {
        public async Task<VenueContact> Handle(Command command, CancellationToken cancellationToken)
        {
            var contact = await database.FirstOrDefault<VenueContact>(
                VenueContact.Select, new { venueId = command.VenueId, id = command.ContactId }, cancellationToken)
                ?? throw new Problem(ProblemCode.NotFound);
            audit.Record("venue_contact", contact.Id, contact.Fields());
            return contact;
        }
    }
}

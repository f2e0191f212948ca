using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.VenueContacts;

/// <summary>A coordinator records a person to reach at a venue.</summary>
public static class AddVenueContact
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/venues/{venueId:guid}/contacts", Endpoint)
        .Requires(Permission.WriteContacts)
        .Describe(nameof(AddVenueContact), "Add a contact to a venue",
            $"""
            Restricted. Record no more of a person than the work needs: a role and one way to reach them are enough.
            A venue has at most {ContactsMax} contacts.
            """)
        .Takes(VenueContactBody.Example)
        .Gives(StatusCodes.Status201Created, VenueContact.Example)
        .Refuses(ProblemCode.LimitReached);

    private static async Task<IResult> Endpoint(
        Guid venueId, VenueContactBody body, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        var contact = await mediator.Send(new Command(venueId, body), cancellationToken);
        return Reply.Created(context, $"/v1/venues/{venueId}/contacts/{contact.Id}", contact);
    }

    internal sealed record Command(Guid VenueId, VenueContactBody Body) : ICommand<VenueContact>;

    internal sealed class Handler(TenantDatabase database, CallerAccessor callers, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, VenueContact>
    {
        public async Task<VenueContact> Handle(Command command, CancellationToken cancellationToken)
        {
            var venueId = command.VenueId;
            await using (var answers = await database.Ask(LockVenueThenCount, new { venueId }, cancellationToken))
            {
                _ = await answers.FirstOrDefault<long?>(cancellationToken) ?? throw new Problem(ProblemCode.NotFound);
                Problem.ThrowIfTooMany(await answers.FirstOrDefault<long>(cancellationToken) + 1, ContactsMax);
            }

            var body = command.Body;
            var now = clock.GetUtcNow();
            var id = RowId.At(now);
            await using var written = await database.Ask(
                [
                    new SqlCall(InsertContact, new
                    {
                        id,
                        venueId,
                        role = body.Role,
                        name = body.Name,
                        phone = body.Phone,
                        email = body.Email,
                        channel = body.Channel,
                        locale = body.Locale ?? callers.Caller.Organisation.DefaultLocale,
                        safeToText = body.SafeToText,
                        now,
                    }),
                    // A safe zone needs somebody who answers for it.
                    PartnershipReview.OfVenue(venueId, now),
                ],
                cancellationToken);
            var contact = await written.FirstOrDefault<VenueContact>(cancellationToken);
            audit.Record("venue_contact", id, contact!.Fields());
            return contact;
        }
    }

    /// <summary>Contacts of one venue: more would be an address book.</summary>
    internal const int ContactsMax = 20;

    // The lock lets one contact in at a time, so that the count holds until the insert, and keeps the venue from being
    // deleted meanwhile.
    private const string LockVenueThenCount =
        """
        select v.version
        from venues v
        where v.tenant_id = @tenantId and v.id = @venueId and v.deleted_at is null
        for no key update;

        select count(*) from venue_contacts k where k.tenant_id = @tenantId and k.venue_id = @venueId
        """;

    private const string InsertContact =
        $"""
        insert into venue_contacts as k (
            tenant_id, id, venue_id, role, name, phone, email, channel, locale, safe_to_text, created_at, updated_at, version)
        values (
            @tenantId, @id, @venueId, @role, @name, @phone, @email, @channel, @locale, @safeToText, @now, @now, 1)
        returning {VenueContact.Columns}
        """;
}

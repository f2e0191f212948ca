using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.VenueContacts;

/// <summary>A coordinator corrects what is known of a person at a venue.</summary>
public static class PatchVenueContact
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPatch("/v1/venues/{venueId:guid}/contacts/{contactId:guid}", Endpoint)
        .Requires(Permission.WriteContacts)
        .Describe(nameof(PatchVenueContact), "Change a venue's contact",
            "A merge patch: members that are there replace, `null` clears, what is absent stays.")
        .TakesPatch(new { channel = "voice", safe_to_text = false }, typeof(VenueContactBody))
        .Gives(StatusCodes.Status200OK, VenueContact.Example);

    private static async Task<IResult> Endpoint(
        Guid venueId, Guid contactId, MergePatch<VenueContactBody> patch, HttpContext context, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var expected = ETags.RequireIfMatch(context);
        return Reply.Ok(context, await mediator.Send(new Command(venueId, contactId, patch, expected), cancellationToken));
    }

    internal sealed record Command(Guid VenueId, Guid ContactId, MergePatch<VenueContactBody> Patch, long? ExpectedVersion)
        : ICommand<VenueContact>;

    internal sealed class Handler(TenantDatabase database, CallerAccessor callers, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, VenueContact>
    {
        public async Task<VenueContact> Handle(Command command, CancellationToken cancellationToken)
        {
            var id = command.ContactId;
            // Locked, so that a second patch on the same ETag waits and then finds it stale.
            var contact = await VenueContact.Lock(database, command.VenueId, id, cancellationToken)
                ?? throw new Problem(ProblemCode.NotFound);
            ETags.RefuseStale(command.ExpectedVersion, contact.Version);
            var (body, changed) = command.Patch.ApplyTo(contact.ToBody());
            if (changed.Length == 0)
            {
                // The answer shows the contact all the same, and so it is a read.
                audit.Record("venue_contact", id, contact.Fields());
                return contact;
            }

            audit.Record("venue_contact", id, changed);
            var now = clock.GetUtcNow();
            await using var written = await database.Ask(
                [
                    new SqlCall(UpdateContact, new
                    {
                        id,
                        role = body.Role,
                        name = body.Name,
                        phone = body.Phone,
                        email = body.Email,
                        channel = body.Channel,
                        locale = body.Locale ?? callers.Caller.Organisation.DefaultLocale,
                        safeToText = body.SafeToText,
                        now,
                    }),
                    PartnershipReview.OfVenue(command.VenueId, now),
                ],
                cancellationToken);
            return (await written.FirstOrDefault<VenueContact>(cancellationToken))!;
        }
    }

    private const string UpdateContact =
        $"""
        update venue_contacts k
        set role = @role, name = @name, phone = @phone, email = @email, channel = @channel, locale = @locale,
            safe_to_text = @safeToText, updated_at = @now, version = k.version + 1
        where k.tenant_id = @tenantId and k.id = @id
        returning {VenueContact.Columns}
        """;
}

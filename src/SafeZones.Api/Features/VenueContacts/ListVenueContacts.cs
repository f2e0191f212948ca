using System.ComponentModel.DataAnnotations;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.VenueContacts;

/// <summary>A coordinator looks up whom to reach at a venue, and leaves a trace.</summary>
public static class ListVenueContacts
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/venues/{venueId:guid}/contacts", Endpoint)
        .Requires(Permission.ReadContacts)
        .Describe(nameof(ListVenueContacts), "List a venue's contacts", """
            Restricted: the audit trail gets an entry for each contact that is answered. `X-Audit-Reason` says why. A venue
            has at most 20 contacts; they come in the order in which they were recorded.
            """)
        .Gives(StatusCodes.Status200OK, new Page<VenueContact>([VenueContact.Example], new PageEnd(null, false)));

    private static async Task<IResult> Endpoint(
        Guid venueId, [AsParameters] Parameters parameters, HttpContext context, Cursors cursors, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var limit = parameters.Limit ?? Paging.LimitDefault;
        var after = cursors.Read<After>(parameters.Cursor, context);
        var contacts = await mediator.Send(new Command(venueId, limit, after), cancellationToken);
        return Reply.Page(context, contacts.ToPage(limit, contact => new After(contact.Id), context));
    }

    /// <summary>How much of the list.</summary>
    internal sealed record Parameters
    {
        /// <summary>How many contacts at the most.</summary>
        [FromQuery(Name = "limit"), Range(1, Paging.LimitMax)]
        public int? Limit { get; init; }

        /// <summary>Where to go on: the <c>next_cursor</c> of the page before.</summary>
        [FromQuery(Name = "cursor")]
        public string? Cursor { get; init; }
    }

    /// <summary>The last contact of a page.</summary>
    internal sealed record After(Guid Id);

    internal sealed record Command(Guid VenueId, int Limit, After? After) : ICommand<List<VenueContact>>;

    internal sealed class Handler(TenantDatabase database, AuditTrail audit) : IRequestHandler<Command, List<VenueContact>>
    {
        public async Task<List<VenueContact>> Handle(Command command, CancellationToken cancellationToken)
        {
            var venueId = command.VenueId;
            var afterId = command.After?.Id ?? Guid.Empty;
            await using var answers = await database.Ask(
                SelectContacts, new { venueId, afterId, rows = command.Limit + 1 }, cancellationToken);
            _ = await answers.FirstOrDefault<long?>(cancellationToken) ?? throw new Problem(ProblemCode.NotFound);
            var contacts = await answers.List<VenueContact>(cancellationToken);

            // That somebody looked and found nobody is worth knowing too.
            audit.Record("venue", venueId, ["contacts"]);
            foreach (var contact in contacts.Take(command.Limit))
            {
                audit.Record("venue_contact", contact.Id, contact.Fields());
            }

            return contacts;
        }
    }

    private const string SelectContacts =
        $"""
        select v.version from venues v where v.tenant_id = @tenantId and v.id = @venueId and v.deleted_at is null;

        select {VenueContact.Columns}
        from venue_contacts k
        where k.tenant_id = @tenantId
          and k.venue_id = @venueId
          and k.id > @afterId
        order by k.id
        limit @rows
        """;
}

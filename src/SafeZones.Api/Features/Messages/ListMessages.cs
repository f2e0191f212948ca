using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Domain.Messages;

namespace SafeZones.Api.Features.Messages;

/// <summary>A coordinator looks which messages were sent, and which did not arrive.</summary>
public static class ListMessages
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/messages", Endpoint)
        .Requires(Permission.ManagePartnerships)
        .Describe(nameof(ListMessages), "List messages", $"""
            The newest first. Neither numbers nor texts are here: they are deleted once a message was handed over. A message itself is
            deleted after {PurgeMessages.DaysKept} days.
            """)
        .Gives(StatusCodes.Status200OK, new Page<Message>([Message.Example], new PageEnd(null, false)));

    private static async Task<IResult> Endpoint(
        [AsParameters] Parameters parameters, HttpContext context, Cursors cursors, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var before = cursors.Read<Last>(parameters.Cursor, context);
        var messages = await mediator.Send(new Query(parameters, before), cancellationToken);
        return Reply.Page(context, messages.ToPage(parameters.LimitOrDefault, message => new Last(message.Id), context));
    }

    /// <summary>Which messages.</summary>
    internal sealed record Parameters : PageParameters
    {
        /// <summary>Only those that are there, several separated by commas.</summary>
        [FromQuery(Name = "status")]
        public Choices<MessageStatus>? Status { get; init; }

        /// <summary>Only those to this contact.</summary>
        [FromQuery(Name = "contact_id")]
        public Guid? ContactId { get; init; }
    }

    /// <summary>The last message of a page.</summary>
    internal sealed record Last(Guid Id);

    internal sealed record Query(Parameters Parameters, Last? Before) : IQuery<List<Message>>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, List<Message>>
    {
        public Task<List<Message>> Handle(Query query, CancellationToken cancellationToken) => database.List<Message>(
            SelectPage,
            new
            {
                statuses = query.Parameters.Status?.Values,
                contactId = query.Parameters.ContactId,
                beforeId = query.Before?.Id,
                rows = query.Parameters.Rows,
            },
            cancellationToken);
    }

    // Ids are UUID v7: their order is that of creation.
    private const string SelectPage =
        $"""
        select {Message.Columns}
        from messages m
        where m.tenant_id = @tenantId
          and (@statuses::message_status[] is null or m.status = any(@statuses))
          and (@contactId::uuid is null or m.contact_id = @contactId)
          and (@beforeId::uuid is null or m.id < @beforeId)
        order by m.id desc
        limit @rows
        """;
}

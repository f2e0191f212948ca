using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Messages;

namespace SafeZones.Api.Features.Messages;

/// <summary>A coordinator calls back a message that waits.</summary>
public static class CancelMessage
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/messages/{messageId:guid}/cancellation", Endpoint)
        .Requires(Permission.ManagePartnerships)
        .Describe(nameof(CancelMessage), "Cancel a message",
            "While it waits. The link that it would have brought stays good until it is revoked; nobody has it.")
        .Gives(StatusCodes.Status200OK, Message.Example with { Status = MessageStatus.Cancelled, DueAt = null, Version = 2 })
        .Refuses(ProblemCode.MessageSent);

    private static async Task<IResult> Endpoint(
        Guid messageId, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var expected = ETags.RequireIfMatch(context);
        return Reply.Ok(context, await mediator.Send(new Command(messageId, expected), cancellationToken));
    }

    internal sealed record Command(Guid MessageId, long? ExpectedVersion) : ICommand<Message>;

    internal sealed class Handler(TenantDatabase database, AuditTrail audit) : IRequestHandler<Command, Message>
    {
        public async Task<Message> Handle(Command command, CancellationToken cancellationToken)
        {
            var id = command.MessageId;
            var message = await database.FirstOrDefault<Message>(LockMessage, new { id }, cancellationToken)
                ?? throw new Problem(ProblemCode.NotFound);
            ETags.RefuseStale(command.ExpectedVersion, message.Version);
            if (message.Status != MessageStatus.Queued)
            {
                throw new Problem(ProblemCode.MessageSent);
            }

            audit.Record("message", id, ["status"]);
            return (await database.FirstOrDefault<Message>(Cancel, new { id }, cancellationToken))!;
        }
    }

    // Locked, so that it is not handed over meanwhile.
    private const string LockMessage = $"{Message.Select} for update";

    private const string Cancel =
        $"""
        update messages m
        set status = 'cancelled', due_at = null, version = m.version + 1
        where m.tenant_id = @tenantId and m.id = @id
        returning {Message.Columns};

        delete from message_texts t where t.tenant_id = @tenantId and t.message_id = @id
        """;
}

using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.Messaging;
using SafeZones.Domain.Messages;

namespace SafeZones.Api.Features.Messages;

/// <summary>A gateway tells what became of a message. What is final stays, in whatever order and however often it tells.</summary>
internal static class ReportDelivery
{
    /// <param name="MessageId">Which message, if the gateway was told that.</param>
    /// <param name="Report">What became of it.</param>
    internal sealed record Command(Guid? MessageId, DeliveryReport Report) : ICommand<Unit>;

    internal sealed class Handler(TenantDatabase database, AuditTrail audit, TimeProvider clock) : IRequestHandler<Command, Unit>
    {
        public async Task<Unit> Handle(Command command, CancellationToken cancellationToken)
        {
            audit.RecordNoChange();
            var report = command.Report;
            await database.Execute(
                UpdateMessage,
                new
                {
                    messageId = command.MessageId,
                    providerMessageId = report.Id,
                    status = report.Status,
                    failure = report.Status == MessageStatus.Failed ? MessageFailure.Undelivered : (MessageFailure?)null,
                    now = clock.GetUtcNow(),
                },
                cancellationToken);
            return Unit.Value;
        }
    }

    private const string UpdateMessage =
        """
        update messages m
        set status = @status, failure = @failure, due_at = null, sent_at = coalesce(m.sent_at, @now),
            delivered_at = case when @status = 'delivered'::message_status then @now end, version = m.version + 1
        where m.tenant_id = @tenantId and m.channel = 'sms' and m.status in ('sending', 'sent') and m.status <> @status
          and (m.id = @messageId or m.provider_message_id = @providerMessageId)
        """;
}

using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Domain.Messages;

namespace SafeZones.Api.Features.Messages;

/// <summary>
/// The system hands a message over in two steps, between which it speaks with the outside: it takes the message, and it writes down
/// what came of it. Whatever falls down in between leaves it to be taken again after a while, so that it is rather sent twice than never.
/// </summary>
internal static class DispatchMessage
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    // How long to wait after the first, the second… attempt that found nobody; after the last it has failed.
    private static readonly TimeSpan[] Pauses =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(6)];

    /// <summary>Takes it, if it is still to be sent and still wanted; null if not.</summary>
    internal sealed record Take(Guid Id) : ICommand<Taken?>;

    /// <summary>A message in hand.</summary>
    /// <param name="Channel">How it travels.</param>
    /// <param name="Text">To whom, and what it says.</param>
    /// <param name="Gateway">By whose service.</param>
    /// <param name="Attempt">Which attempt this is.</param>
    internal sealed record Taken(MessageChannel Channel, MessageText Text, OpenedGateway? Gateway, int Attempt);

    /// <summary>Writes down what came of it.</summary>
    /// <param name="Id">The message.</param>
    /// <param name="Attempt">The attempt that it came of.</param>
    /// <param name="Outcome">What.</param>
    /// <param name="ProviderMessageId">What the service calls it, if it has taken it.</param>
    internal sealed record Settle(Guid Id, int Attempt, HandoverOutcome Outcome, string? ProviderMessageId) : ICommand<Unit>;

    internal sealed class TakeHandler(
        TenantDatabase database, MessageWriting writing, GatewayAccounts accounts, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Take, Taken?>
    {
        public async Task<Taken?> Handle(Take command, CancellationToken cancellationToken)
        {
            audit.RecordNoChange();
            var (id, now) = (command.Id, clock.GetUtcNow());
            var due = await database.FirstOrDefault<Due>(LockDue, new { id, now }, cancellationToken);
            if (due is null)
            {
                return null;
            }

            var text = due.SealedText is null ? null : writing.Open(id, due.SealedText);
            var failure = text is null ? MessageFailure.Gone : await Obstacle(due, text, cancellationToken);
            if (failure is not null)
            {
                await database.Execute(End, new { id, status = MessageStatus.Failed, failure }, cancellationToken);
                return null;
            }

            await database.Execute(Begin, new { id, leasedUntil = now + Lease }, cancellationToken);
            return new Taken(due.Channel, text!, due.Gateway is { } gateway ? accounts.Open(gateway) : null, due.Attempts + 1);
        }

        // A telephone may have changed hands since, and its owner their mind.
        private async Task<MessageFailure?> Obstacle(Due due, MessageText text, CancellationToken cancellationToken)
        {
            if (due.Channel == MessageChannel.Sms && due.Gateway is null)
            {
                return MessageFailure.Gone;
            }

            if (due.Kind == MessageKind.Reply)
            {
                return null;
            }

            if (!due.HasGoodLink || text.To != (due.Channel == MessageChannel.Sms ? due.Phone : due.Email))
            {
                return MessageFailure.Gone;
            }

            return due.Channel == MessageChannel.Sms
                && (due.SafeToText is not true
                    || await database.FirstOrDefault<bool>(MessageWriting.SelectOptedOut, new { phoneHash = writing.HashOf(text.To) }, cancellationToken))
                    ? MessageFailure.NotWanted
                    : null;
        }
    }

    internal sealed class SettleHandler(TenantDatabase database, AuditTrail audit, TimeProvider clock) : IRequestHandler<Settle, Unit>
    {
        public async Task<Unit> Handle(Settle command, CancellationToken cancellationToken)
        {
            audit.RecordNoChange();
            var (id, now) = (command.Id, clock.GetUtcNow());
            var pause = command.Attempt <= Pauses.Length ? Pauses[command.Attempt - 1] : (TimeSpan?)null;
            SqlCall call = command.Outcome switch
            {
                HandoverOutcome.Taken => new(EndSent, new { id, providerMessageId = command.ProviderMessageId, now }),
                HandoverOutcome.TryAgain when pause is not null => new(Postpone, new { id, attempt = command.Attempt, dueAt = now + pause }),
                HandoverOutcome.TryAgain => new(End, new { id, status = MessageStatus.Failed, failure = MessageFailure.Unreachable }),
                _ => new(End, new { id, status = MessageStatus.Failed, failure = MessageFailure.Refused }),
            };
            await database.Execute([call], cancellationToken);
            return Unit.Value;
        }
    }

    private sealed record Due(
        MessageKind Kind, MessageChannel Channel, int Attempts, byte[]? SealedText, string? Phone, string? Email, bool? SafeToText,
        bool HasGoodLink, Guid? GatewayId, SmsGatewayKind? GatewayKind, string? Address, string? Account, string? Sender, byte[]? SealedSecret)
    {
        public SealedGateway? Gateway => GatewayId is { } id
            ? new SealedGateway(id, GatewayKind!.Value, Address, Account, Sender, SealedSecret!)
            : null;
    }

    private const string LockDue =
        """
        select m.kind, m.channel, m.attempts, t.sealed_text, k.phone, k.email, k.safe_to_text,
            l.used_at is null and l.revoked_at is null and l.expires_at > @now as has_good_link,
            g.id as gateway_id, g.kind as gateway_kind, g.address, g.account, g.sender, g.sealed_secret
        from messages m
        left join message_texts t on t.tenant_id = m.tenant_id and t.message_id = m.id
        left join venue_contacts k on k.tenant_id = m.tenant_id and k.id = m.contact_id
        left join action_links l on l.tenant_id = m.tenant_id and l.id = m.action_link_id
        left join sms_gateways g on g.tenant_id = m.tenant_id
        where m.tenant_id = @tenantId and m.id = @id and m.due_at <= @now
        for update of m
        """;

    private const string Begin =
        """
        update messages m
        set status = 'sending', attempts = m.attempts + 1, due_at = @leasedUntil, version = m.version + 1
        where m.tenant_id = @tenantId and m.id = @id
        """;

    private const string Postpone =
        """
        update messages m
        set status = 'queued', due_at = @dueAt, version = m.version + 1
        where m.tenant_id = @tenantId and m.id = @id and m.status = 'sending' and m.attempts = @attempt
        """;

    // Its delivery may have been reported before its handover was answered.
    private const string EndSent =
        """
        update messages m
        set status = case when m.status = 'sending' then 'sent' else m.status end, provider_message_id = @providerMessageId,
            sent_at = coalesce(m.sent_at, @now), due_at = null, version = m.version + 1
        where m.tenant_id = @tenantId and m.id = @id;

        delete from message_texts t where t.tenant_id = @tenantId and t.message_id = @id
        """;

    private const string End =
        """
        update messages m
        set status = @status, failure = @failure, due_at = null, version = m.version + 1
        where m.tenant_id = @tenantId and m.id = @id and m.status in ('queued', 'sending');

        delete from message_texts t where t.tenant_id = @tenantId and t.message_id = @id
        """;
}

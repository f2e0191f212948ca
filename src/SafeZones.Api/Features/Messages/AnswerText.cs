using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Domain.Messages;

namespace SafeZones.Api.Features.Messages;

/// <summary>The system writes down that a text message was received, and answers it: once, however often the gateway brings it.</summary>
internal static class AnswerText
{
    /// <summary>Answers to one number within a day: whoever writes more is read, and not answered.</summary>
    internal const int AnswersADayMax = 20;

    /// <param name="Phone">The number that it came from (E.164).</param>
    /// <param name="ProviderMessageId">What the gateway calls the message.</param>
    /// <param name="ContactId">As whom the number is known.</param>
    /// <param name="Locale">In which language the answer is.</param>
    /// <param name="Answer">What it says.</param>
    /// <param name="WantsMessages">Whether they want messages from now on, if they have said.</param>
    internal sealed record Command(
        string Phone, string ProviderMessageId, Guid? ContactId, string Locale, string Answer, bool? WantsMessages) : ICommand<Unit>;

    internal sealed class Handler(TenantDatabase database, MessageWriting writing, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, Unit>
    {
        public async Task<Unit> Handle(Command command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var (phoneHash, providerHash) = (writing.HashOf(command.Phone), writing.HashOf(command.ProviderMessageId));
            var standing = await Lock(phoneHash, providerHash, now.AddDays(-1), cancellationToken);
            if (standing.IsAnswered)
            {
                audit.RecordNoChange();
                return Unit.Value;
            }

            var answer = TextSegments.Cheapest(command.Answer);
            var segments = TextSegments.Count(answer);
            List<SqlCall> calls = [new(InsertReceived, new { providerHash, phoneHash, now })];
            if (standing.ReceivedToday < AnswersADayMax)
            {
                calls.AddRange(writing.Queue(
                    new NewMessage(MessageKind.Reply, MessageChannel.Sms, command.Locale, segments, now)
                    {
                        ContactId = command.ContactId,
                        Failure = standing.SegmentsToday + segments > standing.SegmentsADayMax ? MessageFailure.SpendCap : null,
                    },
                    new MessageText(command.Phone, null, null, answer)));
            }

            if (command.WantsMessages is { } wants && command.ContactId is { } contactId)
            {
                audit.Record("venue_contact", contactId, [wants ? "opted_in" : "opted_out"]);
                calls.Add(new SqlCall(DeleteOptOut, new { phoneHash }));
                if (!wants)
                {
                    calls.Add(new SqlCall(InsertOptOut, new { phoneHash, now }));
                }
            }
            else
            {
                audit.RecordNoChange();
            }

            await database.Execute(calls, cancellationToken);
            return Unit.Value;
        }

        private async Task<Standing> Lock(byte[] phoneHash, byte[] providerHash, DateTimeOffset dayAgo, CancellationToken cancellationToken)
        {
            await using var answers = await database.Ask(
                LockNumberThenCount, new { phoneHash, providerHash, dayAgo }, cancellationToken);
            await answers.FirstOrDefault<int>(cancellationToken);
            return new Standing(
                await answers.FirstOrDefault<bool>(cancellationToken), await answers.FirstOrDefault<long>(cancellationToken),
                await answers.FirstOrDefault<int>(cancellationToken), await answers.FirstOrDefault<int>(cancellationToken));
        }
    }

    private sealed record Standing(bool IsAnswered, long ReceivedToday, int SegmentsADayMax, int SegmentsToday);

    // Of a message that is brought twice at once the second waits, and then finds it answered.
    private const string LockNumberThenCount =
        $"""
        select 1 from pg_advisory_xact_lock(hashtextextended(concat_ws(' ', @tenantId, 'texts from', encode(@phoneHash, 'hex')), 0));

        select exists (select from received_texts t where t.tenant_id = @tenantId and t.provider_message_hash = @providerHash);

        select count(*) from received_texts t where t.tenant_id = @tenantId and t.phone_hash = @phoneHash and t.received_at > @dayAgo;

        select g.segments_a_day_max from sms_gateways g where g.tenant_id = @tenantId;

        {MessageWriting.CountSegments}
        """;

    private const string InsertReceived =
        """
        insert into received_texts (tenant_id, provider_message_hash, phone_hash, received_at)
        values (@tenantId, @providerHash, @phoneHash, @now)
        """;

    private const string DeleteOptOut =
        "delete from message_opt_outs o where o.tenant_id = @tenantId and o.phone_hash = @phoneHash";

    private const string InsertOptOut =
        "insert into message_opt_outs (tenant_id, phone_hash, opted_out_at) values (@tenantId, @phoneHash, @now)";
}

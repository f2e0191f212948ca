using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Settings;
using SafeZones.Domain.Messages;

namespace SafeZones.Api.Features.Messages;

/// <summary>
/// Writes messages into the queue, in the transaction of whoever sends. To whom one goes and what it says is sealed, and gone once it
/// was handed over; a number by itself is known by an HMAC alone.
/// </summary>
internal sealed class MessageWriting(MasterKey masterKey, CallerAccessor callers, TimeProvider clock)
{
    /// <param name="message">What is known of it.</param>
    /// <param name="text">To whom, and what it says.</param>
    public IEnumerable<SqlCall> Queue(NewMessage message, MessageText text)
    {
        var (id, now) = (RowId.At(clock.GetUtcNow()), clock.GetUtcNow());
        yield return new SqlCall(InsertMessage, new
        {
            id,
            kind = message.Kind,
            channel = message.Channel,
            status = message.Failure is null ? MessageStatus.Queued : MessageStatus.Failed,
            failure = message.Failure,
            contactId = message.ContactId,
            actionLinkId = message.ActionLinkId,
            locale = message.Locale,
            segments = message.Segments,
            dueAt = message.Failure is null ? message.DueAt : (DateTimeOffset?)null,
            createdBy = callers.Caller.Id,
            now,
        });
        if (message.Failure is null)
        {
            yield return new SqlCall(InsertText, new { id, sealedText = Seal(id, text) });
        }
    }

    public MessageText Open(Guid id, byte[] sealedText) =>
        JsonSerializer.Deserialize<MessageText>(MasterKey.Open(masterKey.Derive("messages"), sealedText, Context(id)), ApiJson.Kept)!;

    /// <summary>What a telephone number (E.164) is known by where the number itself is not kept.</summary>
    public byte[] HashOf(string phone) => HMACSHA256.HashData(
        masterKey.Derive("telephone numbers"), Encoding.UTF8.GetBytes($"{callers.TenantId}|{phone}"));

    private byte[] Seal(Guid id, MessageText text) =>
        MasterKey.Seal(masterKey.Derive("messages"), JsonSerializer.SerializeToUtf8Bytes(text, ApiJson.Kept), Context(id));

    private string Context(Guid id) => $"{callers.TenantId}|message_texts.sealed_text|{id}";

    private const string InsertMessage =
        $"""
        insert into messages as m (
            tenant_id, id, kind, channel, status, failure, contact_id, action_link_id, locale, segments, attempts, due_at, created_by,
            created_at, version)
        values (
            @tenantId, @id, @kind, @channel, @status, @failure, @contactId, @actionLinkId, @locale, @segments, 0, @dueAt, @createdBy, @now, 1)
        returning {Message.Columns}
        """;

    private const string InsertText =
        "insert into message_texts (tenant_id, message_id, sealed_text) values (@tenantId, @id, @sealedText)";

    /// <summary>Whether somebody with that number wants no messages.</summary>
    internal const string SelectOptedOut =
        "select exists (select from message_opt_outs o where o.tenant_id = @tenantId and o.phone_hash = @phoneHash)";

    /// <summary>How many segments the organisation has sent since a day ago, or is about to.</summary>
    internal const string CountSegments =
        """
        select coalesce(sum(m.segments), 0)::int
        from messages m
        where m.tenant_id = @tenantId and m.created_at > @dayAgo and m.status <> 'cancelled' and m.failure is distinct from 'spend_cap'
        """;
}

/// <summary>What is known of a new message without its text.</summary>
internal sealed record NewMessage(MessageKind Kind, MessageChannel Channel, string Locale, int Segments, DateTimeOffset DueAt)
{
    public Guid? ContactId { get; init; }

    public Guid? ActionLinkId { get; init; }

    /// <summary>Why it is not even sent.</summary>
    public MessageFailure? Failure { get; init; }
}

/// <summary>To whom a message goes, and what it says.</summary>
/// <param name="To">A telephone number (E.164) or an e-mail address.</param>
/// <param name="FromName">Whose name an e-mail carries.</param>
/// <param name="Subject">The subject of an e-mail.</param>
/// <param name="Body">The text.</param>
internal sealed record MessageText(string To, string? FromName, string? Subject, string Body);

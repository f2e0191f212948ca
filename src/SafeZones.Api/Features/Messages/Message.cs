using SafeZones.Api.Platform.Http;
using SafeZones.Domain.Messages;

namespace SafeZones.Api.Features.Messages;

/// <summary>A message to somebody at a venue: where it is, and neither its text nor their number.</summary>
/// <param name="Id">Never reused, never changes.</param>
/// <param name="Kind">Why it is sent.</param>
/// <param name="Channel">The way by which it travels.</param>
/// <param name="Status">Where it is.</param>
/// <param name="Failure">Why it did not arrive, if it did not.</param>
/// <param name="ContactId">To which contact; absent where nobody knows who it is.</param>
/// <param name="ActionLinkId">The link that it brings, if it brings one.</param>
/// <param name="Locale">In which language (BCP 47).</param>
/// <param name="Segments">How many segments a text message takes; 0 for an e-mail.</param>
/// <param name="Attempts">How often it was handed over or should have been.</param>
/// <param name="DueAt">When it is handed over next (UTC): at night, in the morning where the venue is; absent once that is over.</param>
/// <param name="CreatedBy">Who sent it; absent for an answer of the system.</param>
/// <param name="CreatedAt">When it was written (UTC).</param>
/// <param name="SentAt">When it was handed over (UTC).</param>
/// <param name="DeliveredAt">When it arrived, as far as that is told (UTC).</param>
/// <param name="Version">Counts its changes. In quotes it is the ETag, and what If-Match wants.</param>
public sealed record Message(
    Guid Id, MessageKind Kind, MessageChannel Channel, MessageStatus Status, MessageFailure? Failure, Guid? ContactId, Guid? ActionLinkId,
    string Locale, int Segments, int Attempts, DateTimeOffset? DueAt, Guid? CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset? SentAt,
    DateTimeOffset? DeliveredAt, long Version) : IVersioned
{
    internal const string Columns =
        """
        m.id, m.kind, m.channel, m.status, m.failure, m.contact_id, m.action_link_id, m.locale, m.segments, m.attempts, m.due_at,
            m.created_by, m.created_at, m.sent_at, m.delivered_at, m.version
        """;

    internal const string Select = $"select {Columns} from messages m where m.tenant_id = @tenantId and m.id = @id";

    internal static Message Example { get; } = new(
        new Guid("019a0c5e-7c3b-7e21-9f10-000000000021"), MessageKind.ActionLink, MessageChannel.Sms, MessageStatus.Queued, null,
        new Guid("019a0c5e-7c3b-7e21-9f10-000000000004"), new Guid("019a0c5e-7c3b-7e21-9f10-000000000015"), "en", 1, 0,
        new DateTimeOffset(2026, 11, 24, 7, 0, 0, TimeSpan.Zero), new Guid("019a0c5e-7c3b-7e21-9f10-000000000003"),
        new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero), null, null, 1);
}

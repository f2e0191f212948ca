using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SafeZones.Domain.Messages;

namespace SafeZones.Api.Platform.Messaging.Gateways;

/// <summary>Twilio: Messages resource, incoming message and status webhooks, <c>X-Twilio-Signature</c> (twilio.com/docs, 2026).</summary>
internal sealed class TwilioGateway : SmsGateway
{
    public override string UsualAddress => "https://api.twilio.com";

    public override bool NeedsAccount => true;

    public override HttpRequestMessage Handover(GatewayAccount account, OutgoingText text)
    {
        // A messaging service picks the number itself.
        var isService = account.Sender?.StartsWith("MG", StringComparison.Ordinal) is true;
        var request = Form(
            $"{account.Address}/2010-04-01/Accounts/{Uri.EscapeDataString(account.Name!)}/Messages.json",
            ("To", text.To), (isService ? "MessagingServiceSid" : "From", account.Sender), ("Body", text.Text),
            ("StatusCallback", account.ReportsUrl(text.Id)));
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account.Name}:{account.Secret}")));
        return request;
    }

    public override string? TakenAs(JsonElement answer) => Member(answer, "sid");

    [SuppressMessage("Security", "CA5350", Justification = "Twilio signs with HMAC-SHA1, which is not broken by collisions of SHA-1.")]
    public override bool IsGenuine(GatewayCall call, GatewayAccount account, DateTimeOffset now)
    {
        var signed = call.Url + string.Concat(call.Members.OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => member.Key + member.Value));
        var expected = HMACSHA1.HashData(Encoding.UTF8.GetBytes(account.Secret), Encoding.UTF8.GetBytes(signed));
        var given = new byte[expected.Length];
        return Convert.TryFromBase64String(call.Header("X-Twilio-Signature") ?? "", given, out var length) && length == expected.Length
            && CryptographicOperations.FixedTimeEquals(expected, given);
    }

    public override ReceivedText? Received(GatewayCall call) =>
        call["MessageSid"] is { } id && call["From"] is { } from ? new ReceivedText(id, from, call["Body"] ?? "") : null;

    public override DeliveryReport? Report(GatewayCall call) => call["MessageSid"] is { } id
        ? call["MessageStatus"] switch
        {
            "sent" => new DeliveryReport(id, MessageStatus.Sent),
            "delivered" => new DeliveryReport(id, MessageStatus.Delivered),
            "failed" or "undelivered" => new DeliveryReport(id, MessageStatus.Failed),
            _ => null,
        }
        : null;
}

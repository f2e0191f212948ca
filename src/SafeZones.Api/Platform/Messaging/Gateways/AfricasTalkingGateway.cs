using System.Text.Json;
using SafeZones.Domain.Messages;

namespace SafeZones.Api.Platform.Messaging.Gateways;

/// <summary>
/// Africa's Talking: bulk SMS, incoming messages and delivery reports (docs.africastalking.com/sms, 2026). It signs nothing: the secret in
/// our address is what its calls are known by.
/// </summary>
internal sealed class AfricasTalkingGateway : SmsGateway
{
    // Processed, sent, queued.
    private static readonly string[] Taken = ["100", "101", "102"];

    public override string UsualAddress => "https://api.africastalking.com";

    public override bool NeedsAccount => true;

    public override HttpRequestMessage Handover(GatewayAccount account, OutgoingText text)
    {
        var request = Form(
            $"{account.Address}/version1/messaging",
            ("username", account.Name), ("to", text.To), ("message", text.Text), ("from", account.Sender));
        request.Headers.Add("apiKey", account.Secret);
        request.Headers.Accept.ParseAdd("application/json");
        return request;
    }

    public override string? TakenAs(JsonElement answer) =>
        Taken.Contains(Member(answer, "SMSMessageData", "Recipients", 0, "statusCode"))
            ? Member(answer, "SMSMessageData", "Recipients", 0, "messageId")
            : null;

    public override DeliveryReport? Report(GatewayCall call) => call["id"] is { } id
        ? call["status"] switch
        {
            "Sent" or "Submitted" or "Buffered" => new DeliveryReport(id, MessageStatus.Sent),
            "Success" => new DeliveryReport(id, MessageStatus.Delivered),
            "Rejected" or "Failed" => new DeliveryReport(id, MessageStatus.Failed),
            _ => null,
        }
        : null;
}

using System.Text.Json;

namespace SafeZones.Api.Platform.Messaging.Gateways;

/// <summary>
/// FrontlineSMS in the cloud: its API web service (support.frontlinesms.com, 2026). An activity that forwards to an address passes messages on as
/// the members <c>id</c>, <c>from</c> and <c>text</c>. It reports no delivery.
/// </summary>
internal sealed class FrontlineSmsGateway : SmsGateway
{
    public override string UsualAddress => "https://cloud.frontlinesms.com";

    public override HttpRequestMessage Handover(GatewayAccount account, OutgoingText text) =>
        new(HttpMethod.Post, $"{account.Address}/api/1/webhook")
        {
            Content = JsonContent.Create(new Dictionary<string, object>
            {
                ["apiKey"] = account.Secret,
                ["payload"] = new Dictionary<string, object>
                {
                    ["message"] = text.Text,
                    ["recipients"] = new[] { new Dictionary<string, string> { ["type"] = "mobile", ["value"] = text.To } },
                },
            }),
        };

    // What it answers with says that it has the message, and not what it calls it.
    public override string TakenAs(JsonElement answer) => Member(answer, "id") ?? "";
}

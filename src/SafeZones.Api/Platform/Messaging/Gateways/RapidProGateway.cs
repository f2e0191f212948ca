using System.Net.Http.Headers;
using System.Text.Json;

namespace SafeZones.Api.Platform.Messaging.Gateways;

/// <summary>
/// RapidPro and TextIt: broadcasts of API v2 (textit.com/api/v2, 2026). A flow passes messages on by a webhook of its own making, whose body is
/// <c>@(json(object("id", input.uuid, "from", input.urn, "text", input.text)))</c>. It reports no delivery.
/// </summary>
internal sealed class RapidProGateway : SmsGateway
{
    private const string UrnScheme = "tel:";

    public override string UsualAddress => "https://textit.com";

    public override HttpRequestMessage Handover(GatewayAccount account, OutgoingText text) =>
        new(HttpMethod.Post, $"{account.Address}/api/v2/broadcasts.json")
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Token", account.Secret) },
            Content = JsonContent.Create(new Dictionary<string, object> { ["urns"] = new[] { UrnScheme + text.To }, ["text"] = text.Text }),
        };

    public override string? TakenAs(JsonElement answer) => Member(answer, "uuid") ?? Member(answer, "id");

    public override ReceivedText? Received(GatewayCall call) => base.Received(call) is { } received
        ? received with { From = received.From.StartsWith(UrnScheme, StringComparison.Ordinal) ? received.From[UrnScheme.Length..] : received.From }
        : null;
}

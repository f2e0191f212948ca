using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SafeZones.Domain.Messages;

namespace SafeZones.Api.Platform.Messaging.Gateways;

/// <summary>
/// Any service that speaks this contract, which is Standard Webhooks 1.0 in both directions: a message is a POST of
/// <c>{"id", "to", "from", "text", "callback_url"}</c> with the secret as a bearer token, answered by <c>{"id"}</c>; it posts <c>{"id", "from",
/// "text"}</c> and <c>{"id", "status"}</c> to us, signed with the same secret.
/// </summary>
internal sealed class HttpGateway : SmsGateway
{
    private static readonly TimeSpan ClockSkewMax = TimeSpan.FromMinutes(5);

    public override string? UsualAddress => null;

    public override HttpRequestMessage Handover(GatewayAccount account, OutgoingText text) => new(HttpMethod.Post, account.Address)
    {
        Headers = { Authorization = new AuthenticationHeaderValue("Bearer", account.Secret) },
        Content = JsonContent.Create(new Dictionary<string, string?>
        {
            ["id"] = text.Id.ToString(), ["to"] = text.To, ["from"] = account.Sender, ["text"] = text.Text, ["callback_url"] = account.ReportsUrl(text.Id),
        }),
    };

    public override string? TakenAs(JsonElement answer) => Member(answer, "id");

    public override bool IsGenuine(GatewayCall call, GatewayAccount account, DateTimeOffset now) =>
        call.Header("webhook-id") is { } id
        && call.Header("webhook-timestamp") is { } timestamp
        && call.Header("webhook-signature") is { } signatures
        && long.TryParse(timestamp, out var seconds)
        // A call that was overheard is worth nothing later; within these minutes its id was seen before.
        && Math.Abs(now.ToUnixTimeSeconds() - seconds) <= ClockSkewMax.TotalSeconds
        && signatures.Split(' ').Any(signature => IsSignature(signature, $"{id}.{timestamp}.", call.Body, account.Secret));

    public override DeliveryReport? Report(GatewayCall call) => call["id"] is { } id
        ? call["status"] switch
        {
            "sent" => new DeliveryReport(id, MessageStatus.Sent),
            "delivered" => new DeliveryReport(id, MessageStatus.Delivered),
            "failed" => new DeliveryReport(id, MessageStatus.Failed),
            _ => null,
        }
        : null;

    private static bool IsSignature(string signature, string prefix, byte[] body, string secret)
    {
        var expected = HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(secret), (byte[])[.. Encoding.UTF8.GetBytes(prefix), .. body]);
        var given = new byte[expected.Length];
        return signature.StartsWith("v1,", StringComparison.Ordinal)
            && Convert.TryFromBase64String(signature[3..], given, out var length) && length == expected.Length
            && CryptographicOperations.FixedTimeEquals(expected, given);
    }
}

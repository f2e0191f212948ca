using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using SafeZones.Api.Platform.Messaging.Gateways;
using SafeZones.Domain.Messages;

namespace SafeZones.Api.Platform.Messaging;

/// <summary>
/// How one service that carries text messages is spoken to: one class each, in words of that service's own documentation. None of
/// them sends or keeps anything itself.
/// </summary>
internal abstract class SmsGateway
{
    private static readonly Dictionary<SmsGatewayKind, SmsGateway> ByKind = new()
    {
        [SmsGatewayKind.Http] = new HttpGateway(),
        [SmsGatewayKind.Twilio] = new TwilioGateway(),
        [SmsGatewayKind.FrontlineSms] = new FrontlineSmsGateway(),
        [SmsGatewayKind.RapidPro] = new RapidProGateway(),
        [SmsGatewayKind.AfricasTalking] = new AfricasTalkingGateway(),
    };

    public static SmsGateway Of(SmsGatewayKind kind) => ByKind[kind];

    /// <summary>Where the service is unless the organisation says otherwise; null if it has to say.</summary>
    public abstract string? UsualAddress { get; }

    /// <summary>Whether it needs the name of an account beside its secret.</summary>
    public virtual bool NeedsAccount => false;

    /// <summary>The request that hands a message over.</summary>
    public abstract HttpRequestMessage Handover(GatewayAccount account, OutgoingText text);

    /// <summary>What the service calls the message that it has taken; null if it has not taken it.</summary>
    public abstract string? TakenAs(JsonElement answer);

    /// <summary>Whether a call comes from the service, beyond that it knows the address: by its signature, where it has any.</summary>
    public virtual bool IsGenuine(GatewayCall call, GatewayAccount account, DateTimeOffset now) => true;

    /// <summary>The text message that a call brings; null if it brings none.</summary>
    public virtual ReceivedText? Received(GatewayCall call) =>
        call["id"] is { } id && call["from"] is { } from && call["text"] is { } text ? new ReceivedText(id, from, text) : null;

    /// <summary>What became of a message, as a call tells; null if it tells nothing that we want to know.</summary>
    public virtual DeliveryReport? Report(GatewayCall call) => null;

    /// <summary>A request with the members of a form.</summary>
    protected static HttpRequestMessage Form(string address, params IEnumerable<(string Name, string? Value)> members) =>
        new(HttpMethod.Post, address)
        {
            Content = new FormUrlEncodedContent(
                members.Where(member => member.Value is not null).Select(member => KeyValuePair.Create(member.Name, member.Value!))),
        };

    /// <summary>What is named by a path of members and places in arrays, as text; null if it is not there.</summary>
    protected static string? Member(JsonElement answer, params object[] path)
    {
        foreach (var step in path)
        {
            if (step is int place && answer.ValueKind == JsonValueKind.Array && place < answer.GetArrayLength())
            {
                answer = answer[place];
            }
            else if (step is not string name || answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty(name, out answer))
            {
                return null;
            }
        }

        return Text(answer);
    }

    internal static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };
}

/// <summary>An organisation's account with a service.</summary>
/// <param name="Address">Where the service is.</param>
/// <param name="Name">The account's name, where the service has names.</param>
/// <param name="Secret">What it signs in by.</param>
/// <param name="Sender">The number or name that messages come from.</param>
/// <param name="CallbackUrl">Where the service reaches us; only for whoever answers, never shown.</param>
internal sealed record GatewayAccount(string Address, string? Name, string Secret, string? Sender, string CallbackUrl)
{
    /// <summary>Where it tells what became of one message, even if it is faster than its own answer.</summary>
    public string ReportsUrl(Guid messageId) => $"{CallbackUrl}/delivery/{messageId}";
}

/// <summary>A message to hand over.</summary>
internal sealed record OutgoingText(Guid Id, string To, string Text);

/// <summary>A text message that came in.</summary>
/// <param name="Id">What the service calls it.</param>
/// <param name="From">The number as the service writes it.</param>
/// <param name="Text">What it says.</param>
internal sealed record ReceivedText(string Id, string From, string Text);

/// <summary>What became of a message.</summary>
/// <param name="Id">What the service calls the message.</param>
/// <param name="Status">Sent, delivered or failed.</param>
internal sealed record DeliveryReport(string Id, MessageStatus Status);

/// <summary>A request of a service to us: form or JSON, whose members are texts and numbers.</summary>
internal sealed class GatewayCall
{
    private readonly Dictionary<string, string> members;
    private readonly IHeaderDictionary headers;

    private GatewayCall(string url, IHeaderDictionary headers, byte[] body, Dictionary<string, string> members)
    {
        (Url, this.headers, Body, this.members) = (url, headers, body, members);
    }

    /// <summary>The address that the service called, as it knows it.</summary>
    public string Url { get; }

    public byte[] Body { get; }

    /// <summary>The members of the body by their names, in no order.</summary>
    public IEnumerable<KeyValuePair<string, string>> Members => members;

    /// <summary>A member that is there and says something.</summary>
    public string? this[string name] => members.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    public string? Header(string name) => headers[name] is [{ Length: > 0 } value] ? value : null;

    /// <summary>Null for what is neither a form nor a JSON object, or names something twice.</summary>
    public static GatewayCall? ReadOrDefault(string url, HttpRequest request, byte[] body)
    {
        try
        {
            var members = request.HasJsonContentType() ? Json(body) : Form(body);
            return new GatewayCall(url, request.Headers, body, members);
        }
        catch (Exception broken) when (broken is JsonException or ArgumentException or InvalidDataException or DecoderFallbackException)
        {
            return null;
        }
    }

    private static Dictionary<string, string> Json(byte[] body)
    {
        using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false });
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? document.RootElement.EnumerateObject()
                .Select(member => (member.Name, Text: SmsGateway.Text(member.Value)))
                .Where(member => member.Text is not null)
                .ToDictionary(member => member.Name, member => member.Text!)
            : throw new JsonException("An object is wanted.");
    }

    private static Dictionary<string, string> Form(byte[] body) =>
        QueryHelpers.ParseQuery(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(body))
            .ToDictionary(member => member.Key, member => member.Value is [var value] ? value ?? "" : throw new ArgumentException("Given twice."));
}

using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SafeZones.Api.Features.Messages;

namespace SafeZones.Api.Tests.World;

/// <summary>An API of its own whose messages go to services on this machine, and whose clock goes on from now.</summary>
public sealed partial class MessagingWorld : IAsyncLifetime
{
    public const string Secret = "a-secret-of-the-gateway";
    public const string Phone = "+12025550100";
    public const string HumanPhone = "+12025550199";

    private readonly Dictionary<string, string> paths = [];

    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.UtcNow);

    public SmsServices Services { get; private set; } = null!;

    public RunningApi Api { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Services = await SmsServices.Start();
        Api = await RunningApi.Start(clock: Clock, renewsTokens: true);
    }

    public async ValueTask DisposeAsync()
    {
        await Api.DisposeAsync();
        await Api.Database.DisposeAsync();
        await Services.DisposeAsync();
    }

    /// <summary>An organisation that sends by our own contract; the answer has the address that the gateway calls.</summary>
    public async Task<(Organisation Organisation, string Callback)> Organisation(int? segmentsADayMax = null)
    {
        Morning();
        var organisation = await Api.Organisation();
        var set = (await organisation.Owner.Put("/v1/sms-gateway", new
        {
            Kind = "http", Address = $"{Services.Address}/sms/{organisation.Slug}", Secret, HumanPhone, SegmentsADayMax = segmentsADayMax,
        })).Expect(HttpStatusCode.Created);
        var callback = new Uri((string)set.Body["callback_url"]!).AbsolutePath;
        paths[callback] = $"/sms/{organisation.Slug}";
        return (organisation, callback);
    }

    /// <summary>The next time that it is eleven in the morning in Hanoi: nothing waits for the end of the night.</summary>
    public void Morning()
    {
        var now = Clock.GetUtcNow();
        var morning = new DateTimeOffset(now.UtcDateTime.Date.AddHours(4), TimeSpan.Zero);
        Clock.SetUtcNow(morning >= now ? morning : morning.AddDays(1));
    }

    /// <summary>Somebody at a venue who can be written to.</summary>
    public static async Task<Guid> Contact(
        Organisation organisation, Answer partnership, string phone = Phone, string role = "owner", string locale = "en", bool isSafe = true)
    {
        var contact = (await (await organisation.Coordinator()).Post($"/v1/venues/{partnership.Body["venue_id"]}/contacts", new
        {
            Role = role, Channel = "sms", Phone = phone, Locale = locale, SafeToText = isSafe,
        })).Expect(HttpStatusCode.Created);
        return contact.Id;
    }

    public static async Task<Answer> Send(
        Organisation organisation, Answer partnership, Guid contact, string purpose = "accept_pledge", string? channel = null) =>
        await (await organisation.Coordinator()).Post(
            "/v1/messages", new { PartnershipId = partnership.Id, ContactId = contact, Purpose = purpose, Channel = channel },
            ("Idempotency-Key", $"{Guid.NewGuid()}"));

    /// <summary>The system hands over what is due; how many messages that were.</summary>
    public Task<int?> Dispatch() => Dispatch(Api);

    public static Task<int?> Dispatch(RunningApi api) => api.Services.GetRequiredService<MessageDispatcher>().Pass(CancellationToken.None);

    /// <summary>The gateway brings a text message.</summary>
    public async Task<Answer> Text(string callback, string text, string from = Phone, string? id = null)
    {
        // One after the other, as on a telephone.
        Clock.Advance(TimeSpan.FromSeconds(1));
        var body = System.Text.Json.JsonSerializer.Serialize(new { id = id ?? $"in-{Guid.NewGuid()}", from, text });
        return await Api.Stranger.Send(HttpMethod.Post, callback, body, SmsServices.Sign(body, Secret, Clock.GetUtcNow()));
    }

    /// <summary>What a text message is answered with.</summary>
    public async Task<string> Say(string callback, string text, string from = Phone, string? id = null)
    {
        (await Text(callback, text, from, id)).Expect(HttpStatusCode.OK);
        await Dispatch();
        var answer = Sent(callback)[^1];
        Assert.Equal(from, answer.Json.GetProperty("to").GetString());
        return answer.Text;
    }

    /// <summary>What the organisation whose gateway that is has sent, in its order.</summary>
    public IReadOnlyList<SmsServices.Handed> Sent(string callback) => [.. Services.Received.Where(one => one.Path == paths[callback])];

    /// <summary>Sends an action link by text message and gives the code that came with it.</summary>
    public async Task<string> SendCode(Organisation organisation, Answer partnership, Guid contact, string purpose = "accept_pledge")
    {
        (await Send(organisation, partnership, contact, purpose)).Expect(HttpStatusCode.Created);
        await Dispatch();
        return Services.Received.Where(one => one.Path == $"/sms/{organisation.Slug}").Select(one => Code().Match(one.Text)).Last(one => one.Success).Groups[1].Value;
    }

    [GeneratedRegex("(?:YES|OUI|SI|نعم|OO) ([0-9A-Z]{6})")]
    private static partial Regex Code();
}

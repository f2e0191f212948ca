using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Guarantees;

/// <summary>
/// Tokens, codes, telephone numbers, addresses, positions: whoever operates the platform comes across none of them, however much the program is
/// told to log. The whole way of a venue and of a passer-by is walked, and then everything that left the program is searched.
/// </summary>
public sealed partial class SecretsGuarantees
{
    private const string Phone = "+12025550142";
    private const string Email = "owner-of-the-corner@venue.example";
    private const string GatewaySecret = "the-secret-of-this-gateway";

    [Fact]
    public async Task No_token_code_number_address_or_position_is_in_a_log_trace_metric_problem_or_referer()
    {
        await using var collector = await Collector.Start();
        await using var services = await SmsServices.Start();
        await using var smtp = await SmtpServer.Start();
        var database = await PostgresCluster.NewDatabase();
        await using var here = await RunningApi.Start(database);
        var answers = new List<Answer>();
        List<string> secrets;
        string log;
        using (var program = await ApiProcess.Start(
            database,
            [
                .. collector.Settings, ("SafeZones__Outbound__AllowPrivate", "true"), ("SafeZones__SchedulerSeconds", "1"), ("Logging__LogLevel__Default", "Trace"),
                .. smtp.Settings.Select(setting => setting[2..].Split('=', 2)).Select(pair => (pair[0].Replace(":", "__", StringComparison.Ordinal), pair[1])),
            ]))
        {
            secrets = await Walk(here, program.Client, services, smtp, answers);
            // What is sent in batches is on its way.
            await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
            await program.Stop();
            log = string.Join('\n', program.Log);
        }

        Assert.Contains("Traces", string.Join(' ', collector.Sent.Select(one => one.Path)), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Metrics", string.Join(' ', collector.Sent.Select(one => one.Path)), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("MessageDispatcher", log, StringComparison.Ordinal);
        var problems = answers.Where(answer => answer.Code is not null).Select(answer => answer.Text).ToList();
        Assert.True(problems.Count > 5, "Nothing was refused.");
        var found = secrets.SelectMany(secret =>
            Places(secret, "the log", [log])
                .Concat(Places(secret, "telemetry", collector.Sent.Select(one => one.Text)))
                .Concat(Places(secret, "a problem", problems))).ToList();
        Assert.True(found.Count == 0, string.Join('\n', found));
        Assert.DoesNotContain(services.Received.SelectMany(one => one.Headers.Keys), name => name.ToLowerInvariant() is "referer" or "traceparent" or "baggage");
        await database.DisposeAsync();
    }

    private static IEnumerable<string> Places(string secret, string place, IEnumerable<string> texts) =>
        from text in texts
        let at = text.IndexOf(secret, StringComparison.Ordinal)
        where at >= 0
        select $"{secret} is in {place}: …{text[Math.Max(0, at - 200)..Math.Min(text.Length, at + 60)]}…";

    /// <summary>The way of a venue by links, messages and its sticker; what must not be found afterwards.</summary>
    private static async Task<List<string>> Walk(
        RunningApi here, HttpClient client, SmsServices services, SmtpServer smtp, List<Answer> answers)
    {
        var organisation = await here.Organisation();
        var owner = new Actor(client, organisation.Owner.Token);
        var stranger = new Actor(client, token: null);
        var set = (await owner.Put("/v1/sms-gateway", new { Kind = "http", Address = $"{services.Address}/sms", Secret = GatewaySecret, HumanPhone = "+12025550143" }))
            .Expect(HttpStatusCode.Created);
        var callback = new Uri((string)set.Body["callback_url"]!).AbsolutePath;
        var partnership = await organisation.Active();
        var contact = await MessagingWorld.Contact(organisation, partnership, Phone);
        var mailed = (await owner.Post($"/v1/venues/{partnership.Body["venue_id"]}/contacts", new { Role = "manager", Channel = "email", Email, Locale = "en" }))
            .Expect(HttpStatusCode.Created).Id;
        var decal = await organisation.Displayed(partnership);

        foreach (var (to, purpose, key) in new[] { (contact, "withdraw", "a"), (contact, "declare_staff", "b"), (mailed, "pause", "c") })
        {
            (await owner.Post("/v1/messages", new { PartnershipId = partnership.Id, ContactId = to, Purpose = purpose }, ("Idempotency-Key", key)))
                .Expect(HttpStatusCode.Created);
        }

        // It may be night where the venue is.
        await here.Database.Look<object>("update messages set due_at = created_at where tenant_id = $1", organisation.Id);
        var mail = (string)(await smtp.Next())["data"]!;
        var code = Code().Match(await Sent(services, "to take")).Groups[1].Value;
        var links = new List<string>();
        foreach (var purpose in new[] { "declare_staff", "pause", "log_intervention" })
        {
            var made = (await owner.Post("/v1/action-links", new { PartnershipId = partnership.Id, Purpose = purpose })).Expect(HttpStatusCode.Created);
            links.Add(((string)made.Body["url"]!).Split('/')[^1]);
            links.Add((string)made.Body["code"]!);
        }

        foreach (var path in new[] { "/v1/links/", "/l/" })
        {
            answers.Add(await Raw(client, HttpMethod.Get, path + links[0]));
            answers.Add(await Raw(client, HttpMethod.Head, path + links[0]));
            answers.Add(await Raw(client, HttpMethod.Get, $"{path}{links[0]}?unknown=1"));
            answers.Add(await Raw(client, HttpMethod.Get, path + new string('G', 43)));
        }

        answers.Add(await stranger.Post($"/v1/links/{links[0]}/staff", new { N = -3 }));
        answers.Add(await stranger.Post($"/v1/links/{links[0]}/pledge", new { N = -3 }));
        answers.Add(await stranger.Post($"/v1/links/{links[0]}/staff", new { N = 13 }));
        answers.Add(await stranger.Post($"/v1/links/{links[0]}/staff", new { N = 13 }));
        answers.Add(await stranger.Post($"/v1/links/{links[2]}/pause", new { PausedUntil = "2020-01-01" }));
        answers.Add(await Text(stranger, callback, $"YES {code[..3]}"));
        answers.Add(await Text(stranger, callback, "STAFF 14"));
        answers.Add(await Text(stranger, callback, $"YES {code}"));
        answers.Add(await stranger.Send(HttpMethod.Post, callback, "forged", []));
        answers.Add(await stranger.Send(HttpMethod.Post, $"{callback}/delivery", "forged", []));
        var sticker = (string)decal.Body["verify_code"]!;
        answers.Add(await Raw(client, HttpMethod.Get, $"/s/{sticker}"));
        answers.Add(await Raw(client, HttpMethod.Post, $"/s/{sticker}", "near=47.123,103.456"));
        answers.Add(await Raw(client, HttpMethod.Put, $"/s/{sticker}"));
        await Sent(services, "has left");
        return
        [
            .. links, code, sticker, Phone, Phone[1..], Email, "47.123", "103.456", GatewaySecret, callback.Split('/')[^1],
            mail.Split('\n').Single(line => line.StartsWith("https://", StringComparison.Ordinal)).Trim().Split('/')[^1],
        ];
    }

    private static Task<Answer> Text(Actor stranger, string callback, string text)
    {
        var body = JsonSerializer.Serialize(new { id = $"{Guid.NewGuid()}", from = Phone, text });
        return stranger.Send(HttpMethod.Post, callback, body, SmsServices.Sign(body, GatewaySecret, DateTimeOffset.UtcNow));
    }

    // Pages are in no document, which an actor holds answers against.
    private static async Task<Answer> Raw(HttpClient client, HttpMethod method, string path, string? form = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = form is null ? null : new StringContent(form, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
        using var response = await client.SendAsync(request);
        return await Answer.Of(response);
    }

    private static async Task<string> Sent(SmsServices services, string part)
    {
        for (var attempt = 0; attempt < 150; attempt++)
        {
            if (services.Received.FirstOrDefault(one => one.Text.Contains(part, StringComparison.Ordinal)) is { } found)
            {
                return found.Text;
            }

            await Task.Delay(100);
        }

        throw new Xunit.Sdk.XunitException($"No message was sent with \"{part}\" in it.");
    }

    [GeneratedRegex("YES ([0-9A-Z]{6})")]
    private static partial Regex Code();
}

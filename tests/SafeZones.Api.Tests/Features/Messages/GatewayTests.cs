using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Messages;

/// <summary>Each service as its own documentation has it: what it is sent, what it sends, and what it must prove.</summary>
public sealed class GatewayTests(MessagingWorld world) : IClassFixture<MessagingWorld>
{
    private const string Secret = "a-token-of-the-account";

    [Fact]
    public async Task Twilio_is_sent_a_form_and_signs_what_it_brings_with_the_accounts_token()
    {
        var (organisation, callback) = await SetUp("twilio", account: "AC0123456789", sender: "+12025550150");
        var message = await SendOne(organisation);
        var handed = world.Services.Received.Last(one => one.Path == "/2010-04-01/Accounts/AC0123456789/Messages.json");
        var form = handed.Form;

        Assert.Equal((MessagingWorld.Phone, "+12025550150"), (form["To"], form["From"]));
        Assert.Equal($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"AC0123456789:{Secret}"))}", handed.Headers["Authorization"]);
        Assert.Equal($"{RunningApi.PublicUrl}{callback}/delivery/{message}", form["StatusCallback"]);
        var sid = (string?)await world.Api.Database.Look<string>("select provider_message_id from messages where id = $1", message);
        (await Twilio(new Uri(form["StatusCallback"]).AbsolutePath, ("MessageSid", sid!), ("MessageStatus", "delivered"))).Expect(HttpStatusCode.OK);
        Assert.Equal("delivered", await StatusOf(organisation, message));

        (await Twilio(callback, ("MessageSid", "SM1"), ("From", MessagingWorld.Phone), ("Body", "STAFF 13"))).Expect(HttpStatusCode.OK);
        Assert.Equal(1L, await world.Api.Database.Look<long>("select count(*) from staff_counts where tenant_id = $1 and total = 13", organisation.Id));
        (await Twilio(callback, [("MessageSid", "SM2"), ("From", MessagingWorld.Phone), ("Body", "STAFF 14")], secret: "another-token")).Expect(HttpStatusCode.NotFound);
        (await Post(callback, "MessageSid=SM3&From=%2B12025550100&Body=STAFF+14")).Expect(HttpStatusCode.NotFound);
        Assert.Equal(0L, await world.Api.Database.Look<long>("select count(*) from staff_counts where tenant_id = $1 and total = 14", organisation.Id));
    }

    [Fact]
    public async Task Africas_Talking_is_sent_a_form_with_its_key_and_reports_by_the_id_that_it_gave()
    {
        var (organisation, callback) = await SetUp("africas_talking", account: "example", sender: "SAFEZONES");
        var message = await SendOne(organisation);
        var handed = world.Services.Received.Last(one => one.Path == "/version1/messaging");

        Assert.Equal(("example", MessagingWorld.Phone, "SAFEZONES", Secret), (handed.Form["username"], handed.Form["to"], handed.Form["from"], handed.Headers["apiKey"]));
        var id = await world.Api.Database.Look<string>("select provider_message_id from messages where id = $1", message);
        (await Post($"{callback}/delivery", $"id={id}&status=Buffered&phoneNumber=%2B12025550100")).Expect(HttpStatusCode.OK);
        (await Post($"{callback}/delivery", $"id={id}&status=Failed&failureReason=AbsentSubscriber")).Expect(HttpStatusCode.OK);
        Assert.Equal("failed", await StatusOf(organisation, message));

        (await Post(callback, "id=AT-1&from=%2B12025550100&to=12345&text=STAFF+13&date=2026-11-28&linkId=")).Expect(HttpStatusCode.OK);
        Assert.Equal(1L, await world.Api.Database.Look<long>("select count(*) from staff_counts where tenant_id = $1 and total = 13", organisation.Id));
    }

    [Fact]
    public async Task RapidPro_is_sent_a_broadcast_and_passes_on_what_its_flow_was_told()
    {
        var (organisation, callback) = await SetUp("rapid_pro");
        var message = await SendOne(organisation);
        var handed = world.Services.Received.Last(one => one.Path == "/api/v2/broadcasts.json");

        Assert.Equal(($"tel:{MessagingWorld.Phone}", $"Token {Secret}"), (handed.Json.GetProperty("urns")[0].GetString(), handed.Headers["Authorization"]));
        Assert.Equal("sent", await StatusOf(organisation, message));
        (await world.Api.Stranger.Post(callback, new { id = "b7cf0d83-f1c9-411c-96fd-c511a4cfa86d", from = "tel:+12025550100", text = "STAFF 13" })).Expect(HttpStatusCode.OK);
        Assert.Equal(1L, await world.Api.Database.Look<long>("select count(*) from staff_counts where tenant_id = $1 and total = 13", organisation.Id));
    }

    [Fact]
    public async Task FrontlineSms_is_sent_a_payload_and_forwards_to_our_address()
    {
        var (organisation, callback) = await SetUp("frontline_sms");
        var message = await SendOne(organisation);
        var handed = world.Services.Received.Last(one => one.Path == "/api/1/webhook").Json;

        Assert.Equal((Secret, MessagingWorld.Phone), (
            handed.GetProperty("apiKey").GetString(), handed.GetProperty("payload").GetProperty("recipients")[0].GetProperty("value").GetString()));
        Assert.Equal("sent", await StatusOf(organisation, message));
        (await Post(callback, "id=77&from=%2B12025550100&text=STAFF+13")).Expect(HttpStatusCode.OK);
        Assert.Equal(1L, await world.Api.Database.Look<long>("select count(*) from staff_counts where tenant_id = $1 and total = 13", organisation.Id));
    }

    [Fact]
    public async Task Any_other_service_speaks_our_contract_and_signs_it_and_what_was_forged_or_overheard_is_worth_nothing()
    {
        var (organisation, callback) = await world.Organisation();
        var partnership = await organisation.Active();
        await MessagingWorld.Contact(organisation, partnership);
        const string body = """{"id":"m-1","from":"+12025550100","text":"STAFF 13"}""";
        var now = world.Clock.GetUtcNow();
        var good = SmsServices.Sign(body, MessagingWorld.Secret, now);

        foreach (var headers in new (string, string)[][]
        {
            [], SmsServices.Sign(body, "another secret", now), SmsServices.Sign(body + " ", MessagingWorld.Secret, now),
            SmsServices.Sign(body, MessagingWorld.Secret, now.AddMinutes(-6)), SmsServices.Sign(body, MessagingWorld.Secret, now.AddMinutes(6)),
            [.. good.Select(header => header.Name == "webhook-id" ? (header.Name, "msg_2") : header)],
            [.. good.Select(header => header.Name == "webhook-signature" ? (header.Name, "v1,AAAA v2,zzzz") : header)],
        })
        {
            (await world.Api.Stranger.Send(HttpMethod.Post, callback, body, headers)).Expect(HttpStatusCode.NotFound);
        }

        Assert.Equal(0L, await world.Api.Database.Look<long>("select count(*) from staff_counts where tenant_id = $1 and total = 13", organisation.Id));
        (await world.Api.Stranger.Send(HttpMethod.Post, callback, body, good)).Expect(HttpStatusCode.OK);
        (await world.Api.Stranger.Send(HttpMethod.Post, callback, body, good)).Expect(HttpStatusCode.OK);
        Assert.Equal(1L, await world.Api.Database.Look<long>("select count(*) from staff_counts where tenant_id = $1 and total = 13", organisation.Id));
    }

    [Fact]
    public async Task Reports_that_come_late_twice_or_in_another_order_change_nothing_that_is_final()
    {
        var (organisation, callback) = await world.Organisation();
        var partnership = await organisation.Willing();
        var message = (await MessagingWorld.Send(organisation, partnership, await MessagingWorld.Contact(organisation, partnership))).Expect(HttpStatusCode.Created).Id;
        // Faster than its own answer.
        await world.Api.Database.Look<object>("update messages set status = 'sending' where id = $1", message);
        await Report("delivered");
        Assert.Equal("delivered", await StatusOf(organisation, message));
        await Report("sent");
        await Report("failed");
        await Report("delivered");
        await Report("nonsense");

        var after = (await organisation.Owner.Get($"/v1/messages/{message}")).Body;
        Assert.Equal(("delivered", null), ((string?)after["status"], (string?)after["failure"]));

        async Task Report(string status)
        {
            var body = $$"""{"id":"own-unknown","status":"{{status}}"}""";
            (await world.Api.Stranger.Send(
                HttpMethod.Post, $"{callback}/delivery/{message}", body, SmsServices.Sign(body, MessagingWorld.Secret, world.Clock.GetUtcNow())))
                .Expect(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task A_gateway_that_was_taken_away_or_replaced_another_kind_and_a_guess_all_look_the_same()
    {
        var (organisation, callback) = await SetUp("africas_talking", account: "example");
        var (_, replaced) = await SetUp("frontline_sms", organisation: organisation);
        var etag = (await organisation.Owner.Get("/v1/sms-gateway")).ETag;
        const string body = "id=77&from=%2B12025550100&text=STAFF+13";
        var guess = await Post($"/v1/public/sms/twilio/{new string('A', 43)}", body);

        Assert.Equal(Masked(guess), Masked(await Post(callback, body)));
        Assert.Equal(Masked(guess), Masked(await Post(replaced.Replace("frontline_sms", "rapid_pro", StringComparison.Ordinal), body)));
        Assert.Equal(Masked(guess), Masked(await Post(replaced.Replace("frontline_sms", "carrier_pigeon", StringComparison.Ordinal), body)));
        (await Post(replaced, body)).Expect(HttpStatusCode.OK);
        (await organisation.Owner.Delete("/v1/sms-gateway", etag)).Expect(HttpStatusCode.NoContent);
        Assert.Equal(Masked(guess), Masked(await Post(replaced, body)));
        (await organisation.Owner.Get("/v1/sms-gateway")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_is_no_message_is_refused_and_what_is_too_long_is_not_read()
    {
        var (_, callback) = await SetUp("frontline_sms");

        Assert.Equal("malformed_body", (await Post(callback, "from=%2B12025550100")).Code);
        (await Post(callback, "id=1&id=2&from=%2B12025550100&text=x")).Expect(HttpStatusCode.NotFound);
        (await Post(callback, "id=%FF%FE&from=%2B12025550100&text=x")).Expect(HttpStatusCode.OK);
        (await world.Api.Stranger.Send(HttpMethod.Post, callback, "{\"id\":", [])).Expect(HttpStatusCode.NotFound);
        Assert.Equal("body_too_large", (await Post(callback, $"id=1&from=%2B12025550100&text={new string('x', 20_000)}")).Code);
        (await Post(callback, $"id=1&from=%2B12025550100&text={new string('x', 10_000)}")).Expect(HttpStatusCode.OK);
        (await Post(callback, "id=2&from=SHORTCODE&text=hello")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_gateway_is_set_up_by_an_owner_and_its_secret_is_never_shown()
    {
        var (organisation, callback) = await SetUp("twilio", account: "AC0123456789", sender: "+12025550150");

        var shown = (await organisation.Owner.Get("/v1/sms-gateway")).Expect(HttpStatusCode.OK);
        (await (await organisation.Coordinator()).Get("/v1/sms-gateway")).Expect(HttpStatusCode.Forbidden);
        Assert.DoesNotContain(Secret, shown.Text, StringComparison.Ordinal);
        Assert.Equal(RunningApi.PublicUrl + callback, (string?)shown.Body["callback_url"]);
        // What is set up again keeps its address: nothing has to be changed at the service.
        var (_, again) = await SetUp("twilio", account: "AC9876543210", organisation: organisation);
        Assert.Equal(callback, again);
        Assert.Equal("precondition_required", (await organisation.Owner.Put("/v1/sms-gateway", new { Kind = "rapid_pro", Secret })).Code);
        Assert.Equal("precondition_failed", (await organisation.Owner.Put("/v1/sms-gateway", new { Kind = "rapid_pro", Secret }, ("If-Match", "\"9\""))).Code);
        var wrong = await organisation.Owner.Put("/v1/sms-gateway", new { Kind = "http", Secret });
        Assert.Equal(["/address required"], wrong.Faults);
        Assert.Equal(["/account required"], (await organisation.Owner.Put("/v1/sms-gateway", new { Kind = "twilio", Secret })).Faults);
        Assert.Equal(["/address wrong_format"], (await organisation.Owner.Put("/v1/sms-gateway", new { Kind = "http", Secret, Address = "ftp://x" })).Faults);
        Assert.Equal(0L, await world.Api.Database.Look<long>(
            "select count(*) from sms_gateways where position($2::bytea in sealed_secret) > 0 and tenant_id = $1", organisation.Id, Encoding.UTF8.GetBytes(Secret)));
    }

    private async Task<(Organisation Organisation, string Callback)> SetUp(
        string kind, string? account = null, string? sender = null, Organisation? organisation = null)
    {
        world.Morning();
        organisation ??= await world.Api.Organisation();
        var set = await organisation.Owner.Put("/v1/sms-gateway", new
        {
            Kind = kind, world.Services.Address, Account = account, Secret, Sender = sender,
        }, ("If-Match", "*"));
        Assert.Contains(set.Status, new[] { HttpStatusCode.OK, HttpStatusCode.Created });
        return (organisation, new Uri((string)set.Body["callback_url"]!).AbsolutePath);
    }

    private async Task<Guid> SendOne(Organisation organisation)
    {
        var partnership = await organisation.Active();
        var contact = await MessagingWorld.Contact(organisation, partnership);
        var message = (await MessagingWorld.Send(organisation, partnership, contact, "declare_staff")).Expect(HttpStatusCode.Created);
        await world.Dispatch();
        return message.Id;
    }

    private static async Task<string?> StatusOf(Organisation organisation, Guid message) =>
        (string?)(await organisation.Owner.Get($"/v1/messages/{message}")).Body["status"];

    private Task<Answer> Post(string path, string form, params (string Name, string Value)[] headers) =>
        world.Api.Stranger.Send(HttpMethod.Post, path, form, headers, "application/x-www-form-urlencoded");

    private Task<Answer> Twilio(string path, params (string Name, string Value)[] members) => Twilio(path, members, Secret);

    // twilio.com/docs/usage/security: the address, and each member with its value in the order of the names.
    private Task<Answer> Twilio(string path, (string Name, string Value)[] members, string secret)
    {
        var signed = RunningApi.PublicUrl + path + string.Concat(members.OrderBy(one => one.Name, StringComparer.Ordinal).Select(one => one.Name + one.Value));
        var form = QueryHelpers.AddQueryString("", members.Select(one => KeyValuePair.Create(one.Name, (string?)one.Value)))[1..];
#pragma warning disable CA5350 // As Twilio does.
        var signature = Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(signed)));
#pragma warning restore CA5350
        return Post(path, form, ("X-Twilio-Signature", signature));
    }

    private static string Masked(Answer answer) =>
        System.Text.RegularExpressions.Regex.Replace($"{answer.Status} {answer.Text}", "\"trace_id\":\"[0-9a-f]+\"", "");
}

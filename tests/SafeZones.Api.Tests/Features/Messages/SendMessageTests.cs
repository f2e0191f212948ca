using System.Net;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Messages;

public sealed class SendMessageTests(MessagingWorld world) : IClassFixture<MessagingWorld>
{
    [Fact]
    public async Task An_owner_is_sent_the_question_in_their_language_and_nobody_reads_number_or_code_afterwards()
    {
        var (organisation, callback) = await world.Organisation();
        var partnership = await organisation.Willing();
        var contact = await MessagingWorld.Contact(organisation, partnership, locale: "fr");

        var queued = (await MessagingWorld.Send(organisation, partnership, contact)).Expect(HttpStatusCode.Created);
        await world.Dispatch();

        var sent = Assert.Single(world.Sent(callback));
        Assert.Matches(@"^Test Network : Test Café peut rejoindre Safe Zones\. Pour accepter l'engagement recu \(version 1\) répondez OUI [0-9A-Z]{6}, sinon NON", sent.Text);
        Assert.Equal(("queued", 1, "fr"), ((string?)queued.Body["status"], (int)queued.Body["segments"]!, (string?)queued.Body["locale"]));
        var after = (await organisation.Owner.Get($"/v1/messages/{queued.Id}")).Expect(HttpStatusCode.OK);
        Assert.Equal(("sent", 1), ((string?)after.Body["status"], (int)after.Body["attempts"]!));
        Assert.DoesNotContain(MessagingWorld.Phone, after.Text, StringComparison.Ordinal);
        Assert.Equal(0L, await world.Api.Database.Look<long>("select count(*) from message_texts where tenant_id = $1", organisation.Id));
        Assert.Equal($"{after.Body["action_link_id"]}", $"{(await organisation.Owner.Get("/v1/action-links")).Data[0]["id"]}");
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("es")]
    [InlineData("ar")]
    [InlineData("fil")]
    public async Task What_can_be_answered_by_a_code_fits_into_few_segments_in_every_language(string locale)
    {
        var (organisation, _) = await world.Organisation();
        var partnership = await organisation.Active();
        var contact = await MessagingWorld.Contact(organisation, partnership, locale: locale);

        foreach (var (purpose, most) in new[] { ("declare_staff", 1), ("confirm_display", 1), ("withdraw", 1), ("accept_pledge", locale == "en" || locale == "ar" ? 1 : 2) })
        {
            var message = (await MessagingWorld.Send(organisation, partnership, contact, purpose)).Expect(HttpStatusCode.Created);
            Assert.InRange((int)message.Body["segments"]!, 1, most);
        }
    }

    [Fact]
    public async Task At_night_a_message_waits_for_the_morning_where_the_venue_is_and_can_be_called_back()
    {
        var (organisation, callback) = await world.Organisation();
        var partnership = await organisation.Willing();
        var contact = await MessagingWorld.Contact(organisation, partnership);
        var evening = world.Clock.GetUtcNow().Date.AddDays(1).AddHours(15);
        world.Clock.SetUtcNow(new DateTimeOffset(evening, TimeSpan.Zero));

        var waiting = (await MessagingWorld.Send(organisation, partnership, contact)).Expect(HttpStatusCode.Created);
        var calledBack = (await MessagingWorld.Send(organisation, partnership, contact)).Expect(HttpStatusCode.Created);
        await world.Dispatch();
        Assert.Empty(world.Sent(callback));
        Assert.Equal(evening.AddHours(11), DateTimeOffset.Parse((string)waiting.Body["due_at"]!, null).UtcDateTime);
        var cancelled = (await (await organisation.Coordinator()).Post($"/v1/messages/{calledBack.Id}/cancellation", null, ("If-Match", calledBack.ETag!)))
            .Expect(HttpStatusCode.OK);
        world.Clock.Advance(TimeSpan.FromHours(11));
        await world.Dispatch();

        Assert.Single(world.Sent(callback));
        Assert.Equal("cancelled", (string?)cancelled.Body["status"]);
        Assert.Equal("message_sent", (await (await organisation.Coordinator()).Post($"/v1/messages/{waiting.Id}/cancellation", null, ("If-Match", "*"))).Code);
    }

    [Fact]
    public async Task Nobody_is_written_to_whose_telephone_is_not_safe_or_who_cannot_be_reached_so()
    {
        var (organisation, _) = await world.Organisation();
        var partnership = await organisation.Willing();
        var unsafeContact = await MessagingWorld.Contact(organisation, partnership, isSafe: false);
        var deputy = await MessagingWorld.Contact(organisation, partnership, "+12025550103", role: "deputy");
        var paper = (await organisation.Owner.Get($"/v1/venues/{partnership.Body["venue_id"]}/contacts")).Data
            .Single(one => (string?)one["channel"] == "paper")["id"]!.GetValue<Guid>();

        Assert.Equal("contact_unreachable", (await MessagingWorld.Send(organisation, partnership, unsafeContact)).Code);
        Assert.Equal("contact_unreachable", (await MessagingWorld.Send(organisation, partnership, deputy)).Code);
        Assert.Equal("contact_unreachable", (await MessagingWorld.Send(organisation, partnership, paper)).Code);
        Assert.Equal("contact_unreachable", (await MessagingWorld.Send(organisation, partnership, deputy, channel: "email")).Code);
        Assert.Equal("contact_missing", (await MessagingWorld.Send(organisation, partnership, Guid.NewGuid())).Code);
        Assert.Equal("partnership_missing", (await (await organisation.Coordinator()).Post(
            "/v1/messages", new { PartnershipId = Guid.NewGuid(), ContactId = deputy, Purpose = "pause" }, ("Idempotency-Key", "x"))).Code);
        Assert.Equal(0L, await world.Api.Database.Look<long>("select count(*) from action_links where tenant_id = $1", organisation.Id));
        (await MessagingWorld.Send(organisation, partnership, deputy, "declare_staff")).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Without_a_gateway_nothing_is_sent_and_nothing_is_half_done()
    {
        var organisation = await world.Api.Organisation();
        var partnership = await organisation.Willing();
        var contact = await MessagingWorld.Contact(organisation, partnership);

        Assert.Equal("gateway_missing", (await MessagingWorld.Send(organisation, partnership, contact)).Code);
        Assert.Equal(0L, await world.Api.Database.Look<long>("select count(*) from action_links where tenant_id = $1", organisation.Id));
    }

    [Fact]
    public async Task A_contact_who_was_deleted_and_a_link_that_was_revoked_meanwhile_are_not_written_to()
    {
        var (organisation, callback) = await world.Organisation();
        var partnership = await organisation.Willing();
        var venue = partnership.Body["venue_id"];
        var (gone, kept) = (await MessagingWorld.Contact(organisation, partnership), await MessagingWorld.Contact(organisation, partnership, "+12025550104"));
        var first = (await MessagingWorld.Send(organisation, partnership, gone)).Expect(HttpStatusCode.Created);
        var second = (await MessagingWorld.Send(organisation, partnership, kept)).Expect(HttpStatusCode.Created);
        (await organisation.Owner.Delete($"/v1/venues/{venue}/contacts/{gone}", "*")).Expect(HttpStatusCode.NoContent);
        (await organisation.Owner.Delete($"/v1/action-links/{second.Body["action_link_id"]}", "*")).Expect(HttpStatusCode.NoContent);

        await world.Dispatch();

        Assert.Empty(world.Sent(callback));
        foreach (var message in new[] { first, second })
        {
            Assert.Equal("gone", (string?)(await organisation.Owner.Get($"/v1/messages/{message.Id}")).Body["failure"]);
        }

        Assert.Equal(0L, await world.Api.Database.Look<long>("select count(*) from message_texts where tenant_id = $1", organisation.Id));
    }

    [Fact]
    public async Task A_gateway_that_is_down_is_tried_again_and_in_the_end_given_up()
    {
        var (organisation, callback) = await world.Organisation();
        var partnership = await organisation.Willing();
        var message = (await MessagingWorld.Send(organisation, partnership, await MessagingWorld.Contact(organisation, partnership), "declare_staff"))
            .Expect(HttpStatusCode.Created);
        world.Services.Otherwise = (503, "{}");
        await world.Dispatch();
        var postponed = (await organisation.Owner.Get($"/v1/messages/{message.Id}")).Body;
        await world.Dispatch();
        for (var attempt = 0; attempt < 5; attempt++)
        {
            world.Clock.Advance(TimeSpan.FromHours(7));
            await world.Dispatch();
        }

        world.Services.Otherwise = null;
        Assert.Equal(("queued", 1), ((string?)postponed["status"], (int)postponed["attempts"]!));
        Assert.Equal(6, world.Sent(callback).Count);
        var after = (await organisation.Owner.Get($"/v1/messages/{message.Id}")).Body;
        Assert.Equal(("failed", "unreachable", 6), ((string?)after["status"], (string?)after["failure"], (int)after["attempts"]!));
    }

    [Theory]
    [InlineData(400, "{}")]
    [InlineData(200, "{}")]
    [InlineData(200, "no json")]
    public async Task What_a_gateway_refuses_is_not_sent_again(int status, string answer)
    {
        var (organisation, callback) = await world.Organisation();
        var partnership = await organisation.Willing();
        var message = (await MessagingWorld.Send(organisation, partnership, await MessagingWorld.Contact(organisation, partnership))).Expect(HttpStatusCode.Created);
        world.Services.Otherwise = (status, answer);
        await world.Dispatch();
        world.Services.Otherwise = null;
        world.Clock.Advance(TimeSpan.FromHours(1));
        await world.Dispatch();

        Assert.Single(world.Sent(callback));
        Assert.Equal("refused", (string?)(await organisation.Owner.Get($"/v1/messages/{message.Id}")).Body["failure"]);
    }

    [Fact]
    public async Task An_organisation_sends_no_more_in_a_day_than_it_allows_itself_and_answers_count_as_well()
    {
        var (organisation, callback) = await world.Organisation(segmentsADayMax: 2);
        var partnership = await organisation.Willing();
        var contact = await MessagingWorld.Contact(organisation, partnership);

        (await MessagingWorld.Send(organisation, partnership, contact)).Expect(HttpStatusCode.Created);
        await world.Say(callback, "hello");
        Assert.Equal("limit_reached", (await MessagingWorld.Send(organisation, partnership, contact)).Code);
        (await world.Text(callback, "hello again")).Expect(HttpStatusCode.OK);
        await world.Dispatch();

        Assert.Equal(2, world.Sent(callback).Count);
        Assert.Equal("spend_cap", (string?)(await organisation.Owner.Get("/v1/messages?status=failed")).Data.Single()["failure"]);
    }

    [Fact]
    public async Task A_message_that_was_in_hand_when_an_instance_died_is_taken_up_after_a_while()
    {
        var (organisation, callback) = await world.Organisation();
        var partnership = await organisation.Willing();
        var message = (await MessagingWorld.Send(organisation, partnership, await MessagingWorld.Contact(organisation, partnership))).Expect(HttpStatusCode.Created);
        await world.Api.Database.Look<object>(
            "update messages set status = 'sending', attempts = 1, due_at = due_at + interval '2 minutes' where tenant_id = $1", organisation.Id);
        await world.Dispatch();
        Assert.Empty(world.Sent(callback));

        world.Clock.Advance(TimeSpan.FromMinutes(3));
        await world.Dispatch();

        Assert.Single(world.Sent(callback));
        Assert.Equal(("sent", 2), ((string?)(await organisation.Owner.Get($"/v1/messages/{message.Id}")).Body["status"], 2));
    }

    [Fact]
    public async Task An_e_mail_goes_by_the_mail_server_with_the_address_of_the_page_and_comes_once()
    {
        await using var smtp = await SmtpServer.Start();
        await using var api = await RunningApi.Start(settings: smtp.Settings);
        await using var database = api.Database;
        var organisation = await api.Organisation();
        var partnership = await organisation.Willing();
        var coordinator = await organisation.Coordinator();
        var contact = (await coordinator.Post($"/v1/venues/{partnership.Body["venue_id"]}/contacts", new
        {
            Role = "manager", Channel = "email", Email = "owner@venue.example", Locale = "ar",
        })).Expect(HttpStatusCode.Created).Id;
        var refused = (await coordinator.Post($"/v1/venues/{partnership.Body["venue_id"]}/contacts", new
        {
            Role = "manager", Channel = "email", Email = "nobody@venue.example", Locale = "en",
        })).Expect(HttpStatusCode.Created).Id;

        var message = (await MessagingWorld.Send(organisation, partnership, contact)).Expect(HttpStatusCode.Created);
        var lost = (await MessagingWorld.Send(organisation, partnership, refused)).Expect(HttpStatusCode.Created);
        await MessagingWorld.Dispatch(api);
        var mail = MimeKit.MimeMessage.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes((string)(await smtp.Next())["data"]!)));

        Assert.Equal(("Test Network", "no-reply@safezones.example"), (mail.From.Mailboxes.Single().Name, mail.From.Mailboxes.Single().Address));
        Assert.Equal(("owner@venue.example", "Test Network: Test Café"), (mail.To.Mailboxes.Single().Address, mail.Subject));
        Assert.StartsWith("يمكن أن ينضم Test Café إلى Safe Zones.", mail.TextBody!, StringComparison.Ordinal);
        var link = mail.TextBody!.Split('\n').Single(line => line.StartsWith("https://", StringComparison.Ordinal)).Trim();
        Assert.Equal("accept_pledge", (string?)(await api.Stranger.Get("/v1/links/" + link.Split('/')[^1])).Expect(HttpStatusCode.OK).Body["purpose"]);
        Assert.Equal("sent", (string?)(await organisation.Owner.Get($"/v1/messages/{message.Id}")).Body["status"]);
        Assert.Equal("refused", (string?)(await organisation.Owner.Get($"/v1/messages/{lost.Id}")).Body["failure"]);
    }
}

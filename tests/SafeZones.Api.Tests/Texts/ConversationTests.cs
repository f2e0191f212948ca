using System.Net;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Texts;

/// <summary>What a venue owner does with a basic telephone.</summary>
public sealed class ConversationTests(MessagingWorld world) : IClassFixture<MessagingWorld>
{
    // DOMAIN.md section 10, story 4.
    [Theory]
    [InlineData("YES {code}")]
    [InlineData("yes {code}")]
    [InlineData("نعم {arabic}")]
    [InlineData("Oui, {grouped}")]
    [InlineData("YES{code}")]
    public async Task An_owner_accepts_the_pledge_by_replying_yes_and_the_code_and_a_second_yes_changes_nothing(string reply)
    {
        var (organisation, callback) = await world.Organisation();
        var partnership = await organisation.Willing();
        var contact = await MessagingWorld.Contact(organisation, partnership);
        var code = await world.SendCode(organisation, partnership, contact);
        var said = reply.Replace("{code}", code, StringComparison.Ordinal)
            .Replace("{grouped}", $"{code[..3]}-{code[3..].ToLowerInvariant()}", StringComparison.Ordinal)
            .Replace("{arabic}", string.Concat(code.Select(one => char.IsAsciiDigit(one) ? (char)('٠' + (one - '0')) : one)), StringComparison.Ordinal);

        var first = await world.Say(callback, said);
        var second = await world.Say(callback, said);

        Assert.Equal("Thank you. Test Café has accepted the pledge of Safe Zones, version 1.", first);
        Assert.Equal("This was done before. Nothing has changed.", second);
        Assert.Equal("sms en owner 1", await world.Api.Database.Look<string>(
            "select concat_ws(' ', method, locale, signatory_role, version) from pledge_acceptances where tenant_id = $1", organisation.Id));
        var moves = (await organisation.Owner.Get($"/v1/partnerships/{partnership.Id}/moves")).Data;
        Assert.Equal(("pledge", "venue"), ((string?)moves[^1]["action"], (string?)moves[^1]["actor"]));
    }

    [Fact]
    public async Task An_expired_code_and_one_that_was_never_given_are_answered_with_the_number_of_a_human()
    {
        var (organisation, callback) = await world.Organisation();
        var partnership = await organisation.Willing();
        var contact = await MessagingWorld.Contact(organisation, partnership);
        var code = await world.SendCode(organisation, partnership, contact);
        world.Clock.Advance(TimeSpan.FromDays(8));

        Assert.Equal($"This code is no longer good. Call {MessagingWorld.HumanPhone}.", await world.Say(callback, $"YES {code}"));
        Assert.Equal($"We do not know this code. Please compare it. Call {MessagingWorld.HumanPhone}.", await world.Say(callback, "YES 000000"));
        Assert.Equal("prospect", (string?)(await organisation.Owner.Get($"/v1/partnerships/{partnership.Id}")).Body["status"]);
    }

    [Fact]
    public async Task A_code_is_good_only_from_a_number_that_its_own_venue_is_known_by()
    {
        var (organisation, callback) = await world.Organisation();
        var (partnership, neighbour) = (await organisation.Willing(), await organisation.Willing());
        var contact = await MessagingWorld.Contact(organisation, partnership);
        await MessagingWorld.Contact(organisation, neighbour, "+12025550101");
        var code = await world.SendCode(organisation, partnership, contact);

        Assert.StartsWith("We do not know this code.", await world.Say(callback, $"YES {code}", from: "+12025550101"), StringComparison.Ordinal);
        Assert.StartsWith("Test Network: this number is for its partner venues.", await world.Say(callback, $"YES {code}", from: "+12025550102"), StringComparison.Ordinal);
        Assert.Equal("prospect", (string?)(await organisation.Owner.Get($"/v1/partnerships/{partnership.Id}")).Body["status"]);
    }

    [Fact]
    public async Task A_pledge_is_accepted_as_it_was_when_it_was_sent_even_if_a_newer_one_was_published_since()
    {
        var (organisation, callback) = await world.Organisation();
        var partnership = await organisation.Willing();
        var contact = await MessagingWorld.Contact(organisation, partnership);
        var code = await world.SendCode(organisation, partnership, contact);
        (await organisation.Owner.Post($"/v1/programmes/{await organisation.Programme()}/pledge-texts", new
        {
            Text = new { en = "We help whoever asks us, and more." }, RequiredFrom = $"{Organisation.Today.AddMonths(1):yyyy-MM-dd}",
        })).Expect(HttpStatusCode.Created);

        Assert.EndsWith("version 1.", await world.Say(callback, $"YES {code}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_venue_that_was_visited_says_no_and_is_left_in_peace()
    {
        var (organisation, callback) = await world.Organisation();
        var partnership = await organisation.Willing();
        var contact = await MessagingWorld.Contact(organisation, partnership);
        (await (await organisation.Volunteer()).Post("/v1/outreach-visits", new
        {
            Id = Guid.NewGuid(), PartnershipId = partnership.Id, VisitedAt = DateTimeOffset.UtcNow.AddMinutes(-5).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null),
            Outcome = "come_back",
        })).Expect(HttpStatusCode.Created);
        var code = await world.SendCode(organisation, partnership, contact);

        Assert.Contains("said no", await world.Say(callback, $"NO {code}"), StringComparison.Ordinal);

        var after = (await organisation.Owner.Get($"/v1/partnerships/{partnership.Id}")).Body;
        Assert.Equal("declined", (string?)after["status"]);
        Assert.Equal("This was done before. Nothing has changed.", await world.Say(callback, $"YES {code}"));
    }

    // DOMAIN.md section 10, story 7, by text message.
    [Fact]
    public async Task An_owner_who_texts_staff_fourteen_learns_the_share_the_lapse_date_and_the_next_training()
    {
        var (organisation, callback) = await world.Organisation();
        var partnership = await organisation.Active(new { TrainingThreshold = 0.75, GraceDays = 14 });
        await MessagingWorld.Contact(organisation, partnership);
        await organisation.Session(TimeSpan.FromDays(30));

        var said = await world.Say(callback, "STAFF 14");

        Assert.Matches(@"^Noted: 14 people work at Test Café\. Trained: 71 %, needed: 75 %\. Without training it lapses on \d{4}-\d\d-\d\d\. Next training: \d{4}-\d\d-\d\d\.$", said);
        Assert.Equal(14, (int)(await organisation.Owner.Get($"/v1/venues/{partnership.Body["venue_id"]}")).Body["staff_count"]!["n"]!);
    }

    [Theory]
    [InlineData("en", "LEFT 1", "Noted: 1 person has left Test Café.")]
    [InlineData("en", "LEFT 2", "Noted: 2 people have left Test Café.")]
    [InlineData("fr", "nouveaux 3", "Noté : 3 nouvelles personnes à Test Café.")]
    [InlineData("ar", "غادروا ٢", "سُجِّل: غادر شخصان Test Café.")]
    [InlineData("ar", "جدد 3", "سُجِّل: 3 أشخاص جدد في Test Café.")]
    [InlineData("ar", "جدد 11", "سُجِّل: 11 شخصًا جديدًا في Test Café.")]
    [InlineData("fil", "umalis 2", "Naitala: 2 ang umalis sa Test Café.")]
    public async Task Who_has_left_and_who_is_new_is_noted_in_the_grammar_of_the_language(string locale, string text, string expected)
    {
        var (organisation, callback) = await world.Organisation();
        var partnership = await organisation.Active();
        await MessagingWorld.Contact(organisation, partnership, locale: locale);

        Assert.Equal(expected, await world.Say(callback, text));
        Assert.Equal(1L, await world.Api.Database.Look<long>("select count(*) from staff_changes where tenant_id = $1", organisation.Id));
    }

    [Fact]
    public async Task A_message_that_the_gateway_brings_three_times_is_applied_and_answered_once()
    {
        var (organisation, callback) = await world.Organisation();
        var partnership = await organisation.Active();
        await MessagingWorld.Contact(organisation, partnership);

        var brought = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => world.Text(callback, "LEFT 2", id: "SMS-1")));
        await world.Text(callback, "LEFT 2", id: "SMS-1");

        Assert.All(brought, one => Assert.Contains(one.Status, new[] { HttpStatusCode.OK, HttpStatusCode.Conflict }));
        Assert.Equal(1L, await world.Api.Database.Look<long>("select count(*) from staff_changes where tenant_id = $1", organisation.Id));
        Assert.Equal(1L, await world.Api.Database.Look<long>("select count(*) from messages where tenant_id = $1 and kind = 'reply'", organisation.Id));
    }

    [Fact]
    public async Task Whoever_accepts_just_as_we_fall_down_is_thanked_when_the_gateway_brings_the_message_again()
    {
        var (organisation, callback) = await world.Organisation();
        var partnership = await organisation.Willing();
        var code = await world.SendCode(organisation, partnership, await MessagingWorld.Contact(organisation, partnership));
        await world.Text(callback, $"YES {code}", id: "SMS-2");
        // What was done is done, and that it was answered is lost.
        await world.Api.Database.Look<object>("delete from received_texts where tenant_id = $1", organisation.Id);
        await world.Api.Database.Look<object>(
            "with gone as (delete from message_texts t using messages m where m.tenant_id = t.tenant_id and m.id = t.message_id and m.kind = 'reply' and m.tenant_id = $1 returning t.message_id) select count(*) from gone",
            organisation.Id);

        Assert.StartsWith("Thank you.", await world.Say(callback, $"YES {code}", id: "SMS-2"), StringComparison.Ordinal);
        Assert.Equal(1L, await world.Api.Database.Look<long>("select count(*) from pledge_acceptances where tenant_id = $1", organisation.Id));
    }

    [Fact]
    public async Task A_number_that_is_known_at_two_venues_is_never_guessed_at_but_its_code_says_which()
    {
        var (organisation, callback) = await world.Organisation();
        var (one, other) = (await organisation.Willing(), await organisation.Willing());
        var contact = await MessagingWorld.Contact(organisation, one);
        await MessagingWorld.Contact(organisation, other);

        Assert.StartsWith("This number answers for more than one venue.", await world.Say(callback, "STAFF 14"), StringComparison.Ordinal);
        Assert.Equal(0L, await world.Api.Database.Look<long>("select count(*) from staff_counts where tenant_id = $1 and total = 14", organisation.Id));
        var code = await world.SendCode(organisation, one, contact);
        Assert.StartsWith("Thank you.", await world.Say(callback, $"YES {code}"), StringComparison.Ordinal);
        Assert.Equal("pledged", (string?)(await organisation.Owner.Get($"/v1/partnerships/{one.Id}")).Body["status"]);
        Assert.Equal("prospect", (string?)(await organisation.Owner.Get($"/v1/partnerships/{other.Id}")).Body["status"]);
    }

    [Fact]
    public async Task A_number_that_two_organisations_know_speaks_to_the_one_whose_gateway_it_wrote_to()
    {
        var ((here, callback), (there, _)) = (await world.Organisation(), await world.Organisation());
        var (mine, theirs) = (await here.Active(), await there.Active());
        await MessagingWorld.Contact(here, mine);
        await MessagingWorld.Contact(there, theirs);

        await world.Say(callback, "STAFF 15");

        Assert.Equal(1L, await world.Api.Database.Look<long>("select count(*) from staff_counts where tenant_id = $1 and total = 15", here.Id));
        Assert.Equal(0L, await world.Api.Database.Look<long>("select count(*) from staff_counts where tenant_id = $1 and total = 15", there.Id));
    }

    [Fact]
    public async Task Whoever_calls_for_help_gets_the_hotline_first_whether_anybody_knows_them_or_not()
    {
        var (organisation, callback) = await world.Organisation();
        var partnership = await organisation.Active();
        await MessagingWorld.Contact(organisation, partnership);
        var programme = await organisation.Programme();
        Assert.StartsWith("If you are in danger, call the local emergency number.", await world.Say(callback, "help", from: "+12025550177"), StringComparison.Ordinal);
        (await organisation.Owner.Patch($"/v1/programmes/{programme}", new { Hotline = "+12025550111" }, "*")).Expect(HttpStatusCode.OK);

        Assert.StartsWith("If you need help now, call +12025550111.", await world.Say(callback, "please HELP me", from: "+12025550178"), StringComparison.Ordinal);
        Assert.StartsWith("If you need help now, call +12025550111.", await world.Say(callback, "help"), StringComparison.Ordinal);
        Assert.EndsWith("If you need help now, call +12025550111.", await world.Say(callback, "hello?", from: "+12025550179"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_sends_stop_gets_no_more_until_they_send_start()
    {
        var (organisation, callback) = await world.Organisation();
        var partnership = await organisation.Willing();
        var contact = await MessagingWorld.Contact(organisation, partnership);
        var waiting = (await MessagingWorld.Send(organisation, partnership, contact)).Expect(HttpStatusCode.Created);

        Assert.StartsWith("You will get no more messages from Test Network.", await StopBefore(callback), StringComparison.Ordinal);
        await world.Dispatch();

        Assert.Equal("not_wanted", (string?)(await organisation.Owner.Get($"/v1/messages/{waiting.Id}")).Body["failure"]);
        Assert.Equal("contact_unreachable", (await MessagingWorld.Send(organisation, partnership, contact)).Code);
        Assert.StartsWith("You will get messages from Test Network again.", await world.Say(callback, "start"), StringComparison.Ordinal);
        (await MessagingWorld.Send(organisation, partnership, contact)).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_number_that_floods_us_is_read_and_answered_twenty_times_a_day_and_its_venue_is_not_locked_out()
    {
        var (organisation, callback) = await world.Organisation();
        var partnership = await organisation.Willing();
        var contact = await MessagingWorld.Contact(organisation, partnership);
        var code = await world.SendCode(organisation, partnership, contact);
        for (var guess = 0; guess < 30; guess++)
        {
            (await world.Text(callback, $"YES {guess:000000}")).Expect(HttpStatusCode.OK);
        }

        Assert.Equal(20L, await world.Api.Database.Look<long>("select count(*) from messages where tenant_id = $1 and kind = 'reply'", organisation.Id));
        (await world.Text(callback, $"YES {code}")).Expect(HttpStatusCode.OK);
        Assert.Equal("pledged", (string?)(await organisation.Owner.Get($"/v1/partnerships/{partnership.Id}")).Body["status"]);
    }

    [Fact]
    public async Task A_sticker_is_confirmed_and_a_venue_leaves_by_text_message()
    {
        var (organisation, callback) = await world.Organisation();
        var partnership = await organisation.Active();
        var contact = await MessagingWorld.Contact(organisation, partnership);
        var decal = await organisation.Allocated(partnership);
        (await organisation.MoveDecal(decal, "issue")).Expect(HttpStatusCode.OK);

        var display = await world.SendCode(organisation, partnership, contact, "confirm_display");
        Assert.StartsWith("Thank you. The sticker", await world.Say(callback, $"yes {display}"), StringComparison.Ordinal);
        Assert.Equal("displayed", (string?)(await organisation.Owner.Get($"/v1/decals/{decal.Id}")).Body["state"]);
        var withdraw = await world.SendCode(organisation, partnership, contact, "withdraw");
        Assert.Equal("Test Café has left Safe Zones. Please take the sticker down.", await world.Say(callback, $"yes {withdraw}"));
        Assert.Equal("withdrawn", (string?)(await organisation.Owner.Get($"/v1/partnerships/{partnership.Id}")).Body["status"]);
    }

    // It is looked at before the message is handed over, as whoever was too late would.
    private async Task<string> StopBefore(string callback)
    {
        (await world.Text(callback, "Stop")).Expect(HttpStatusCode.OK);
        await world.Dispatch();
        return world.Sent(callback).Single().Text;
    }
}

using System.Globalization;
using System.IO.Compression;
using System.Net;
using Microsoft.Extensions.Time.Testing;
using SafeZones.Api.Pages;
using SafeZones.Api.Platform.Problems;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Pages;

/// <summary>The page by which a venue acts that has no account, no app and a basic phone.</summary>
public sealed class LinkPageTests(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    // DOMAIN.md section 10, story 4, by the owner's own hand.
    [Fact]
    public async Task An_owner_reads_the_pledge_in_their_language_accepts_it_by_the_page_and_reads_what_is_still_missing()
    {
        var organisation = await api.Organisation();
        var programme = await organisation.Programme();
        (await (await organisation.Coordinator()).Post($"/v1/programmes/{programme}/pledge-texts", new
        {
            Text = new { en = "We help whoever asks us.\nAlways.", ar = "نساعد كل من يسألنا." }, RequiredFrom = "2026-01-01",
        })).Expect(HttpStatusCode.Created);
        var partnership = await organisation.Willing();
        var link = await organisation.Page(partnership, "accept_pledge");

        var arabic = (await api.Stranger.Get($"{link}?lang=ar")).Expect(HttpStatusCode.OK);
        var french = (await api.Stranger.Get($"{link}?lang=fr")).Expect(HttpStatusCode.OK);
        var accepted = (await LinkWorld.Act(api, $"{link}?lang=ar", ("signatory_role", "owner"))).Expect(HttpStatusCode.OK);

        Assert.Contains("<blockquote lang=\"ar\" dir=\"auto\">نساعد كل من يسألنا.</blockquote>", arabic.Text, StringComparison.Ordinal);
        Assert.Contains("<blockquote lang=\"en\" dir=\"auto\">We help whoever asks us.", french.Text, StringComparison.Ordinal);
        Assert.All(["Test Network", "Safe Zones", "Test Café"], name => Assert.Contains(name, LinkWorld.Words(arabic), StringComparison.Ordinal));
        Assert.Equal("تم قبول التعهد", StickerWorld.Headline(accepted).Trim());
        Assert.Contains(PageSentences.ByLanguage["ar"]["status_pledged"], LinkWorld.Words(accepted), StringComparison.Ordinal);
        Assert.Contains("العاملون المدرَّبون: 0٪ الآن", LinkWorld.Words(accepted), StringComparison.Ordinal);
        Assert.Equal("pledged", (string?)(await organisation.Owner.Get($"/v1/partnerships/{partnership.Id}")).Body["status"]);
        Assert.Equal("ar owner", await api.Database.Look<string>(
            "select locale || ' ' || signatory_role from pledge_acceptances where tenant_id = $1 and method = 'action_link'", organisation.Id));
        // What a use case by link leaves in the trail it leaves by the page as well.
        Assert.Equal(2L, await api.Database.Look<long>(
            "select count(*) from audit_entries where tenant_id = $1 and actor_kind = 'venue' and action = 'accept_pledge' and entity in ('action_link', 'partnership')",
            organisation.Id));
    }

    // Story 7.
    [Fact]
    public async Task An_owner_who_tells_of_fourteen_people_reads_the_trained_share_the_day_of_lapse_and_the_next_trainings()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Active(new { TrainingThreshold = 0.75, GraceDays = 14 });
        await organisation.Session(TimeSpan.FromDays(3));
        var link = await organisation.Page(partnership, "declare_staff");

        var shown = (await api.Stranger.Get(link)).Expect(HttpStatusCode.OK);
        var told = LinkWorld.Words((await LinkWorld.Act(api, link, ("n", "14"))).Expect(HttpStatusCode.OK));

        Assert.Contains("name=\"n\" type=\"number\" inputmode=\"numeric\" min=\"0\" max=\"10000\" value=\"12\" required", shown.Text, StringComparison.Ordinal);
        Assert.Contains("People here: 14. Trained: 10, which is 71 % of those who count.", told, StringComparison.Ordinal);
        Assert.Contains("Trained staff: 71 % now, 75 % are asked for.", told, StringComparison.Ordinal);
        Assert.Contains(
            $"stops being a safe place on {Organisation.Today.AddDays(14).ToString("D", CultureInfo.GetCultureInfo("en"))}.", told, StringComparison.Ordinal);
        var begins = TimeZoneInfo.ConvertTime(DateTimeOffset.UtcNow.AddDays(3), TimeZoneInfo.FindSystemTimeZoneById("Asia/Ho_Chi_Minh"));
        Assert.Contains($"The next trainings {begins.ToString("D", CultureInfo.GetCultureInfo("en"))}", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_owner_tells_by_the_page_who_has_left_and_asks_for_material_and_a_number_in_the_note_is_refused_beside_it()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Active();
        var (staff, materials) = (await organisation.Page(partnership, "change_staff"), await organisation.Page(partnership, "ask_for_materials"));

        var changed = (await LinkWorld.Act(api, staff, ("change", "left"), ("people", "2"))).Expect(HttpStatusCode.OK);
        var refused = await LinkWorld.Act(api, materials, ("kind", "flyer"), ("quantity", "50"), ("note", "Call 0912345678"));
        var asked = (await LinkWorld.Act(api, materials, ("kind", "flyer"), ("quantity", "50"), ("note", "After six"))).Expect(HttpStatusCode.OK);

        Assert.Equal("The change is noted", StickerWorld.Headline(changed));
        Assert.Equal(-2, await api.Database.Look<int>("select arrived from staff_changes where tenant_id = $1", organisation.Id));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.NotNull(LinkWorld.Fault(refused, "note"));
        Assert.Contains("value=\"50\"", refused.Text, StringComparison.Ordinal);
        Assert.Equal("Your request has arrived", StickerWorld.Headline(asked));
        Assert.Equal("flyer 50", (await organisation.Owner.Get("/v1/material-requests")).Data.Single()["items"]!.AsArray()
            .Select(item => $"{item!["kind"]} {item["quantity"]}").Single());
        Assert.Equal(HttpStatusCode.NotFound, (await api.Stranger.Get(materials)).Status);
    }

    // Story 12, as far as the venue's own hand goes.
    [Fact]
    public async Task A_suspended_owner_appeals_by_the_page_and_reads_by_when_somebody_decides()
    {
        var organisation = await api.Organisation();
        var suspended = await organisation.Suspended();
        var link = await organisation.Page(suspended, "appeal");

        var appealed = (await LinkWorld.Act(api, link, ("statement", "We were closed that night."))).Expect(HttpStatusCode.OK);

        var appeal = (await organisation.Owner.Get("/v1/appeals")).Data.Single();
        var due = DateOnly.Parse((string)appeal["due_on"]!, CultureInfo.InvariantCulture).ToString("D", CultureInfo.GetCultureInfo("en"));
        Assert.Contains($"You will be told what was decided by {due}.", LinkWorld.Words(appealed), StringComparison.Ordinal);
        Assert.DoesNotContain("closed that night", appealed.Text, StringComparison.Ordinal);
        Assert.Contains(
            "Your place is not suspended", LinkWorld.Words(await api.Stranger.Get(await organisation.Page(await organisation.Active(), "appeal"))), StringComparison.Ordinal);
    }

    // Story 10: half past one at the bar.
    [Fact]
    public async Task Bar_staff_report_at_half_past_one_by_taps_and_a_phone_number_in_the_note_is_refused_beside_it()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 27, 18, 30, 0, TimeSpan.Zero));
        await using var own = await RunningApi.Start(clock: clock, renewsTokens: true);
        await using var database = own.Database;
        var organisation = await own.Organisation();
        var link = await organisation.Page(await organisation.Willing(new { NarrativeEnabled = true }), "log_intervention");
        var shown = (await own.Stranger.Get(link)).Expect(HttpStatusCode.OK);
        (string, string?)[] taps =
        [
            ("report/incident_types", "threat"), ("report/incident_types", "other"), ("report/actions", "gave_safe_place"),
            ("report/outcomes", "left_with_friend"), ("report/asked_by_codeword", "true"),
        ];

        var refused = await LinkWorld.Send(own, link, LinkWorld.Filled(shown, [.. taps, ("narrative", "Call <her> at 0900 000 000.\r\nSoon.")]));
        var corrected = LinkWorld.Filled(refused, ("narrative", "We stayed with her."));
        var sent = (await LinkWorld.Send(own, link, corrected)).Expect(HttpStatusCode.OK);
        var again = (await LinkWorld.Send(own, link, corrected)).Expect(HttpStatusCode.OK);
        var changed = await LinkWorld.Send(own, link, LinkWorld.Filled(refused, ("narrative", "We stayed for an hour.")));
        (await LinkWorld.Send(own, link, LinkWorld.Filled(changed))).Expect(HttpStatusCode.OK);

        // Saturday has begun; the night is Friday's.
        Assert.Contains("value=\"2026-11-27\" required", shown.Text, StringComparison.Ordinal);
        Assert.Contains("name=\"report/part_of_day\" value=\"night\" checked", shown.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.StartsWith("Your note holds a long number", LinkWorld.Fault(refused, "narrative"), StringComparison.Ordinal);
        Assert.Contains("aria-invalid=\"true\" aria-describedby=\"narrative-h narrative-e\"", refused.Text, StringComparison.Ordinal);
        Assert.Contains("\nCall &lt;her&gt; at 0900 000 000.", refused.Text, StringComparison.Ordinal);
        Assert.Contains("<a href=\"#narrative\">Note (not needed)</a>", refused.Text, StringComparison.Ordinal);
        Assert.All(taps, tap => Assert.Contains($"name=\"{tap.Item1}\" value=\"{tap.Item2}\" checked", refused.Text, StringComparison.Ordinal));
        // One of them is folded away, and is not when it was chosen.
        Assert.Contains("<details open>", refused.Text, StringComparison.Ordinal);
        Assert.Equal((sent.Text, "true"), (again.Text, again.Headers["Idempotency-Replayed"]));
        Assert.Contains("It was recorded on Saturday, November 28, 2026 without a name.", LinkWorld.Words(sent), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, changed.Status);
        Assert.Contains("You have sent this form before with other answers.", LinkWorld.Words(changed), StringComparison.Ordinal);
        var told = (await organisation.Owner.Get("/v1/interventions")).Data;
        Assert.Equal(2, told.Count);
        Assert.Equal(("staff_link", "2026-11-27", true), (
            (string?)told[0]["report"]!["channel"], (string?)told[0]["report"]!["occurred_on"], (bool)told[0]["report"]!["asked_by_codeword"]!));
    }

    [Fact]
    public async Task A_note_is_asked_for_only_where_the_programme_takes_any_and_a_child_has_none()
    {
        var organisation = await api.Organisation();
        var without = await organisation.Page(await organisation.Willing(), "log_intervention");
        Assert.DoesNotContain("<textarea", (await api.Stranger.Get(without)).Text, StringComparison.Ordinal);
        (string, string?)[] taps = [("report/incident_types", "threat"), ("report/actions", "gave_safe_place"), ("report/outcomes", "unknown")];
        Assert.Equal(HttpStatusCode.Conflict, (await LinkWorld.Act(api, without, [.. taps, ("narrative", "A note.")])).Status);

        var other = await api.Organisation();
        var with = await other.Page(await other.Willing(new { NarrativeEnabled = true }), "log_intervention");
        var ofAChild = await LinkWorld.Act(api, with, [.. taps, ("report/age_group", "child"), ("narrative", "A note.")]);
        Assert.Equal(HttpStatusCode.BadRequest, ofAChild.Status);
        Assert.StartsWith("Of a child nothing more is kept", LinkWorld.Fault(ofAChild, "narrative"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_venue_confirms_the_training_of_its_people_by_its_head_count()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Willing();
        var session = await organisation.HeldSession(body => body["venue_id"] = partnership.Body["venue_id"]!.GetValue<Guid>());
        (await organisation.Attend(session, partnership, 9)).Expect(HttpStatusCode.OK);
        var link = await organisation.Page(partnership, "confirm_attendance");

        var shown = await api.Stranger.Get(link);
        var gone = await LinkWorld.Act(api, link, ("training_session_id", $"{Guid.NewGuid()}"));
        var confirmed = (await LinkWorld.Act(api, link)).Expect(HttpStatusCode.OK);
        var nothing = await api.Stranger.Get(await organisation.Page(partnership, "confirm_attendance"));

        Assert.Contains("People who were there: 9", LinkWorld.Words(shown), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Conflict, "This is not there any more. Choose another."), (gone.Status, LinkWorld.Fault(gone, "training_session_id")));
        Assert.Equal("The training is confirmed", StickerWorld.Headline(confirmed));
        Assert.Equal("confirmed", (string?)(await organisation.Owner.Get($"/v1/training-sessions/{session.Id}")).Body["status"]);
        Assert.Contains("No training is waiting to be confirmed.", LinkWorld.Words(nothing), StringComparison.Ordinal);
        Assert.DoesNotContain("<form", nothing.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_venue_puts_up_its_sticker_pauses_and_leaves_each_by_a_page_of_its_own()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Active();
        var decal = await organisation.Allocated(partnership);
        (await organisation.MoveDecal(decal, "issue")).Expect(HttpStatusCode.OK);

        var display = (await LinkWorld.Act(api, await organisation.Page(partnership, "confirm_display"), ("placed_at", "counter"))).Expect(HttpStatusCode.OK);
        Assert.Contains("Your place is a verified safe place.", LinkWorld.Words(display), StringComparison.Ordinal);
        Assert.Contains("Your place meets everything that the programme asks for.", LinkWorld.Words(display), StringComparison.Ordinal);
        Assert.Equal("counter", (string?)(await organisation.Owner.Get($"/v1/decals/{decal.Id}")).Body["placed_at"]);

        var pause = await organisation.Page(partnership, "pause");
        var late = await LinkWorld.Act(api, pause, ("paused_until", Iso(Organisation.Today.AddDays(400))));
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("A pause ends after today and within six months.", LinkWorld.Words(late), StringComparison.Ordinal);
        Assert.Contains($"value=\"{Iso(Organisation.Today.AddDays(400))}\"", late.Text, StringComparison.Ordinal);
        var until = Organisation.Today.AddDays(30);
        var paused = (await LinkWorld.Act(api, pause, ("paused_until", Iso(until)))).Expect(HttpStatusCode.OK);
        Assert.Contains($"The last day of the pause is {until.ToString("D", CultureInfo.GetCultureInfo("en"))}.", LinkWorld.Words(paused), StringComparison.Ordinal);

        var twice = await LinkWorld.Act(api, await organisation.Page(partnership, "pause"), ("paused_until", Iso(until)));
        Assert.Equal(HttpStatusCode.Conflict, twice.Status);
        Assert.Contains("Your place is pausing", LinkWorld.Words(twice), StringComparison.Ordinal);

        var withdrawal = await organisation.Page(partnership, "withdraw");
        Assert.Equal(HttpStatusCode.BadRequest, (await LinkWorld.Act(api, withdrawal, ("reason", "none"))).Status);
        Assert.Equal("You have left the programme", StickerWorld.Headline((await LinkWorld.Act(api, withdrawal)).Expect(HttpStatusCode.OK)));
        Assert.Equal("withdrawn", (string?)(await organisation.Owner.Get($"/v1/partnerships/{partnership.Id}")).Body["status"]);

        var other = await organisation.Willing();
        var closed = await LinkWorld.Act(api, await organisation.Page(other, "close"), ("reason", "moved"));
        Assert.Equal("The change is noted", StickerWorld.Headline(closed.Expect(HttpStatusCode.OK)));
        Assert.Equal("closed", (string?)(await organisation.Owner.Get($"/v1/partnerships/{other.Id}")).Body["status"]);
    }

    [Fact]
    public async Task A_rule_that_says_no_says_so_in_the_readers_language_and_leaves_the_link_as_it_was()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Willing();
        var link = await organisation.Page(partnership, "accept_pledge");
        var contact = (await organisation.Owner.Get($"/v1/venues/{partnership.Body["venue_id"]}/contacts")).Data.Single();
        (await organisation.Owner.Delete($"/v1/venues/{partnership.Body["venue_id"]}/contacts/{contact["id"]}", "*")).Expect(HttpStatusCode.NoContent);

        var unmet = await LinkWorld.Act(api, $"{link}?lang=fr", ("signatory_role", "manager"));
        Assert.Equal(HttpStatusCode.Conflict, unmet.Status);
        Assert.Contains("Le lieu ne remplit pas encore toutes les exigences", LinkWorld.Words(unmet), StringComparison.Ordinal);
        Assert.Contains("Quelqu'un qui répond du lieu sûr", LinkWorld.Words(unmet), StringComparison.Ordinal);
        Assert.Contains("value=\"manager\" checked", unmet.Text, StringComparison.Ordinal);

        (await (await organisation.Coordinator()).Post($"/v1/venues/{partnership.Body["venue_id"]}/contacts", new
        {
            Role = "focal_point", Channel = "paper", Name = "Day shift",
        })).Expect(HttpStatusCode.Created);
        (await LinkWorld.Act(api, link, ("signatory_role", "manager"))).Expect(HttpStatusCode.OK);
        var already = await LinkWorld.Act(api, await organisation.Page(partnership, "accept_pledge"), ("signatory_role", "owner"));
        Assert.Equal(HttpStatusCode.Conflict, already.Status);
        Assert.Contains("The venue has accepted this version already", LinkWorld.Words(already), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_mail_scanners_open_ten_times_is_as_good_as_before()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Willing();
        foreach (var purpose in LinkWorld.Purposes)
        {
            var link = await organisation.Page(partnership, purpose);
            var below = link.Replace("/l/", "/v1/links/", StringComparison.Ordinal);
            for (var time = 0; time < 10; time++)
            {
                (await api.Stranger.Get(link)).Expect(HttpStatusCode.OK);
                foreach (var path in new[] { link, below })
                {
                    var head = (await api.Stranger.Send(HttpMethod.Head, path, null, [])).Expect(HttpStatusCode.OK);
                    Assert.Equal("", head.Text);
                }
            }
        }

        Assert.Equal(0L, await api.Database.Look<long>("select count(*) from action_links where tenant_id = $1 and used_at is not null", organisation.Id));
        Assert.Equal(0L, await api.Database.Look<long>("select count(*) from idempotency_keys where tenant_id = $1 and route like '%/l%'", organisation.Id));
    }

    [Fact]
    public async Task Of_eight_clicks_at_once_one_acts_and_all_read_the_same_page()
    {
        var organisation = await api.Organisation();
        var link = await organisation.Page(await organisation.Willing(), "declare_staff");
        var form = LinkWorld.Filled(await api.Stranger.Get(link), ("n", "14"));

        var clicks = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => LinkWorld.Send(api, link, form)));

        Assert.All(clicks, click => click.Expect(HttpStatusCode.OK));
        Assert.Single(clicks.Select(click => click.Text).Distinct());
        Assert.Equal(1L, await api.Database.Look<long>("select count(*) from staff_counts where tenant_id = $1 and total = 14", organisation.Id));
        // Whoever opens the link later, or sends other answers, is told that it was used.
        Assert.Equal(HttpStatusCode.NotFound, (await api.Stranger.Get(link)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await LinkWorld.Send(api, link, form.Replace("n=14", "n=15", StringComparison.Ordinal))).Status);
    }

    [Fact]
    public async Task Used_expired_revoked_guessed_and_suspended_all_get_the_same_helping_page_to_the_byte()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        // With rate limits: what they tell of themselves would tell a used link from a guessed one.
        await using var own = await RunningApi.Start(clock: clock, renewsTokens: true, settings:
        [
            "--SafeZones:RateLimits:AddressPerMinute=100000", "--SafeZones:RateLimits:CredentialPerMinute=100000",
        ]);
        await using var database = own.Database;
        var organisation = await own.Organisation();
        var partnership = await organisation.Willing();
        var revoked = await organisation.Page(partnership, "declare_staff");
        var listed = (await organisation.Owner.Get("/v1/action-links")).Data.Single();
        (await organisation.Owner.Delete($"/v1/action-links/{listed["id"]}", "*")).Expect(HttpStatusCode.NoContent);
        var expired = await organisation.Page(partnership, "declare_staff");
        var of = await own.Organisation();
        var suspended = await of.Page(await of.Willing(), "declare_staff");
        (await (await own.Operator()).Post(
            $"/v1/admin/organisations/{of.Id}/suspension", null, ("If-Match", "*"), ("X-Audit-Reason", "an example"))).Expect(HttpStatusCode.OK);
        clock.Advance(TimeSpan.FromDays(8));
        var used = await organisation.Page(partnership, "withdraw");
        (await LinkWorld.Act(own, used)).Expect(HttpStatusCode.OK);

        var guessed = await own.Stranger.Get($"/l/{new string('A', 43)}");
        Assert.Contains("It may have been used already", LinkWorld.Words(guessed), StringComparison.Ordinal);
        Assert.Contains("If you are in danger", LinkWorld.Words(guessed), StringComparison.Ordinal);
        foreach (var link in new[] { used, revoked, expired, suspended, "/l/short", $"/l/{new string('x', 2000)}", "/l/%F0%9F%98%80" })
        {
            Assert.Equal(Whole(guessed), Whole(await own.Stranger.Get(link)));
            foreach (var form in new[] { "", "key=a", "key=a&n=3", "key=a&n=x", "n=3", "a=%zz", new string('a', 20_000) })
            {
                Assert.Equal(Whole(guessed), Whole(await LinkWorld.Send(own, link, form)));
            }
        }
    }

    [Fact]
    public async Task What_cannot_be_understood_is_said_beside_its_field_and_everything_else_is_kept()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Willing();
        var staff = await organisation.Page(partnership, "declare_staff");

        var contradiction = await LinkWorld.Act(api, staff, ("n", "3"), ("managers", "5"));
        Assert.Equal((HttpStatusCode.BadRequest, "There cannot be more managers than people."), (contradiction.Status, LinkWorld.Fault(contradiction, "managers")));
        Assert.Contains("value=\"3\"", contradiction.Text, StringComparison.Ordinal);
        Assert.Contains("<title>Not sent yet · Tell how many people work here</title>", contradiction.Text, StringComparison.Ordinal);
        foreach (var (entered, sentence) in new[]
        {
            ("", "Choose or fill in something here."), ("many", "This cannot be understood. Check what you entered here."),
            ("-1", "From 0 to 10000."), ("1.5", "This cannot be understood. Check what you entered here."), ("<b>", "This cannot be understood. Check what you entered here."),
        })
        {
            var page = await LinkWorld.Act(api, staff, ("n", entered));
            Assert.Equal((HttpStatusCode.BadRequest, sentence), (page.Status, LinkWorld.Fault(page, "n")));
            Assert.Contains($"value=\"{WebUtility.HtmlEncode(entered)}\"", page.Text, StringComparison.Ordinal);
        }

        foreach (var form in new[] { "key=a&n=3&name=x", "key=a&n/x=3", "key=a&n=3&n=4", "n=3", "key=&n=3", "key=a&n=%zz", "key=a&n=%ff", "key=é&n=3" })
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await LinkWorld.Send(api, staff, form)).Status);
        }

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await LinkWorld.Send(api, staff, "key=a&n=3&x=" + new string('a', 20_000))).Status);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await api.Stranger.Post(staff, new { N = 3 })).Status);

        var pledge = await LinkWorld.Act(api, await organisation.Page(partnership, "accept_pledge"), ("signatory_role", "neighbour"));
        Assert.Equal("This cannot be understood. Check what you entered here.", LinkWorld.Fault(pledge, "signatory_role"));
        var nothing = await LinkWorld.Act(api, await organisation.Page(partnership, "log_intervention"));
        Assert.All(["report/incident_types", "report/actions", "report/outcomes"],
            name => Assert.Equal("Choose or fill in something here.", LinkWorld.Fault(nothing, name)));
        // Eastern digits are numbers as well.
        Assert.Contains("People here: 14.", LinkWorld.Words((await LinkWorld.Act(api, staff, ("n", "١٤"))).Expect(HttpStatusCode.OK)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_cannot_break_out_of_the_page()
    {
        const string hostile = "\"><script src=//evil.example></script>&'";
        var organisation = await api.Organisation();
        (await organisation.Owner.Patch($"/v1/programmes/{await organisation.Programme()}", new { Name = new { en = hostile } }, "*")).Expect(HttpStatusCode.OK);
        (await (await organisation.Coordinator()).Post($"/v1/programmes/{await organisation.Programme()}/pledge-texts", new
        {
            Text = new { en = $"</blockquote>{hostile}" }, RequiredFrom = "2026-01-01",
        })).Expect(HttpStatusCode.Created);
        var link = await organisation.Page(await organisation.Willing(), "accept_pledge");

        foreach (var page in new[] { await api.Stranger.Get(link), await LinkWorld.Act(api, link, ("signatory_role", hostile)), await LinkWorld.Act(api, link, ("signatory_role", "owner")) })
        {
            Assert.DoesNotContain("<script src", page.Text, StringComparison.Ordinal);
            Assert.Contains("&lt;script src=//evil.example&gt;", page.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task It_loads_nothing_keeps_nothing_tells_nobody_and_does_not_hold_its_own_address()
    {
        var organisation = await api.Organisation();
        var link = await organisation.Page(await organisation.Willing(new { NarrativeEnabled = true }), "log_intervention");
        foreach (var page in new[] { await api.Stranger.Get(link), await LinkWorld.Act(api, link), await api.Stranger.Get($"{link}x") })
        {
            Assert.Matches(
                "^default-src 'none'; style-src 'sha256-[\\w+/=]{44}'; script-src 'sha256-[\\w+/=]{44}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'$",
                page.Headers["Content-Security-Policy"]);
            Assert.Equal(("no-referrer", "nosniff", "no-store"),
                (page.Headers["Referrer-Policy"], page.Headers["X-Content-Type-Options"], page.Headers["Cache-Control"]));
            Assert.DoesNotContain("Set-Cookie", page.Headers.Keys);
            Assert.DoesNotMatch("(?i)<(img|iframe|link|video|audio|object|embed|base)|\\ssrc=|url\\(|@import|fetch\\(|\\son\\w+=|\\sstyle=", page.Text);
            Assert.DoesNotContain(link.Split('/')[^1], page.Text, StringComparison.Ordinal);
            Assert.True(page.Text.IndexOf("id=\"x\"", StringComparison.Ordinal) < page.Text.IndexOf("<main>", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Where_an_integrator_hosts_the_pages_ours_are_as_unknown_and_links_lead_to_theirs()
    {
        var organisation = await api.Organisation();
        var (coordinator, partnership) = (await organisation.Coordinator(), await organisation.Willing());
        var link = await organisation.Page(partnership, "declare_staff");
        var form = LinkWorld.Filled(await api.Stranger.Get(link), ("n", "14"));
        await Set(new { HostedPages = false });

        var guessed = await api.Stranger.Get($"/l/{new string('A', 43)}");
        Assert.Equal(Whole(guessed), Whole(await api.Stranger.Get(link)));
        Assert.Equal(Whole(guessed), Whole(await LinkWorld.Send(api, link, form)));
        (await api.Stranger.Get(link.Replace("/l/", "/v1/links/", StringComparison.Ordinal))).Expect(HttpStatusCode.OK);
        Assert.StartsWith($"{RunningApi.PublicUrl}/v1/links/", await Made(), StringComparison.Ordinal);
        await Set(new { LinksUrl = "https://venues.example/#/l/" });
        Assert.Matches(@"^https://venues\.example/#/l/[\w-]{43}$", await Made());
        await Set(new { HostedPages = true });
        Assert.StartsWith($"{RunningApi.PublicUrl}/l/", await Made(), StringComparison.Ordinal);
        (await LinkWorld.Send(api, link, form)).Expect(HttpStatusCode.OK);

        async Task Set(object settings) => (await organisation.Owner.Patch("/v1/organisation", new { Settings = settings }, "*")).Expect(HttpStatusCode.OK);

        async Task<string> Made() => (string)(await coordinator.Post(
            "/v1/action-links", new { PartnershipId = partnership.Id, Purpose = "pause" })).Expect(HttpStatusCode.Created).Body["url"]!;
    }

    [Fact]
    public async Task It_wears_the_organisations_colour_and_logo_and_the_policy_lets_in_that_and_no_more()
    {
        var organisation = await api.Organisation();
        (await organisation.Owner.Patch("/v1/organisation", new { Settings = new { BrandColour = "#7a1f6b" } }, "*")).Expect(HttpStatusCode.OK);
        (await organisation.Owner.Put("/v1/organisation/logo", new { SafeZones.Api.Features.Organisations.Logo.Example.Svg }, ("If-Match", "*"))).Expect(HttpStatusCode.OK);
        var link = await organisation.Page(await organisation.Willing(), "withdraw");

        foreach (var page in new[] { await api.Stranger.Get(link), await LinkWorld.Act(api, link, ("x", "y")), await LinkWorld.Act(api, link) })
        {
            Assert.Contains("<meta name=\"theme-color\" content=\"#7a1f6b\">", page.Text, StringComparison.Ordinal);
            Assert.Contains("alt=\"Test Network\"", page.Text, StringComparison.Ordinal);
            Assert.Matches(
                "^default-src 'none'; style-src 'sha256-[\\w+/=]{44}' 'sha256-[\\w+/=]{44}'; script-src 'sha256-[\\w+/=]{44}'; img-src data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'$",
                page.Headers["Content-Security-Policy"]);
        }

        Assert.DoesNotContain("theme-color", (await api.Stranger.Get(link)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_guesses_is_stopped_with_a_page_and_counted_as_below_v1()
    {
        await using var limited = await RunningApi.Start(settings: ["--SafeZones:RateLimits:RefusedPerMinute=2", "--SafeZones:RateLimits:CredentialPerMinute=1000"]);
        await using var database = limited.Database;
        var organisation = await limited.Organisation();
        var link = await organisation.Page(await organisation.Willing(), "pause");
        Assert.Contains("credential", (await limited.Stranger.Get(link)).Headers.GetValueOrDefault("RateLimit-Policy", ""), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await limited.Stranger.Get("/l/guess")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await limited.Stranger.Get("/v1/links/guess")).Status);

        var stopped = await limited.Stranger.Get("/l/guess?lang=fr");

        Assert.Equal(HttpStatusCode.TooManyRequests, stopped.Status);
        Assert.Equal("Pas maintenant", StickerWorld.Headline(stopped));
        Assert.True(stopped.Headers.ContainsKey("Retry-After"));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await limited.Stranger.Get("/v1/links/guess")).Status);
    }

    [Fact]
    public async Task The_secret_of_a_link_is_not_kept_with_the_answer_that_is_given_again()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Willing();
        var page = await organisation.Page(partnership, "log_intervention");
        (string, string?)[] taps = [("report/incident_types", "threat"), ("report/actions", "gave_safe_place"), ("report/outcomes", "unknown")];
        (await LinkWorld.Act(api, page, taps)).Expect(HttpStatusCode.OK);
        var below = await organisation.Link(partnership, "declare_staff");
        (await api.Stranger.Post($"{below}/staff", new { N = 14 }, ("Idempotency-Key", "one"))).Expect(HttpStatusCode.OK);

        Assert.Equal("POST /l, POST /v1/links", await api.Database.Look<string>(
            "select string_agg(route, ', ' order by route) from idempotency_keys where tenant_id = $1", organisation.Id));
    }

    [Fact]
    public async Task Its_weight_on_the_wire_is_small()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Willing(new { NarrativeEnabled = true });
        var weights = new List<string>();
        foreach (var purpose in LinkWorld.Purposes)
        {
            var link = await organisation.Page(partnership, purpose);
            foreach (var language in ProblemTexts.Languages)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, $"{link}?lang={language}");
                request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip, deflate, br, zstd");
                using var response = await api.Client.SendAsync(request);
                var body = await response.Content.ReadAsByteArrayAsync();
                using var plain = new MemoryStream();
                await using (var unzip = new GZipStream(new MemoryStream(body), CompressionMode.Decompress))
                {
                    await unzip.CopyToAsync(plain);
                }

                var headers = response.Headers.ToString().Length + response.Content.Headers.ToString().Length;
                weights.Add($"{purpose} {language}: {plain.Length} bytes, {body.Length} compressed, {headers} of headers");
                Assert.True(body.Length + headers <= (purpose == "log_intervention" ? 8 : 4) * 1024, weights[^1]);
            }
        }

        await File.WriteAllLinesAsync(Path.Combine(Directory.CreateDirectory(
            Path.Combine(PostgresCluster.Repository, ".local", "tests")).FullName, "link-weights.txt"), weights);
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Whole(Answer page) =>
        $"{(int)page.Status} {string.Join('\n', page.Headers.Where(header => header.Key != "Date").OrderBy(header => header.Key))} {page.Text}";
}

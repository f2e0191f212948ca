using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SafeZones.Api.Platform.Jobs;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.ActionLinks;

public sealed class ActionLinkTests(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task An_owner_without_an_account_reads_the_pledge_and_accepts_it_by_the_link_alone()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Willing();
        var link = await organisation.Link(partnership, "accept_pledge");

        var shown = (await api.Stranger.Get(link)).Expect(HttpStatusCode.OK);
        var accepted = (await api.Stranger.Post($"{link}/pledge", new
        {
            PledgeVersion = (int)shown.Body["pledge"]!["version"]!, Locale = "en", SignatoryRole = "owner",
        })).Expect(HttpStatusCode.OK).Body;

        Assert.Equal("We help whoever asks us.", (string?)shown.Body["pledge"]!["text"]!["en"]);
        Assert.Equal(("accept_pledge", "prospect"), ((string?)shown.Body["purpose"], (string?)shown.Body["status"]));
        Assert.Equal("pledged", (string?)accepted["status"]);
        Assert.Contains(
            accepted["requirements"]!["requirements"]!.AsArray(), one => (string?)one!["name"] == "training_ratio" && !(bool)one["met"]!);
        var move = (await organisation.Owner.Get($"/v1/partnerships/{partnership.Id}/moves")).Data[^1];
        Assert.Equal(("pledge", "venue"), ((string?)move["action"], (string?)move["actor"]));
        Assert.Equal("action_link", await api.Database.Look<string>(
            "select method::text from pledge_acceptances where tenant_id = $1", organisation.Id));
        Assert.Equal(2L, await api.Database.Look<long>(
            "select count(*) from audit_entries where tenant_id = $1 and actor_kind = 'venue' and action = 'accept_pledge' and entity in ('action_link', 'partnership')",
            organisation.Id));
    }

    [Fact]
    public async Task A_link_that_is_read_ten_times_by_a_mail_scanner_is_as_good_as_before_and_clicked_twice_at_once_it_acts_once()
    {
        var organisation = await api.Organisation();
        var link = await organisation.Link(await organisation.Willing(), "declare_staff");
        for (var time = 0; time < 10; time++)
        {
            (await api.Stranger.Get(link)).Expect(HttpStatusCode.OK);
            (await api.Stranger.Send(HttpMethod.Head, link, body: null, [])).Expect(HttpStatusCode.OK);
        }

        var clicks = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => api.Stranger.Post($"{link}/staff", new { N = 14 })));

        Assert.Equal(1, clicks.Count(click => click.Status == HttpStatusCode.OK));
        Assert.Equal(7, clicks.Count(click => click.Code == "not_found"));
        Assert.Equal(1L, await api.Database.Look<long>("select count(*) from staff_counts where tenant_id = $1 and total = 14", organisation.Id));
    }

    [Fact]
    public async Task Whoever_lost_the_answer_on_a_bad_line_sends_the_same_again_and_is_answered_as_before_once_acted()
    {
        var organisation = await api.Organisation();
        var link = await organisation.Link(await organisation.Willing(), "declare_staff");

        var lost = (await api.Stranger.Post($"{link}/staff", new { N = 14 }, ("Idempotency-Key", "one"))).Expect(HttpStatusCode.OK);
        var again = (await api.Stranger.Post($"{link}/staff", new { N = 14 }, ("Idempotency-Key", "one"))).Expect(HttpStatusCode.OK);

        Assert.Equal((lost.Text, "true"), (again.Text, again.Headers["Idempotency-Replayed"]));
        Assert.Equal("not_found", (await api.Stranger.Post($"{link}/staff", new { N = 15 }, ("Idempotency-Key", "two"))).Code);
        Assert.Equal("not_found", (await api.Stranger.Post($"{link}/staff", new { N = 14 })).Code);
        Assert.Equal("not_found", (await api.Stranger.Get(link, ("Idempotency-Key", "one"))).Code);
        Assert.Equal(1L, await api.Database.Look<long>("select count(*) from staff_counts where tenant_id = $1 and total = 14", organisation.Id));
    }

    [Fact]
    public async Task Used_expired_revoked_guessed_and_other_purposes_all_look_the_same_to_the_byte()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var own = await RunningApi.Start(clock: clock, renewsTokens: true);
        await using var database = own.Database;
        var organisation = await own.Organisation();
        var partnership = await organisation.Willing();
        var revoked = await organisation.Link(partnership, "declare_staff");
        var listed = (await organisation.Owner.Get("/v1/action-links")).Data.Single();
        (await organisation.Owner.Delete($"/v1/action-links/{listed["id"]}", "*")).Expect(HttpStatusCode.NoContent);
        var (used, other, expired) = (
            await organisation.Link(partnership, "withdraw"), await organisation.Link(partnership, "pause"),
            await organisation.Link(partnership, "declare_staff"));
        (await own.Stranger.Post($"{used}/withdrawal")).Expect(HttpStatusCode.OK);
        var wrong = await own.Stranger.Post($"{other}/staff", new { N = 3 });
        clock.Advance(TimeSpan.FromDays(8));

        var guessed = await own.Stranger.Get($"/v1/links/{new string('A', 43)}");
        foreach (var link in new[] { used, revoked, expired, "/v1/links/short", $"/v1/links/{new string('x', 2000)}" })
        {
            Assert.Equal(Masked(guessed), Masked(await own.Stranger.Get(link)));
            Assert.Equal(Masked(guessed), Masked(await own.Stranger.Post($"{link}/staff", new { N = 3 })));
            Assert.Equal(Masked(guessed), Masked(await own.Stranger.Post($"{link}/staff", new { N = 3 }, ("Idempotency-Key", "guess"))));
        }

        Assert.Equal(Masked(guessed), Masked(wrong));
        Assert.DoesNotContain(used.Split('/')[^1], (await own.Stranger.Get(used)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_a_year_after_its_end_a_link_is_forgotten_with_its_secret_and_no_younger_one_is()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Willing();
        var (old, young) = (await organisation.Link(partnership, "withdraw"), await organisation.Link(partnership, "declare_staff"));
        (await api.Stranger.Post($"{young}/staff", new { N = 13 })).Expect(HttpStatusCode.OK);
        await api.Database.Look<object>(
            "update action_links set expires_at = now() - interval '181 days' where tenant_id = $1 and purpose = 'withdraw'", organisation.Id);
        await api.Database.Look<object>(
            "update action_links set used_at = now() - interval '179 days' where tenant_id = $1 and purpose = 'declare_staff'", organisation.Id);

        await api.Services.GetRequiredService<Housekeeping>().Forget(CancellationToken.None);

        Assert.Equal(["declare_staff"], (await organisation.Owner.Get("/v1/action-links")).Data.Select(link => (string?)link["purpose"]));
        Assert.Equal(1L, await api.Database.Look<long>("select count(*) from action_link_tokens where organisation_id = $1", organisation.Id));
        Assert.NotEqual(old, young);
    }

    [Fact]
    public async Task What_is_refused_leaves_the_link_as_it_was()
    {
        var organisation = await api.Organisation();
        var link = await organisation.Link(await organisation.Willing(), "accept_pledge");

        var refused = await api.Stranger.Post($"{link}/pledge", new { PledgeVersion = 9, Locale = "en", SignatoryRole = "owner" });
        var wrong = await api.Stranger.Post($"{link}/pledge", new { PledgeVersion = 1, Locale = "en", SignatoryRole = "neighbour" });

        Assert.Equal("pledge_text_missing", refused.Code);
        Assert.Equal(["/signatory_role wrong_type"], wrong.Faults);
        (await api.Stranger.Post($"{link}/pledge", new { PledgeVersion = 1, Locale = "en", SignatoryRole = "manager" })).Expect(HttpStatusCode.OK);
    }

    // DOMAIN.md section 10, story 7, by the owner's own hand.
    [Fact]
    public async Task An_owner_who_tells_of_fourteen_people_instead_of_twelve_learns_the_lapse_date_and_the_next_sessions()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Active(new { TrainingThreshold = 0.75, GraceDays = 14 });
        var link = await organisation.Link(partnership, "declare_staff");

        var standing = (await api.Stranger.Post($"{link}/staff", new { N = 14, Managers = 2 })).Expect(HttpStatusCode.OK).Body;

        var ratio = standing["requirements"]!["requirements"]!.AsArray().Single(one => (string?)one!["name"] == "training_ratio")!;
        Assert.Equal((false, 0.7143m, 0.75m), ((bool)ratio["met"]!, (decimal)ratio["actual"]!, (decimal)ratio["required"]!));
        Assert.Equal($"{Organisation.Today.AddDays(14):yyyy-MM-dd}", (string?)standing["requirements"]!["lapse_forecast_on"]);
        Assert.NotNull(standing["requirements"]!["next_sessions"]);
        var venue = (await organisation.Owner.Get($"/v1/venues/{partnership.Body["venue_id"]}")).Body["staff_count"]!;
        Assert.Equal((14, "venue"), ((int)venue["n"]!, (string?)venue["declared_by"]));
    }

    [Fact]
    public async Task A_venue_puts_up_its_sticker_pauses_and_leaves_each_by_a_link_of_its_own()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var partnership = await organisation.Active();
        var decal = await organisation.Allocated(partnership);
        (await organisation.MoveDecal(decal, "issue")).Expect(HttpStatusCode.OK);
        var display = await organisation.Link(partnership, "confirm_display");

        var shown = (await api.Stranger.Get(display)).Expect(HttpStatusCode.OK).Body["decals"]!.AsArray().Single()!;
        var foreign = await api.Stranger.Post($"{display}/display", new { DecalId = Guid.NewGuid(), PlacedAt = "window" });
        (await api.Stranger.Post($"{display}/display", new { DecalId = shown["id"], PlacedAt = "window" })).Expect(HttpStatusCode.OK);

        Assert.Equal("decal_missing", foreign.Code);
        Assert.Equal("displayed", (string?)(await coordinator.Get($"/v1/decals/{decal.Id}")).Body["state"]);
        Assert.True((bool)(await api.Stranger.Get($"/v1/public/verify/{decal.Body["verify_code"]}")).Body["valid"]!);

        var pause = await organisation.Link(partnership, "pause");
        var until = $"{Organisation.Today.AddDays(30):yyyy-MM-dd}";
        Assert.Equal("paused", (string?)(await api.Stranger.Post($"{pause}/pause", new { PausedUntil = until })).Expect(HttpStatusCode.OK).Body["status"]);

        var leave = await organisation.Link(partnership, "withdraw");
        Assert.Equal("withdrawn", (string?)(await api.Stranger.Post($"{leave}/withdrawal")).Expect(HttpStatusCode.OK).Body["status"]);
        Assert.Equal("partnership_over", (await coordinator.Post(
            "/v1/action-links", new { PartnershipId = partnership.Id, Purpose = "pause" })).Code);
        Assert.Equal(
            ["pause venue", "withdraw venue"],
            (await coordinator.Get($"/v1/partnerships/{partnership.Id}/moves")).Data.TakeLast(2).Select(move => $"{move["action"]} {move["actor"]}"));
    }

    [Fact]
    public async Task A_venue_tells_by_its_link_that_it_is_in_other_hands_but_not_that_the_programme_has_ended()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Willing();
        var link = await organisation.Link(partnership, "close");

        Assert.Equal(["/reason not_one_of"], (await api.Stranger.Post($"{link}/closure", new { Reason = "programme_ended" })).Faults);
        Assert.Equal(
            "closed", (string?)(await api.Stranger.Post($"{link}/closure", new { Reason = "ownership_changed" })).Expect(HttpStatusCode.OK).Body["status"]);
    }

    [Fact]
    public async Task A_link_is_no_longer_good_once_the_platform_has_suspended_the_organisation()
    {
        var organisation = await api.Organisation();
        var link = await organisation.Link(await organisation.Willing(), "declare_staff");
        (await (await api.Operator()).Post(
            $"/v1/admin/organisations/{organisation.Id}/suspension", null, ("If-Match", "*"), ("X-Audit-Reason", "an example"))).Expect(HttpStatusCode.OK);

        Assert.Equal("not_found", (await api.Stranger.Get(link)).Code);
        Assert.Equal("not_found", (await api.Stranger.Post($"{link}/staff", new { N = 3 })).Code);
    }

    [Fact]
    public async Task A_new_link_is_the_address_of_the_page_of_the_same_secret()
    {
        var organisation = await api.Organisation();
        var made = (await (await organisation.Coordinator()).Post(
            "/v1/action-links", new { PartnershipId = (await organisation.Willing()).Id, Purpose = "log_intervention" })).Expect(HttpStatusCode.Created);
        var url = (string)made.Body["url"]!;

        Assert.Matches($"^{RunningApi.PublicUrl}/l/[\\w-]{{43}}$", url);
        var shown = (await api.Stranger.Get($"/v1/links/{url.Split('/')[^1]}")).Expect(HttpStatusCode.OK).Body;
        Assert.Equal(("Asia/Ho_Chi_Minh", false), ((string?)shown["time_zone"], (bool)shown["takes_narrative"]!));
    }

    [Fact]
    public async Task Only_the_hash_of_a_link_is_kept_and_no_list_shows_its_address_again()
    {
        var organisation = await api.Organisation();
        var link = await organisation.Link(await organisation.Willing(), "pause");
        var token = link.Split('/')[^1];

        Assert.DoesNotContain(token, (await organisation.Owner.Get("/v1/action-links")).Text, StringComparison.Ordinal);
        Assert.Equal(0L, await api.Database.Look<long>(
            "select count(*) from action_link_tokens k where k::text like '%' || $1 || '%' or encode(k.token_hash, 'escape') like '%' || $1 || '%'", token));
    }

    [Fact]
    public async Task A_venue_confirms_by_its_link_who_was_there_and_no_session_of_others()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Willing();
        var session = await organisation.HeldSession(body => body["venue_id"] = partnership.Body["venue_id"]!.GetValue<Guid>());
        (await organisation.Attend(session, partnership, 9)).Expect(HttpStatusCode.OK);
        var ofAll = await organisation.HeldSession();
        (await organisation.Attend(ofAll, await organisation.Willing(), 2, "manager")).Expect(HttpStatusCode.OK);
        var link = await organisation.Link(partnership, "confirm_attendance");

        var shown = (await api.Stranger.Get(link)).Expect(HttpStatusCode.OK).Body["sessions"]!.AsArray().Single()!;
        var others = await api.Stranger.Post($"{link}/attendance", new { TrainingSessionId = ofAll.Id });
        var confirmed = (await api.Stranger.Post($"{link}/attendance", new { TrainingSessionId = shown["id"] })).Expect(HttpStatusCode.OK).Body;

        Assert.Equal((session.Id, 9), ((Guid)shown["id"]!, (int)shown["attended"]!));
        Assert.Equal("session_missing", others.Code);
        Assert.Equal(9, (int)confirmed["attended"]!);
        Assert.Equal("confirmed", (string?)(await organisation.Owner.Get($"/v1/training-sessions/{session.Id}")).Body["status"]);
    }

    // DOMAIN.md section 10, story 10, without its page.
    [Fact]
    public async Task Bar_staff_log_interventions_by_the_venues_standing_link_and_a_number_in_the_note_is_refused()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Active(new { NarrativeEnabled = true });
        var link = await organisation.Link(partnership, "log_intervention");

        var refused = await api.Stranger.Post(
            $"{link}/interventions", Stepped("Call her at 0900 000 000."), ("Idempotency-Key", Guid.NewGuid().ToString()));
        var first = await api.Stranger.Post($"{link}/interventions", Stepped("We stayed with her."), ("Idempotency-Key", "night-1"));
        var again = await api.Stranger.Post($"{link}/interventions", Stepped("We stayed with her."), ("Idempotency-Key", "night-1"));
        (await api.Stranger.Post($"{link}/interventions", Stepped(), ("Idempotency-Key", "night-2"))).Expect(HttpStatusCode.Created);

        Assert.Equal(["/narrative holds_phone_number"], refused.Faults);
        Assert.Equal(first.Expect(HttpStatusCode.Created).Text, again.Text);
        Assert.Equal(["id", "recorded_on"], first.Body.AsObject().Select(member => member.Key));
        var told = (await organisation.Owner.Get("/v1/interventions")).Data;
        Assert.Equal(2, told.Count);
        Assert.All(told, one => Assert.Equal(
            ("staff_link", "venue_staff"), ((string?)one["report"]!["channel"], (string?)one["report"]!["reporter_role"])));
        Assert.Equal("invalid_header", (await api.Stranger.Post($"{link}/interventions", Stepped())).Code);
        Assert.Equal("not_found", (await api.Stranger.Post($"{link}/staff", new { N = 3 })).Code);

        static object Stepped(string? note = null) => new
        {
            Report = new
            {
                OccurredOn = $"{Organisation.Today:yyyy-MM-dd}", PartOfDay = "night", Setting = "inside", IncidentTypes = new[] { "threat" },
                Actions = new[] { "gave_safe_place" }, PeopleHelped = 1, Outcomes = new[] { "left_with_friend" },
            },
            Narrative = note,
        };
    }

    [Fact]
    public async Task Only_the_link_of_the_staff_is_good_for_longer_than_a_fortnight()
    {
        var organisation = await api.Organisation();
        var (coordinator, partnership) = (await organisation.Coordinator(), await organisation.Willing());

        var tooLong = await coordinator.Post("/v1/action-links", new { PartnershipId = partnership.Id, Purpose = "pause", Days = 15 });
        var standing = (await coordinator.Post("/v1/action-links", new { PartnershipId = partnership.Id, Purpose = "log_intervention" }))
            .Expect(HttpStatusCode.Created).Body;

        Assert.Equal(["/days out_of_range"], tooLong.Faults);
        Assert.Equal(
            TimeSpan.FromDays(365), DateTimeOffset.Parse((string)standing["expires_at"]!, null) - DateTimeOffset.Parse((string)standing["created_at"]!, null));
    }

    private static string Masked(Answer answer)
    {
        var body = answer.Body.AsObject();
        body["trace_id"] = "";
        return $"{(int)answer.Status} {string.Join(' ', answer.Headers.Where(header => header.Key is not ("Date" or "Content-Length")).Select(header => $"{header.Key}:{header.Value}"))} {body.ToJsonString()}";
    }
}

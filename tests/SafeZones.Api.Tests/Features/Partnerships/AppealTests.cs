using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SafeZones.Api.Features.Partnerships;
using SafeZones.Api.Tests.World;
using SafeZones.Domain;

namespace SafeZones.Api.Tests.Features.Partnerships;

public sealed class AppealTests(SharedApi shared)
{
    private const string Statement = "Our new colleague was alone; a lavender umbrella hangs there now.";

    private readonly RunningApi api = shared.Api;

    // DOMAIN.md section 10, story 12.
    [Fact]
    public async Task A_suspended_owner_appeals_by_link_another_reviewer_decides_and_the_venue_is_a_safe_zone_again_at_once()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Active();
        var decal = await organisation.Displayed(partnership);
        await organisation.Suspend(partnership);
        var link = await organisation.Link(partnership, "appeal");

        var shown = (await api.Stranger.Get(link)).Expect(HttpStatusCode.OK).Body["suspension"]!;
        var filed = (await api.Stranger.Post($"{link}/appeal", new { Statement })).Expect(HttpStatusCode.Created).Body;
        var open = Assert.Single((await (await organisation.Member("safeguarding")).Get("/v1/appeals?status=open")).Data);
        var before = (bool)(await api.Stranger.Get($"/v1/public/verify/{decal.Body["verify_code"]}")).Body["valid"]!;
        var decided = await Decide(await organisation.Member("safeguarding"), (Guid)filed["id"]!, "upheld");

        Assert.Equal(("refused_help", $"{WorkingDays.After(Organisation.Today, 10):yyyy-MM-dd}"), ((string?)shown["reason"], (string?)shown["appeal_until"]));
        Assert.Equal(
            ($"{Organisation.Today:yyyy-MM-dd}", $"{WorkingDays.After(Organisation.Today, 20):yyyy-MM-dd}"),
            ((string?)filed["filed_on"], (string?)filed["due_on"]));
        Assert.Equal(["id", "filed_on", "due_on"], filed.AsObject().Select(member => member.Key));
        Assert.Equal(((Guid)filed["id"]!, partnership.Id), ((Guid)open["id"]!, (Guid)open["partnership_id"]!));
        Assert.Equal("upheld", (string?)decided.Expect(HttpStatusCode.OK).Body["status"]);
        Assert.NotNull(decided.Body["decided_by"]);
        Assert.False(before);
        Assert.True((bool)(await api.Stranger.Get($"/v1/public/verify/{decal.Body["verify_code"]}")).Body["valid"]!);
        var move = (await organisation.Owner.Get($"/v1/partnerships/{partnership.Id}/moves")).Data[^1];
        Assert.Equal(("reinstate", "safeguarding"), ((string?)move["action"], (string?)move["actor"]));
    }

    // DOMAIN.md section 6, invariant 7: every part that somebody can have taken, with every outcome.
    [Fact]
    public async Task Nobody_who_took_an_earlier_part_decides_and_everybody_else_who_may_suspend_does()
    {
        var organisation = await api.Organisation();
        var people = new Dictionary<string, Actor>
        {
            ["owner"] = organisation.Owner,
            ["coordinator"] = await organisation.Coordinator(),
            ["safeguarding"] = await organisation.Member("safeguarding"),
        };
        foreach (var (suspender, logger, outcome) in
            from suspender in people.Keys
            from logger in people.Keys.Except(["safeguarding"]).Append(null)
            from outcome in new[] { "upheld", "rejected" }
            select (suspender, logger, outcome))
        {
            var partnership = await organisation.Active();
            if (logger is not null)
            {
                (await people[logger].Post("/v1/check-ins", Mystery(partnership, codeword: false))).Expect(HttpStatusCode.Created);
            }

            await organisation.Suspend(partnership, people[suspender]);
            // A check that was passed since, so that nothing but who decides is in the way.
            (await organisation.Owner.Post("/v1/check-ins", Mystery(partnership, codeword: true))).Expect(HttpStatusCode.Created);
            var appeal = await File(organisation, partnership);
            var decided = false;
            foreach (var (name, person) in people.OrderBy(one => one.Key != suspender && one.Key != logger))
            {
                var answer = await Decide(person, appeal, outcome);
                if (name == suspender || name == logger)
                {
                    Assert.Equal([" reviewer_took_part"], answer.Faults);
                }
                else
                {
                    Assert.True(
                        decided ? answer.Faults is [" move_impossible"] : answer.Status == HttpStatusCode.OK,
                        $"{suspender} suspended, {logger} logged, {name} decides {outcome}: {answer}");
                    decided = true;
                }
            }

            Assert.Equal(decided, (string?)(await Read(organisation, appeal))["status"] == outcome);
        }
    }

    [Fact]
    public async Task Whoever_may_not_suspend_neither_sees_nor_decides_appeals()
    {
        var organisation = await api.Organisation();
        var appeal = await File(organisation, await organisation.Suspended());

        foreach (var role in new[] { "volunteer", "trainer", "analyst", "auditor" })
        {
            var member = await organisation.Member(role);
            Assert.Equal(HttpStatusCode.Forbidden, (await member.Get("/v1/appeals")).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await member.Get($"/v1/appeals/{appeal}")).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await Decide(member, appeal, "upheld")).Status);
        }
    }

    [Fact]
    public async Task A_rejected_appeal_leaves_the_venue_suspended_and_is_not_made_again()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Suspended();
        var appeal = await File(organisation, partnership);
        var twice = await api.Stranger.Post($"{await organisation.Link(partnership, "appeal")}/appeal", new { Statement });

        Assert.Equal(HttpStatusCode.PreconditionRequired, (await organisation.Owner.Post($"/v1/appeals/{appeal}/decision", Rejected())).Status);
        Assert.Equal(
            HttpStatusCode.PreconditionFailed,
            (await organisation.Owner.Post($"/v1/appeals/{appeal}/decision", Rejected(), ("If-Match", "\"9\""))).Status);
        Assert.Equal(
            ["/reason holds_phone_number"],
            (await organisation.Owner.Post($"/v1/appeals/{appeal}/decision", Rejected("Call 0900 000 000"), ("If-Match", "*"))).Faults);
        var decided = (await organisation.Owner.Post($"/v1/appeals/{appeal}/decision", Rejected(), ("If-Match", "\"1\""))).Expect(HttpStatusCode.OK);

        Assert.Equal(("rejected", "\"2\""), ((string?)decided.Body["status"], decided.ETag));
        Assert.Equal("suspended", await Status(organisation, partnership));
        Assert.Equal([" appealed_already"], twice.Faults);
        Assert.Equal([" move_impossible"], (await Decide(organisation.Owner, appeal, "upheld")).Faults);
        Assert.Equal(
            [" appealed_already"], (await api.Stranger.Post($"{await organisation.Link(partnership, "appeal")}/appeal", new { Statement })).Faults);
    }

    [Fact]
    public async Task A_venue_that_does_not_meet_what_activation_needs_is_not_reinstated_and_its_appeal_stays_open()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Suspended();
        var appeal = await File(organisation, partnership);

        var refused = await Decide(organisation.Owner, appeal, "upheld");

        Assert.Equal("requirements_unmet", refused.Code);
        Assert.Contains("/requirements/training_ratio training_ratio_unmet", refused.Faults);
        Assert.Equal(("open", "suspended"), ((string?)(await Read(organisation, appeal))["status"], await Status(organisation, partnership)));
        (await organisation.Train(partnership, 8)).Expect(HttpStatusCode.Created);
        (await organisation.Train(partnership, 2, "manager")).Expect(HttpStatusCode.Created);
        (await Decide(organisation.Owner, appeal, "upheld")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Only_a_suspended_venue_appeals_and_the_link_is_as_good_as_before_when_it_was_refused()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Active();
        var link = await organisation.Link(partnership, "appeal");

        Assert.Null((await api.Stranger.Get(link)).Expect(HttpStatusCode.OK).Body["suspension"]);
        var refused = await api.Stranger.Post($"{link}/appeal", new { Statement });
        Assert.Equal(("move_refused", " not_suspended"), (refused.Code, refused.Faults.Single()));
        Assert.Equal(["/statement too_long"], (await api.Stranger.Post($"{link}/appeal", new { Statement = new string('a', 1001) })).Faults);
        await organisation.Suspend(partnership);
        (await api.Stranger.Post($"{link}/appeal", new { Statement = new string('a', 1000) })).Expect(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("reinstatement")]
    [InlineData("removal")]
    [InlineData("withdrawal")]
    public async Task When_the_suspension_ends_otherwise_an_open_appeal_is_closed_with_it(string how)
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Active();
        await organisation.Suspend(partnership);
        var leave = await organisation.Link(partnership, "withdraw");
        var appeal = await File(organisation, partnership);

        var ended = how switch
        {
            "reinstatement" => await organisation.Move(partnership, how, by: organisation.Owner),
            "removal" => await organisation.Move(partnership, how, new { Evidence = "case 17" }, organisation.Owner),
            _ => await api.Stranger.Post($"{leave}/withdrawal"),
        };

        ended.Expect(HttpStatusCode.OK);
        var closed = await Read(organisation, appeal);
        Assert.Equal("closed", (string?)closed["status"]);
        Assert.NotNull(closed["decided_at"]);
        Assert.Null(closed["decided_by"]);
        Assert.Equal([" move_impossible"], (await Decide(await organisation.Member("safeguarding"), appeal, "upheld")).Faults);
    }

    [Fact]
    public async Task A_new_suspension_is_appealed_against_anew()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Active();
        await organisation.Suspend(partnership);
        (await Decide(organisation.Owner, await File(organisation, partnership), "upheld")).Expect(HttpStatusCode.OK);
        await organisation.Suspend(partnership);

        await File(organisation, partnership);

        Assert.Equal(["open", "upheld"], (await organisation.Owner.Get($"/v1/appeals?partnership_id={partnership.Id}")).Data.Select(one => (string?)one["status"]));
    }

    [Fact]
    public async Task Of_two_decisions_at_once_one_counts()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Active();
        await organisation.Suspend(partnership);
        var appeal = await File(organisation, partnership);
        var safeguarding = await organisation.Member("safeguarding");

        var answers = await Task.WhenAll(
            Decide(organisation.Owner, appeal, "upheld"), Decide(safeguarding, appeal, "rejected"),
            organisation.Move(partnership, "reinstatement", by: safeguarding));

        Assert.True(answers.Count(answer => answer.Status == HttpStatusCode.OK) is 1 or 2);
        var (appealed, status) = ((string)(await Read(organisation, appeal))["status"]!, (await Status(organisation, partnership))!);
        Assert.Contains((appealed, status), new[] { ("upheld", "active"), ("rejected", "active"), ("rejected", "suspended"), ("closed", "active") });
        Assert.Equal(1, answers.Take(2).Count(answer => answer.Status == HttpStatusCode.OK) + (appealed == "closed" ? 1 : 0));
    }

    [Fact]
    public async Task What_the_venue_says_is_sealed_and_each_read_leaves_a_trace()
    {
        var organisation = await api.Organisation();
        var appeal = await File(organisation, await organisation.Suspended());
        var safeguarding = await organisation.Member("safeguarding");

        var read = (await safeguarding.Get($"/v1/appeals/{appeal}", ("X-Audit-Reason", "weekly case review"))).Expect(HttpStatusCode.OK);

        Assert.Equal((Statement, "no-store", "\"1\""), ((string?)read.Body["statement"], read.Headers["Cache-Control"], read.ETag));
        Assert.DoesNotContain("umbrella", (await safeguarding.Get("/v1/appeals")).Text, StringComparison.Ordinal);
        var trace = (await organisation.Owner.Get($"/v1/audit?entity_id={appeal}")).Data[0];
        Assert.Equal(("read_appeal", "weekly case review"), ((string?)trace["action"], (string?)trace["reason"]));
        var kept = await api.Database.Look<byte[]>("select sealed_statement from appeal_statements where tenant_id = $1", organisation.Id);
        Assert.DoesNotContain("umbrella", Encoding.UTF8.GetString(kept!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_owner_cannot_erase_the_key_of_a_statement_that_waits_for_its_decision()
    {
        var organisation = await api.Organisation();
        var appeal = await File(organisation, await organisation.Suspended());
        (await organisation.Owner.Post("/v1/organisation/encryption-keys", null, ("X-Audit-Reason", "yearly"))).Expect(HttpStatusCode.Created);
        var old = (await organisation.Owner.Get("/v1/organisation/encryption-keys")).Data.Single(key => key["retired_at"] is not null)["id"];

        var refused = await Erase();
        (await Decide(organisation.Owner, appeal, "rejected")).Expect(HttpStatusCode.OK);
        (await Erase()).Expect(HttpStatusCode.OK);

        Assert.Equal("encryption_key_in_use", refused.Code);
        Assert.Null((await Read(organisation, appeal))["statement"]);

        Task<Answer> Erase() => organisation.Owner.Post(
            $"/v1/organisation/encryption-keys/{old}/erasure", null, ("If-Match", "*"), ("X-Audit-Reason", "asked for"));
    }

    [Fact]
    public async Task After_ten_working_days_it_is_too_late_and_after_400_days_the_statement_is_deleted()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var own = await RunningApi.Start(clock: clock, renewsTokens: true);
        await using var database = own.Database;
        var organisation = await own.Organisation();
        var (late, inTime) = (await organisation.Suspended(), await organisation.Suspended());
        var lastDay = WorkingDays.After(Organisation.Today, 10);
        clock.Advance(TimeSpan.FromDays(lastDay.DayNumber - Organisation.Today.DayNumber));
        var link = await organisation.Link(inTime, "appeal");
        var appeal = (await own.Stranger.Post($"{link}/appeal", new { Statement })).Expect(HttpStatusCode.Created).Id;
        clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(
            [" appeal_too_late"], (await own.Stranger.Post($"{await organisation.Link(late, "appeal")}/appeal", new { Statement })).Faults);

        clock.Advance(TimeSpan.FromDays(398));
        await own.Services.GetRequiredService<EvidenceRetention>().Pass(CancellationToken.None);
        Assert.Equal(Statement, (string?)(await Read(organisation, appeal))["statement"]);
        clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, await own.Services.GetRequiredService<EvidenceRetention>().Pass(CancellationToken.None));
        Assert.Null((await Read(organisation, appeal))["statement"]);
        Assert.Equal(0L, await own.Database.Look<long>("select count(*) from appeal_statements where tenant_id = $1", organisation.Id));
        Assert.Equal("purge_evidence appeal(statement)", (await organisation.TrailOf(appeal)).Single(line => line.StartsWith("purge", StringComparison.Ordinal)));
    }

    private static object Mystery(Answer partnership, bool codeword) => new
    {
        PartnershipId = partnership.Id, Kind = "mystery", CheckedOn = $"{Organisation.Today:yyyy-MM-dd}", CodewordRecognised = codeword,
    };

    private static object Rejected(string reason = "The statement changes nothing.") => new { Outcome = "rejected", Reason = reason };

    private static Task<Answer> Decide(Actor by, Guid appeal, string outcome) => by.Post(
        $"/v1/appeals/{appeal}/decision", new { Outcome = outcome, Reason = "Everybody has been heard." }, ("If-Match", "*"));

    private static async Task<System.Text.Json.Nodes.JsonNode> Read(Organisation organisation, Guid appeal) =>
        (await organisation.Owner.Get($"/v1/appeals/{appeal}")).Expect(HttpStatusCode.OK).Body;

    private static async Task<string?> Status(Organisation organisation, Answer partnership) =>
        (string?)(await organisation.Owner.Get($"/v1/partnerships/{partnership.Id}")).Body["status"];

    private async Task<Guid> File(Organisation organisation, Answer partnership) => (await api.Stranger.Post(
        $"{await organisation.Link(partnership, "appeal")}/appeal", new { Statement })).Expect(HttpStatusCode.Created).Id;
}

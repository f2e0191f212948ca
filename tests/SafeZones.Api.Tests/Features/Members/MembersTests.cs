using System.Net;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Members;

public sealed class MembersTests(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task An_owner_finds_members_by_role_and_status_page_by_page()
    {
        var organisation = await api.Organisation();
        var trainers = new List<Guid>();
        for (var i = 0; i < 3; i++)
        {
            trainers.Add((await Invite(organisation, "trainer")).Id);
        }

        await Invite(organisation, "analyst");
        var disabled = await Disable(organisation, trainers[1]);

        var first = (await organisation.Owner.Get("/v1/members?role=trainer,analyst&limit=2&include=total")).Expect(HttpStatusCode.OK);
        var rest = await organisation.Owner.Get(
            $"/v1/members?role=trainer,analyst&limit=2&cursor={(string)first.Body["page"]!["next_cursor"]!}");

        Assert.Equal(trainers[..2], first.Data.Select(member => member["id"]!.GetValue<Guid>()));
        Assert.Equal(4, (int)first.Body["page"]!["total"]!);
        Assert.Equal(["trainer", "analyst"], rest.Data.Select(member => (string?)member["role"]));
        Assert.Equal([disabled.Id], Ids(await organisation.Owner.Get("/v1/members?status=disabled")));
        Assert.Equal([trainers[0], trainers[2]], Ids(await organisation.Owner.Get("/v1/members?status=enabled&role=trainer")));
        Assert.Equal(["role wrong_format"], (await organisation.Owner.Get("/v1/members?role=boss")).Faults);
    }

    [Fact]
    public async Task A_member_is_read_with_its_version_and_only_by_those_who_manage_members()
    {
        var organisation = await api.Organisation();
        var member = await Invite(organisation, "trainer");
        var path = $"/v1/members/{member.Id}";

        var read = (await organisation.Owner.Get(path)).Expect(HttpStatusCode.OK);

        Assert.Equal((member.Text, "\"1\""), (read.Text, read.ETag));
        Assert.Equal(HttpStatusCode.NotModified, (await organisation.Owner.Get(path, ("If-None-Match", "\"1\""))).Status);
        Assert.Equal("forbidden", (await (await organisation.Coordinator()).Get(path)).Code);
    }

    [Fact]
    public async Task Another_organisations_member_does_not_exist()
    {
        var member = await Invite(await api.Organisation(), "trainer");
        var stranger = (await api.Organisation()).Owner;
        var path = $"/v1/members/{member.Id}";

        Assert.Equal("not_found", (await stranger.Get(path)).Code);
        Assert.Equal("not_found", (await stranger.Patch(path, new { Role = "analyst" }, member.ETag)).Code);
        Assert.Equal("not_found", (await stranger.Post($"{path}/disablement", null, ("If-Match", member.ETag!))).Code);
        Assert.Equal("not_found", (await stranger.Post($"{path}/enablement", null, ("If-Match", member.ETag!))).Code);
    }

    [Fact]
    public async Task A_change_needs_the_version_and_says_what_is_wrong_with_it()
    {
        var organisation = await api.Organisation();
        var member = await Invite(organisation, "trainer");
        var path = $"/v1/members/{member.Id}";
        var owner = organisation.Owner;

        Assert.Equal("precondition_required", (await owner.Patch(path, new { Role = "analyst" }, etag: null)).Code);
        Assert.Equal("precondition_failed", (await owner.Patch(path, new { Role = "analyst" }, "\"7\"")).Code);
        Assert.Equal(["/role not_one_of"], (await owner.Patch(path, new { Role = "operator" }, member.ETag)).Faults);
        Assert.Equal(["/subject unknown_member"], (await owner.Patch(path, new { Subject = "somebody-else" }, member.ETag)).Faults);
        Assert.Equal(member.Text, (await owner.Get(path)).Text);
    }

    [Fact]
    public async Task A_member_looks_after_areas_of_the_organisation_and_of_no_other()
    {
        var organisation = await api.Organisation();
        var (own, foreign) = (await Area(organisation), await Area(await api.Organisation()));
        var member = await Invite(organisation, "volunteer");
        var path = $"/v1/members/{member.Id}";

        var given = (await organisation.Owner.Patch(path, new { AreaIds = new[] { own, own } }, member.ETag)).Expect(HttpStatusCode.OK);
        var refused = await organisation.Owner.Patch(path, new { AreaIds = new[] { own, foreign, Guid.NewGuid() } }, given.ETag);
        var uninvited = await organisation.Owner.Post("/v1/members", new { Subject = "somebody", Role = "volunteer", AreaIds = new[] { foreign } });

        Assert.Equal([own], given.Body["area_ids"]!.AsArray().Select(id => id!.GetValue<Guid>()));
        Assert.Equal("area_missing", refused.Code);
        Assert.Equal(["/area_ids/1 missing", "/area_ids/2 missing"], refused.Faults);
        Assert.Equal(("area_missing", "/area_ids/0 missing"), (uninvited.Code, Assert.Single(uninvited.Faults)));
        Assert.Equal(given.Text, (await organisation.Owner.Get(path)).Text);
    }

    [Fact]
    public async Task A_demotion_and_a_disablement_act_on_the_next_request_and_are_audited()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        (await coordinator.Get("/v1/venues")).Expect(HttpStatusCode.OK);
        var id = (await coordinator.Get("/v1/me")).Id;

        var demoted = (await organisation.Owner.Patch($"/v1/members/{id}", new { Role = "analyst" }, "\"1\"")).Expect(HttpStatusCode.OK);
        Assert.Equal("forbidden", (await coordinator.Get("/v1/venues")).Code);
        var disabled = await Disable(organisation, id);
        Assert.Equal("no_membership", (await coordinator.Get("/v1/me")).Code);
        Assert.Equal("move_refused", (await organisation.Owner.Post($"/v1/members/{id}/disablement", null, ("If-Match", disabled.ETag!))).Code);
        var enabled = (await organisation.Owner.Post($"/v1/members/{id}/enablement", null, ("If-Match", disabled.ETag!))).Expect(HttpStatusCode.OK);
        Assert.Equal("analyst", (string?)(await coordinator.Get("/v1/me")).Body["role"]);
        Assert.Equal("move_refused", (await organisation.Owner.Post($"/v1/members/{id}/enablement", null, ("If-Match", enabled.ETag!))).Code);

        Assert.Equal(["\"2\"", "\"3\"", "\"4\""], new[] { demoted.ETag, disabled.ETag, enabled.ETag });
        Assert.Null(enabled.Body["disabled_at"]);
        Assert.Equal("invite_member,patch_member,disable_member,enable_member", await Actions(organisation, id));
    }

    [Fact]
    public async Task The_last_owner_who_can_come_in_stays_an_owner()
    {
        var organisation = await api.Organisation();
        var me = (await organisation.Owner.Get("/v1/me")).Id;
        // Invited and never seen: nobody may ever accept.
        (await organisation.Owner.Post("/v1/members", new { Email = "example@example.org", Role = "owner" })).Expect(HttpStatusCode.Created);

        Assert.Equal("last_owner", (await organisation.Owner.Patch($"/v1/members/{me}", new { Role = "coordinator" }, "\"1\"")).Code);
        Assert.Equal("last_owner", (await organisation.Owner.Post($"/v1/members/{me}/disablement", null, ("If-Match", "\"1\""))).Code);
        (await Invite(organisation, "owner")).Expect(HttpStatusCode.Created);
        (await organisation.Owner.Patch($"/v1/members/{me}", new { Role = "coordinator" }, "\"1\"")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Two_owners_who_put_each_other_out_at_once_leave_one()
    {
        for (var round = 0; round < 10; round++)
        {
            var organisation = await api.Organisation();
            var subject = $"owner-{Guid.NewGuid():N}";
            var second = (await organisation.Owner.Post("/v1/members", new { Subject = subject, Role = "owner" })).Id;
            var other = new Actor(api.Client, api.Token(subject, organisation.Id));
            var first = (await organisation.Owner.Get("/v1/me")).Id;
            (await other.Get("/v1/me")).Expect(HttpStatusCode.OK);

            var answers = await Task.WhenAll(
                organisation.Owner.Patch($"/v1/members/{second}", new { Role = "trainer" }, "\"1\""),
                other.Post($"/v1/members/{first}/disablement", null, ("If-Match", "\"1\"")));

            Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
            // The second was either behind the lock, or no owner any more when it arrived.
            Assert.Contains(answers.Single(answer => answer.Status != HttpStatusCode.OK).Code, new[] { "last_owner", "forbidden", "no_membership" });
            Assert.Equal(1L, await api.Database.Look<long>(
                "select count(*) from members where tenant_id = $1 and role = 'owner' and disabled_at is null", organisation.Id));
        }
    }

    [Fact]
    public async Task Everybody_who_has_signed_in_learns_who_they_are()
    {
        var organisation = await api.Organisation();

        var volunteer = (await (await organisation.Volunteer()).Get("/v1/me")).Expect(HttpStatusCode.OK).Body;
        var owner = (await organisation.Owner.Get("/v1/me")).Expect(HttpStatusCode.OK).Body;
        var @operator = (await (await api.Operator()).Get("/v1/me")).Expect(HttpStatusCode.OK).Body;

        Assert.Equal(
            ("member", "volunteer", organisation.Id, "close_partnerships,keep_calendar_feeds,log_interventions,log_visits,read_areas,read_organisation,read_partnerships,read_programmes,read_self,read_venues,write_venues"),
            ((string?)volunteer["kind"], (string?)volunteer["role"], volunteer["organisation_id"]!.GetValue<Guid>(),
                string.Join(',', volunteer["permissions"]!.AsArray().Select(word => (string?)word))));
        Assert.Contains("manage_members", owner["permissions"]!.AsArray().Select(word => (string?)word));
        Assert.Equal(("operator", "operator"), ((string?)@operator["kind"], (string?)@operator["role"]));
        Assert.Null(@operator["organisation_id"]);
        Assert.Equal("token_missing", (await api.Stranger.Get("/v1/me")).Code);
    }

    [Fact]
    public async Task An_organisation_has_at_most_five_thousand_members()
    {
        var organisation = await api.Organisation();
        await api.Database.Look<int>(
            """
            insert into members (tenant_id, id, issuer, subject, role, area_ids, disabled_at, created_at, updated_at, version)
            select $1, gen_random_uuid(), '', n, 'volunteer', '{}', now(), now(), now(), 1 from generate_series(1, 4998) n returning 1
            """,
            organisation.Id);

        await Invite(organisation, "volunteer");

        var refused = await organisation.Owner.Post("/v1/members", new { Subject = "somebody", Role = "volunteer" });
        Assert.Equal(("limit_reached", "At most 5000."), (refused.Code, (string?)refused.Body["errors"]![0]!["detail"]));
    }

    private static Guid[] Ids(Answer list) => [.. list.Data.Select(item => item["id"]!.GetValue<Guid>())];

    private static async Task<Answer> Invite(Organisation organisation, string role) =>
        (await organisation.Owner.Post("/v1/members", new { Subject = $"{role}-{Guid.NewGuid():N}", Role = role })).Expect(HttpStatusCode.Created);

    private static async Task<Answer> Disable(Organisation organisation, Guid id)
    {
        var member = await organisation.Owner.Get($"/v1/members/{id}");
        return (await organisation.Owner.Post($"/v1/members/{id}/disablement", null, ("If-Match", member.ETag!))).Expect(HttpStatusCode.OK);
    }

    private async Task<string?> Actions(Organisation organisation, Guid id) => await api.Database.Look<string>(
        "select string_agg(action, ',' order by id) from audit_entries where tenant_id = $1 and entity_id = $2", organisation.Id, id);

    private static async Task<Guid> Area(Organisation organisation) => (await organisation.Area("Example", 0, 0, 1, 1)).Id;
}

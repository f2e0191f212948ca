using System.Net;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Organisations;

public sealed class OperatorTests(SharedApi shared)
{
    private static readonly (string, string) Reason = ("X-Audit-Reason", "Unpaid for a year");

    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task A_suspended_organisation_is_shut_out_at_once_and_comes_back_as_it_was()
    {
        var @operator = await api.Operator();
        var organisation = await api.Organisation();
        var venue = await organisation.Venue();
        var coordinator = await organisation.Coordinator();
        var path = $"/v1/admin/organisations/{organisation.Id}";
        var entry = (await @operator.Get(path)).Expect(HttpStatusCode.OK);

        var suspended = (await @operator.Post($"{path}/suspension", null, ("If-Match", entry.ETag!), Reason)).Expect(HttpStatusCode.OK);
        var refused = await coordinator.Get($"/v1/venues/{venue.Id}");
        var resumed = (await @operator.Post($"{path}/resumption", null, ("If-Match", suspended.ETag!))).Expect(HttpStatusCode.OK);

        Assert.Equal("suspended", (string?)suspended.Body["status"]);
        Assert.Equal((HttpStatusCode.Forbidden, "no_membership"), (refused.Status, refused.Code));
        Assert.Equal("active", (string?)resumed.Body["status"]);
        Assert.Equal(resumed.Text, (await @operator.Get(path)).Text);
        Assert.Equal(venue.Text, (await coordinator.Get($"/v1/venues/{venue.Id}")).Text);
    }

    [Fact]
    public async Task What_an_operator_does_is_in_the_platforms_trail_and_in_the_organisations_own_with_the_reason()
    {
        var @operator = await api.Operator();
        var organisation = await api.Organisation();
        var path = $"/v1/admin/organisations/{organisation.Id}";
        (await @operator.Post($"{path}/suspension", null, ("If-Match", "*"), Reason)).Expect(HttpStatusCode.OK);
        (await @operator.Post($"{path}/resumption", null, ("If-Match", "*"))).Expect(HttpStatusCode.OK);
        (await @operator.Patch(path, """{"quotas":{"venues_max":3}}""", "*")).Expect(HttpStatusCode.OK);

        var own = (await (await organisation.Member("auditor")).Get($"/v1/audit?entity_id={organisation.Id}")).Data;
        var platforms = (await @operator.Get($"/v1/admin/audit?entity_id={organisation.Id}")).Data;

        Assert.Equal(["set_quotas", "resume_organisation", "suspend_organisation"], own.Select(entry => (string)entry["action"]!));
        Assert.Equal(
            ["set_quotas", "resume_organisation", "suspend_organisation", "create_organisation"],
            platforms.Select(entry => (string)entry["action"]!));
        Assert.Equal("Unpaid for a year", (string?)own[2]["reason"]);
        Assert.All(own.Zip(platforms), pair =>
        {
            Assert.Equal("operator", (string?)pair.First["actor"]!["kind"]);
            Assert.Equal((string?)pair.First["actor"]!["id"], (string?)pair.Second["actor"]!["id"]);
            Assert.Equal((string?)pair.First["request_id"], (string?)pair.Second["request_id"]);
            Assert.Equal((string?)pair.First["reason"], (string?)pair.Second["reason"]);
            Assert.Equal(pair.First["fields"]!.ToJsonString(), pair.Second["fields"]!.ToJsonString());
        });
    }

    [Fact]
    public async Task A_suspension_needs_a_reason_a_version_and_an_active_organisation()
    {
        var @operator = await api.Operator();
        var organisation = await api.Organisation();
        var path = $"/v1/admin/organisations/{organisation.Id}";

        var unexplained = await @operator.Post($"{path}/suspension", null, ("If-Match", "*"));
        Assert.Equal("invalid_header", unexplained.Code);
        Assert.Equal(["X-Audit-Reason required"], unexplained.Faults);
        Assert.Equal("precondition_required", (await @operator.Post($"{path}/suspension", null, Reason)).Code);
        Assert.Equal("precondition_failed", (await @operator.Post($"{path}/suspension", null, ("If-Match", "\"7\""), Reason)).Code);
        Assert.Equal("move_refused", (await @operator.Post($"{path}/resumption", null, ("If-Match", "*"))).Code);
        (await @operator.Post($"{path}/suspension", null, ("If-Match", "*"), Reason)).Expect(HttpStatusCode.OK);
        var again = await @operator.Post($"{path}/suspension", null, ("If-Match", "*"), Reason);
        Assert.Equal("move_refused", again.Code);
        Assert.Equal("It is suspended; from there it can move by: resumption.", (string?)again.Body["errors"]![0]!["detail"]);
        Assert.Equal("\"2\"", (await @operator.Get(path)).ETag);
    }

    [Fact]
    public async Task A_quota_holds_from_the_moment_that_it_is_set_and_the_organisation_reads_it()
    {
        var @operator = await api.Operator();
        var organisation = await api.Organisation();
        await organisation.Venue();
        var path = $"/v1/admin/organisations/{organisation.Id}";
        var entry = await @operator.Get(path);
        var before = await organisation.Owner.Get("/v1/organisation");

        var changed = (await @operator.Patch(path, """{"quotas":{"venues_max":1}}""", entry.ETag)).Expect(HttpStatusCode.OK);

        Assert.Equal(1, (int)changed.Body["quotas"]!["venues_max"]!);
        Assert.Equal(changed.Text, (await @operator.Get(path)).Text);
        Assert.Equal("limit_reached", (await organisation.Owner.Post("/v1/venues", Organisation.VenueBody())).Code);
        var after = await organisation.Owner.Get("/v1/organisation");
        Assert.Equal(1, (int)after.Body["settings"]!["quotas"]!["venues_max"]!);
        Assert.NotEqual(before.ETag, after.ETag);
        Assert.Equal("precondition_failed", (await @operator.Patch(path, """{"quotas":{"venues_max":2}}""", entry.ETag)).Code);
        Assert.Equal(changed.ETag, (await @operator.Patch(path, """{"quotas":{"venues_max":1}}""", changed.ETag)).ETag);
        Assert.Equal(["/quotas/venues_max out_of_range"], (await @operator.Patch(path, """{"quotas":{"venues_max":0}}""", "*")).Faults);
        Assert.Equal(["/slug unknown_member"], (await @operator.Patch(path, """{"slug":"other"}""", "*")).Faults);
    }

    [Fact]
    public async Task The_directory_is_listed_by_slug_and_status_in_pages()
    {
        var @operator = await api.Operator();
        var prefix = $"list-{Guid.NewGuid().ToString("N")[..12]}";
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add((await @operator.Post("/v1/admin/organisations", Opening($"{prefix}-{i}"))).Expect(HttpStatusCode.Created).Id.ToString());
            // Two ids of one millisecond have no order between them.
            await Task.Delay(2, TestContext.Current.CancellationToken);
        }

        (await @operator.Post($"/v1/admin/organisations/{ids[1]}/suspension", null, ("If-Match", "*"), Reason)).Expect(HttpStatusCode.OK);

        var first = (await @operator.Get($"/v1/admin/organisations?slug_prefix={prefix}&limit=2&include=total")).Expect(HttpStatusCode.OK);
        var second = await @operator.Get(first.Headers["Link"].Split('<', '>')[1]);

        Assert.Equal(3, (int)first.Body["page"]!["total"]!);
        Assert.Equal(ids, first.Data.Concat(second.Data).Select(entry => (string)entry["id"]!));
        Assert.Equal(
            Enumerable.Reverse(ids),
            (await @operator.Get($"/v1/admin/organisations?slug_prefix={prefix}&sort=-created_at")).Data.Select(entry => (string)entry["id"]!));
        Assert.Equal([ids[1]],
            (await @operator.Get($"/v1/admin/organisations?slug_prefix={prefix}&status=suspended")).Data.Select(entry => (string)entry["id"]!));
        Assert.Empty((await @operator.Get("/v1/admin/organisations?slug_prefix=%25")).Data);
    }

    [Fact]
    public async Task An_operator_sees_no_organisations_data_and_an_owner_sees_no_operators_plane()
    {
        var @operator = await api.Operator();
        var organisation = await api.Organisation();
        var path = $"/v1/admin/organisations/{organisation.Id}";
        var missing = $"/v1/admin/organisations/{Guid.NewGuid()}";

        foreach (var tenants in new[] { "/v1/organisation", "/v1/venues", "/v1/chains", "/v1/programmes", "/v1/audit" })
        {
            Assert.Equal("forbidden", (await @operator.Get(tenants)).Code);
        }

        foreach (var admins in new[] { "/v1/admin/organisations", path, "/v1/admin/audit" })
        {
            Assert.Equal("forbidden", (await organisation.Owner.Get(admins)).Code);
        }

        Assert.Equal("forbidden", (await organisation.Owner.Post($"{path}/suspension", null, ("If-Match", "*"), Reason)).Code);
        Assert.Equal("not_found", (await @operator.Get(missing)).Code);
        Assert.Equal("not_found", (await @operator.Patch(missing, "{}", "*")).Code);
        Assert.Equal("not_found", (await @operator.Post($"{missing}/suspension", null, ("If-Match", "*"), Reason)).Code);
    }

    private static object Opening(string slug) => new
    {
        Slug = slug,
        Name = new { en = "Listed" },
        Country = "VN",
        TimeZone = "Asia/Ho_Chi_Minh",
        Locales = new[] { "en" },
        DefaultLocale = "en",
        Owner = new { Subject = "owner" },
        Programme = new { Name = new { en = "Safe Zones" } },
    };
}

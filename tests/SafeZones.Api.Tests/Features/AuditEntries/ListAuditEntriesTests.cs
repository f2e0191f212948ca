using System.Net;
using Npgsql;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.AuditEntries;

public sealed class ListAuditEntriesTests(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task Every_write_of_a_venue_leaves_one_entry_with_its_fields_and_no_value()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var venue = await organisation.Venue("Secret Garden");
        var path = $"/v1/venues/{venue.Id}";

        (await coordinator.Get(path)).Expect(HttpStatusCode.OK);
        (await coordinator.Patch(path, new { Offers = new[] { "water" } }, venue.ETag, ("X-Audit-Reason", "Seen on a visit"))).Expect(HttpStatusCode.OK);
        (await coordinator.Patch(path, new { Offers = new[] { "water" } }, "*")).Expect(HttpStatusCode.OK);
        (await coordinator.Patch(path, new { Offers = new[] { "No token" } }, "*")).Expect(HttpStatusCode.BadRequest);
        (await coordinator.Delete(path, "*")).Expect(HttpStatusCode.NoContent);
        (await coordinator.Post($"{path}/restoration", null, ("If-Match", "*"))).Expect(HttpStatusCode.OK);

        var trail = await organisation.TrailOf(venue.Id);
        Assert.StartsWith("register_venue venue(name, category, ", trail[0], StringComparison.Ordinal);
        Assert.Equal(["patch_venue venue(offers)", "delete_venue venue(deleted_at)", "restore_venue venue(deleted_at)"], trail.Skip(1));
        var entries = await (await organisation.Member("auditor")).Get($"/v1/audit?entity_id={venue.Id}");
        Assert.Equal([null, null, "Seen on a visit", null], entries.Data.Select(entry => (string?)entry["reason"]));
        Assert.DoesNotContain("Secret", entries.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_write_that_is_repeated_with_its_key_leaves_one_entry()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();

        var first = await coordinator.Post("/v1/chains", new { Name = "Once" }, ("Idempotency-Key", "once"));
        var second = await coordinator.Post("/v1/chains", new { Name = "Once" }, ("Idempotency-Key", "once"));

        Assert.Equal(first.Expect(HttpStatusCode.Created).Text, second.Expect(HttpStatusCode.Created).Text);
        Assert.Single(await organisation.TrailOf(first.Id));
    }

    [Fact]
    public async Task The_trail_is_searched_by_what_which_who_and_when_and_the_newest_come_first()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var volunteer = await organisation.Volunteer();
        var first = (await coordinator.Post("/v1/chains", new { Name = "First" })).Expect(HttpStatusCode.Created);
        await Task.Delay(5, TestContext.Current.CancellationToken);
        var second = (await volunteer.Post("/v1/chains", new { Name = "Second" })).Expect(HttpStatusCode.Created);
        var owner = organisation.Owner;

        var chains = (await owner.Get("/v1/audit?entity=chain")).Expect(HttpStatusCode.OK).Data;
        Assert.Equal([second.Id, first.Id], chains.Select(entry => entry["entity_id"]!.GetValue<Guid>()));
        Assert.All(chains, entry => Assert.Equal("member", (string?)entry["actor"]!["kind"]));
        Assert.Equal(chains.Count, (await owner.Get("/v1/audit?action=register_chain")).Data.Count);
        Assert.Equal([first.Id], await Chains($"entity_id={first.Id}"));
        Assert.Equal([second.Id], await Chains($"actor_id={chains[0]["actor"]!["id"]}"));
        var at = (string)chains[0]["at"]!;
        Assert.Equal([second.Id], await Chains($"since={at}"));
        Assert.Equal([first.Id], await Chains($"until={at}"));
        Assert.Empty(await Chains("action=never_done"));

        async Task<IEnumerable<Guid>> Chains(string query) => (await owner.Get($"/v1/audit?entity=chain&{query}"))
            .Expect(HttpStatusCode.OK).Data.Select(entry => entry["entity_id"]!.GetValue<Guid>());
    }

    [Fact]
    public async Task Pages_hold_each_entry_once_and_reading_them_adds_none()
    {
        var organisation = await api.Organisation();
        var auditor = await organisation.Member("auditor");
        foreach (var name in new[] { "A", "B", "C", "D" })
        {
            (await organisation.Owner.Post("/v1/chains", new { Name = name })).Expect(HttpStatusCode.Created);
        }

        var whole = (await auditor.Get("/v1/audit")).Data.Select(entry => (string)entry["id"]!).ToList();
        var paged = new List<string>();
        var next = "/v1/audit?limit=2&fields=action";
        while (next is not null)
        {
            var page = (await auditor.Get(next)).Expect(HttpStatusCode.OK);
            paged.AddRange(page.Data.Select(entry => (string)entry["id"]!));
            next = page.Headers.GetValueOrDefault("Link")?.Split('<', '>')[1];
        }

        // Four chains and the auditor's own invitation.
        Assert.Equal(5, whole.Count);
        Assert.Equal(whole, paged);
    }

    [Fact]
    public async Task An_auditor_reads_the_trail_and_nothing_that_it_is_about()
    {
        var organisation = await api.Organisation();
        var venue = await organisation.Venue();
        var auditor = await organisation.Member("auditor");

        (await auditor.Get("/v1/audit")).Expect(HttpStatusCode.OK);
        foreach (var path in new[]
        {
            "/v1/venues", $"/v1/venues/{venue.Id}", $"/v1/venues/{venue.Id}/contacts", "/v1/chains", "/v1/programmes",
        })
        {
            Assert.Equal("forbidden", (await auditor.Get(path)).Code);
        }

        foreach (var role in new[] { "coordinator", "safeguarding", "volunteer", "trainer", "analyst" })
        {
            Assert.Equal("forbidden", (await (await organisation.Member(role)).Get("/v1/audit")).Code);
        }
    }

    [Fact]
    public async Task Another_organisations_trail_is_empty_to_a_stranger()
    {
        var venue = await (await api.Organisation()).Venue();

        Assert.Empty(await (await api.Organisation()).TrailOf(venue.Id));
    }

    [Theory]
    [InlineData("since=2026-01-02T00:00:00Z&until=2026-01-02T00:00:00Z", "until dates_reversed")]
    [InlineData("since=yesterday", "since wrong_format")]
    [InlineData("entity_id=7", "entity_id wrong_format")]
    [InlineData("reason=x", "reason unknown_parameter")]
    [InlineData("cursor=AAAA", "cursor wrong_format")]
    [InlineData("fields=values", "fields not_one_of")]
    public async Task A_wrong_parameter_is_refused_by_name(string query, string fault) =>
        Assert.Equal([fault], (await (await api.Organisation()).Owner.Get($"/v1/audit?{query}")).Faults);

    [Theory]
    [InlineData("update audit_entries set reason = 'another' where tenant_id = $1")]
    [InlineData("delete from audit_entries where tenant_id = $1")]
    [InlineData("truncate audit_entries")]
    public async Task An_entry_can_be_neither_changed_nor_removed_by_the_roles_that_the_api_logs_in_with(string sql)
    {
        var organisation = await api.Organisation();
        await organisation.Venue();
        foreach (var login in new[] { api.Database.App, api.Database.Platform })
        {
            await using var source = NpgsqlDataSource.Create(login);
            await using var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await using var tenant = new NpgsqlCommand("select set_tenant($1)", connection) { Parameters = { new() { Value = organisation.Id } } };
            await tenant.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            await using var tampering = new NpgsqlCommand(sql, connection);
            if (sql.Contains("$1", StringComparison.Ordinal))
            {
                tampering.Parameters.Add(new NpgsqlParameter { Value = organisation.Id });
            }

            var refused = await Assert.ThrowsAsync<PostgresException>(
                () => tampering.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));

            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
    }
}

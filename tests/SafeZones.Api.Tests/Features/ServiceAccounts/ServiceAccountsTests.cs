using System.Net;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.ServiceAccounts;

public sealed class ServiceAccountsTests(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task A_machine_gets_in_with_the_secret_that_was_shown_once()
    {
        var organisation = await api.Organisation();

        var created = await Create(organisation, "venues:read", "venues:write");
        var machine = new Machine(api, created);
        var actor = await machine.SignIn();

        Assert.Equal($"{organisation.Id:N}.{created.Id:N}", (string?)created.Body["client_id"]);
        Assert.Matches("^szs_[A-Za-z0-9_-]{43}$", (string?)created.Body["client_secret"]);
        Assert.Equal("no-store", created.Headers["Cache-Control"]);
        (await actor.Post("/v1/venues", Organisation.VenueBody())).Expect(HttpStatusCode.Created);
        Assert.Equal("forbidden", (await actor.Get("/v1/members")).Code);
        var me = (await actor.Get("/v1/me")).Body;
        Assert.Equal(("service_account", "[\"venues:read\",\"venues:write\"]"), ((string?)me["kind"], me["scopes"]!.ToJsonString()));
    }

    [Fact]
    public async Task No_later_answer_and_no_row_holds_the_secret()
    {
        var organisation = await api.Organisation();
        var created = await Create(organisation, "venues:read");
        var path = $"/v1/service-accounts/{created.Id}";

        var read = (await organisation.Owner.Get(path)).Expect(HttpStatusCode.OK);
        var list = await organisation.Owner.Get("/v1/service-accounts");
        var row = await api.Database.Look<string>("select row_to_json(a)::text from service_accounts a where id = $1", created.Id);

        var secret = (string)created.Body["client_secret"]!;
        Assert.All([read.Text, list.Text], text => Assert.DoesNotContain("client_secret", text, StringComparison.Ordinal));
        Assert.DoesNotContain(secret, row!, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(secret)), row!, StringComparison.Ordinal);
        Assert.Equal(created.Id, Assert.Single(list.Data)["id"]!.GetValue<Guid>());
    }

    [Fact]
    public async Task A_repeated_creation_shows_the_same_secret_to_whoever_lost_the_answer()
    {
        var organisation = await api.Organisation();
        var body = new { Name = "Example", Scopes = new[] { "venues:read" } };

        var first = await organisation.Owner.Post("/v1/service-accounts", body, ("Idempotency-Key", "once"));
        var again = await organisation.Owner.Post("/v1/service-accounts", body, ("Idempotency-Key", "once"));

        Assert.Equal("true", again.Headers["Idempotency-Replayed"]);
        Assert.NotNull(first.Body["client_secret"]);
        Assert.Equal(first.Text, again.Text);
    }

    [Theory]
    [InlineData("""{"name":"Example","scopes":[]}""", "/scopes too_few")]
    [InlineData("""{"name":"Example","scopes":["venues:read","venues:fly"]}""", "/scopes/1 not_one_of")]
    [InlineData("""{"name":"Example","scopes":["venues:read","venues:read"]}""", "/scopes/1 not_one_of")]
    [InlineData("""{"name":"","scopes":["venues:read"]}""", "/name too_short")]
    [InlineData("""{"name":"Example"}""", "/scopes required")]
    public async Task What_is_wrong_with_an_account_is_named(string body, string fault) =>
        Assert.Equal([fault], (await (await api.Organisation()).Owner.Post("/v1/service-accounts", body)).Faults);

    [Fact]
    public async Task Only_owners_manage_machines_and_only_their_own()
    {
        var organisation = await api.Organisation();
        var account = await Create(organisation, "venues:read");
        var stranger = (await api.Organisation()).Owner;
        var path = $"/v1/service-accounts/{account.Id}";

        Assert.Equal("forbidden", (await (await organisation.Coordinator()).Post("/v1/service-accounts", "{}")).Code);
        Assert.Equal("not_found", (await stranger.Get(path)).Code);
        Assert.Equal("not_found", (await stranger.Patch(path, new { Name = "Mine" }, account.ETag)).Code);
        Assert.Equal("not_found", (await stranger.Post($"{path}/secret-rotation", null, ("If-Match", account.ETag!))).Code);
        Assert.Equal("not_found", (await stranger.Post($"{path}/revocation", null, ("If-Match", account.ETag!))).Code);
    }

    [Fact]
    public async Task A_machine_that_manages_machines_and_members_cannot_raise_itself()
    {
        var organisation = await api.Organisation();
        var wide = await Create(organisation, "venues:write", "audit:read");
        var admin = await new Machine(api, await Create(organisation, "org:admin", "venues:read")).SignIn();
        object Account(params string[] scopes) => new { Name = "Example", Scopes = scopes };

        (await admin.Post("/v1/service-accounts", Account("venues:read"))).Expect(HttpStatusCode.Created);
        Assert.Equal("grant_too_wide", (await admin.Post("/v1/service-accounts", Account("venues:write"))).Code);
        Assert.Equal("grant_too_wide", (await admin.Post("/v1/service-accounts", Account("interventions:read_sensitive"))).Code);
        Assert.Equal("grant_too_wide", (await admin.Patch($"/v1/service-accounts/{wide.Id}", new { Scopes = new[] { "exports:create" } }, wide.ETag)).Code);
        // The secret of a wider account would be a way to become it.
        Assert.Equal("grant_too_wide", (await admin.Post($"/v1/service-accounts/{wide.Id}/secret-rotation", null, ("If-Match", wide.ETag!))).Code);
        Assert.Equal("grant_too_wide", (await admin.Post("/v1/members", new { Subject = "accomplice", Role = "owner" })).Code);
        var analyst = (await admin.Post("/v1/members", new { Subject = "accomplice", Role = "analyst" })).Expect(HttpStatusCode.Created);
        Assert.Equal("grant_too_wide", (await admin.Patch($"/v1/members/{analyst.Id}", new { Role = "coordinator" }, analyst.ETag)).Code);
        (await admin.Patch($"/v1/service-accounts/{wide.Id}", new { Scopes = new[] { "audit:read" } }, wide.ETag)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_scope_that_is_taken_away_is_gone_from_tokens_that_are_out()
    {
        var organisation = await api.Organisation();
        var account = await Create(organisation, "venues:read", "venues:write");
        var actor = await new Machine(api, account).SignIn();
        (await actor.Post("/v1/venues", Organisation.VenueBody())).Expect(HttpStatusCode.Created);

        (await organisation.Owner.Patch($"/v1/service-accounts/{account.Id}", new { Scopes = new[] { "venues:read" } }, account.ETag)).Expect(HttpStatusCode.OK);

        Assert.Equal("forbidden", (await actor.Post("/v1/venues", Organisation.VenueBody())).Code);
        (await actor.Get("/v1/venues")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_narrow_token_is_narrow_also_when_the_same_machine_was_just_seen_with_a_wide_one()
    {
        var machine = new Machine(api, await Create(await api.Organisation(), "venues:read", "venues:write"));
        var wide = await machine.SignIn();
        var narrow = await machine.SignIn("venues:read interventions:read");

        (await wide.Post("/v1/venues", Organisation.VenueBody())).Expect(HttpStatusCode.Created);

        Assert.Equal("venues:read", new JsonWebToken(narrow.Token).GetClaim("scope").Value);
        Assert.Equal("forbidden", (await narrow.Post("/v1/venues", Organisation.VenueBody())).Code);
    }

    [Fact]
    public async Task A_revoked_machine_gets_no_token_and_its_old_ones_stop()
    {
        var organisation = await api.Organisation();
        var account = await Create(organisation, "venues:read");
        var machine = new Machine(api, account);
        var actor = await machine.SignIn();
        (await actor.Get("/v1/venues")).Expect(HttpStatusCode.OK);

        var revoked = (await organisation.Owner.Post($"/v1/service-accounts/{account.Id}/revocation", null, ("If-Match", account.ETag!))).Expect(HttpStatusCode.OK);

        Assert.Equal("no_membership", (await actor.Get("/v1/venues")).Code);
        Assert.Equal((401, "invalid_client"), await machine.Refusal());
        foreach (var way in new[] { "revocation", "secret-rotation" })
        {
            Assert.Equal("move_refused", (await organisation.Owner.Post($"/v1/service-accounts/{account.Id}/{way}", null, ("If-Match", revoked.ETag!))).Code);
        }

        Assert.Empty((await organisation.Owner.Get("/v1/service-accounts")).Data);
        Assert.Single((await organisation.Owner.Get("/v1/service-accounts?status=revoked")).Data);
    }

    [Fact]
    public async Task An_organisation_has_at_most_a_hundred_machines()
    {
        var organisation = await api.Organisation();
        await api.Database.Look<long>(
            """
            insert into service_accounts (tenant_id, id, name, scopes, secret_hash, created_at, updated_at, version)
            select $1, gen_random_uuid(), 'Example', '{venues:read}', '', now(), now(), 1 from generate_series(1, 99) returning 1
            """,
            organisation.Id);

        await Create(organisation, "venues:read");

        var refused = await organisation.Owner.Post("/v1/service-accounts", new { Name = "Example", Scopes = new[] { "venues:read" } });
        Assert.Equal(("limit_reached", "At most 100."), (refused.Code, (string?)refused.Body["errors"]![0]!["detail"]));
    }

    private static async Task<Answer> Create(Organisation organisation, params string[] scopes) =>
        (await organisation.Owner.Post("/v1/service-accounts", new { Name = "Example", Scopes = scopes })).Expect(HttpStatusCode.Created);
}

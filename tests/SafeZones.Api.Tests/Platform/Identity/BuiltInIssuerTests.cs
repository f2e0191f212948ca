using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using SafeZones.Api.Features.Organisations;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Tests.World;
using Organisation = SafeZones.Api.Tests.World.Organisation;

namespace SafeZones.Api.Tests.Platform.Identity;

public sealed class BuiltInIssuerTests(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task Discovery_names_the_public_address_whatever_address_was_asked()
    {
        var discovery = (await api.Stranger.Get("/.well-known/openid-configuration")).Expect(HttpStatusCode.OK).Body;
        var keys = (await api.Stranger.Get("/.well-known/jwks")).Expect(HttpStatusCode.OK).Body["keys"]!.AsArray();

        Assert.Equal(
            (RunningApi.PublicUrl, $"{RunningApi.PublicUrl}/oauth/token", $"{RunningApi.PublicUrl}/.well-known/jwks"),
            ((string?)discovery["issuer"], (string?)discovery["token_endpoint"], (string?)discovery["jwks_uri"]));
        Assert.Equal("""["client_credentials"]""", discovery["grant_types_supported"]!.ToJsonString());
        Assert.Contains("client_secret_basic", discovery["token_endpoint_auth_methods_supported"]!.AsArray().Select(way => (string?)way));
        Assert.NotEmpty(keys);
        Assert.All(keys, key =>
        {
            Assert.Equal(("RSA", "sig", "RS256"), ((string?)key!["kty"], (string?)key["use"], (string?)key["alg"]));
            Assert.Null(key["d"]);
        });
        Assert.Equal(discovery.ToJsonString(), (await api.Stranger.Get("/.well-known/oauth-authorization-server")).Body.ToJsonString());
    }

    [Fact]
    public async Task A_token_says_who_whose_and_how_far_and_nothing_else()
    {
        var (organisation, machine) = await Machine("venues:read", "audit:read");

        var answer = (await machine.Ask()).Expect(HttpStatusCode.OK);
        var token = new JsonWebToken((string)answer.Body["access_token"]!);

        Assert.Equal("Bearer", (string?)answer.Body["token_type"]);
        Assert.InRange((int)answer.Body["expires_in"]!, 3590, 3600);
        Assert.Equal("no-store", answer.Headers["Cache-Control"]);
        Assert.Equal(("at+jwt", "RS256"), (token.Typ, token.Alg));
        Assert.Equal((RunningApi.PublicUrl, RunningApi.PublicUrl), (token.Issuer, Assert.Single(token.Audiences)));
        Assert.Equal(TimeSpan.FromHours(1), token.ValidTo - token.IssuedAt);
        Assert.Equal((machine.Id.Split('.')[1], organisation.Id), (Guid.Parse(token.Subject).ToString("N"), Guid.Parse(token.GetClaim("org").Value)));
        Assert.Equal(("audit:read venues:read", "true"), (
            string.Join(' ', token.GetClaim("scope").Value.Split(' ').Order()), token.GetClaim(TokenClaims.ServiceAccountClaim).Value));
        Assert.Contains(token.Kid, await PublishedKeys(api));
    }

    [Fact]
    public async Task A_client_may_send_its_secret_in_the_body()
    {
        var (_, machine) = await Machine("venues:read");

        var answer = await World.Machine.Ask(api, new()
        {
            ["grant_type"] = "client_credentials", ["client_id"] = machine.Id, ["client_secret"] = machine.Secret,
        });

        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    [Fact]
    public async Task Granted_is_what_is_asked_for_and_allowed()
    {
        var (_, machine) = await Machine("venues:read", "audit:read");

        Assert.Equal("audit:read", new JsonWebToken((await machine.SignIn("audit:read venues:write")).Token).GetClaim("scope").Value);
        Assert.Equal((400, "invalid_scope"), await machine.Refusal("venues:write"));
        Assert.Equal((400, "invalid_scope"), await machine.Refusal("venues:read no-such-scope"));
    }

    [Fact]
    public async Task Whoever_is_not_a_client_is_told_no_more_than_that()
    {
        var (organisation, machine) = await Machine("venues:read");
        var (_, other) = await Machine("venues:read");
        var account = machine.Id.Split('.')[1];
        var wrong = new (string Id, string Secret)[]
        {
            (machine.Id, machine.Secret + "A"),
            (machine.Id, other.Secret),
            (machine.Id, "szs_"),
            ($"{Guid.NewGuid():N}.{account}", machine.Secret),
            ($"{other.Id.Split('.')[0]}.{account}", machine.Secret),
            ($"{organisation.Id:N}.{Guid.NewGuid():N}", machine.Secret),
            (machine.Id.ToUpperInvariant() + ".", machine.Secret),
            ("\0", machine.Secret),
            ("nobody", machine.Secret),
        };

        var answers = new List<Answer>();
        foreach (var (id, secret) in wrong)
        {
            answers.Add(await World.Machine.Ask(api, id, secret));
        }

        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.Unauthorized, "invalid_client"), (answer.Status, (string?)answer.Body["error"])));
        Assert.All(answers, answer => Assert.StartsWith("Basic", answer.Headers["WWW-Authenticate"], StringComparison.Ordinal));
        Assert.Single(answers.Select(answer => answer.Text).Distinct());
    }

    [Fact]
    public async Task What_is_no_token_request_is_refused_in_OAuths_own_words()
    {
        var (_, machine) = await Machine("venues:read");
        Dictionary<string, string> Form(string grant) => new()
        {
            ["grant_type"] = grant, ["client_id"] = machine.Id, ["client_secret"] = machine.Secret, ["username"] = "a", ["password"] = "b", ["code"] = "c",
        };

        Assert.Equal("unsupported_grant_type", (string?)(await World.Machine.Ask(api, Form("password"))).Body["error"]);
        Assert.Equal("unsupported_grant_type", (string?)(await World.Machine.Ask(api, Form("authorization_code"))).Body["error"]);
        Assert.Equal("invalid_request", (string?)(await World.Machine.Ask(api, [])).Body["error"]);
        Assert.Equal("invalid_request", (string?)(await api.Stranger.Get("/oauth/token")).Body["error"]);
        Assert.Equal("invalid_request", (string?)(await api.Stranger.Post("/oauth/token", "{}")).Body["error"]);
    }

    [Fact]
    public async Task The_secret_before_the_last_rotation_is_good_for_a_day()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var here = await RunningApi.Start(api.Database, clock: clock);
        var organisation = await here.Organisation();
        var first = await Create(organisation, "venues:read");
        var rotated = (await organisation.Owner.Post($"/v1/service-accounts/{first.Id}/secret-rotation", null, ("If-Match", first.ETag!))).Expect(HttpStatusCode.OK);
        var (old, @new) = (new Machine(here, first), new Machine(here, rotated));

        await old.SignIn();
        await @new.SignIn();
        clock.Advance(TimeSpan.FromHours(24));

        Assert.Equal((401, "invalid_client"), await old.Refusal());
        await @new.SignIn();
    }

    [Fact]
    public async Task After_a_rotation_old_tokens_stay_good_new_ones_carry_the_new_key_and_every_instance_knows_both()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var database = await PostgresCluster.NewDatabase();
        await using var one = await RunningApi.Start(database, clock: clock);
        await using var two = await RunningApi.Start(database, clock: clock);
        var organisation = await one.Organisation();
        var machine = new Machine(one, await Create(organisation, "venues:read"));
        clock.Advance(TimeSpan.FromMinutes(2));
        var before = await machine.SignIn();

        await one.Services.SendAs(Caller.Platform, new RotateIssuerKey.Command(), CancellationToken.None);
        await Learn(clock, one, two);
        var meanwhile = await machine.SignIn();
        clock.Advance(TimeSpan.FromMinutes(1));
        var after = await machine.SignIn();

        var (oldKey, newKey) = (Kid(before), Kid(after));
        Assert.Equal(oldKey, Kid(meanwhile));
        Assert.NotEqual(oldKey, newKey);
        Assert.Equal(new[] { oldKey, newKey }.Order(), (await PublishedKeys(two)).Order());
        foreach (var instance in new[] { one, two })
        {
            foreach (var token in new[] { before.Token, after.Token })
            {
                (await new Actor(instance.Client, token).Get("/v1/venues")).Expect(HttpStatusCode.OK);
            }
        }

        clock.Advance(TimeSpan.FromHours(12.5));
        await Learn(clock, one);
        Assert.Equal([newKey], await PublishedKeys(one));
    }

    [Fact]
    public async Task The_issuer_stands_in_the_way_of_its_own_addresses_alone() => Assert.Equal(
        // OpenIddict itself would answer here as well.
        "not_found", (await api.Stranger.Get("/.well-known/openid-configuration/")).Code);

    [Fact]
    public void No_key_ring_is_kept_on_disk() => Assert.DoesNotContain(
        api.Services.GetServices<IHostedService>(),
        service => service.GetType().FullName!.Contains("DataProtection", StringComparison.Ordinal));

    // The keys are read every 20 seconds; the timer's work is done by another thread.
    private static async Task Learn(FakeTimeProvider clock, params RunningApi[] instances)
    {
        var before = await Task.WhenAll(instances.Select(PublishedKeys));
        clock.Advance(TimeSpan.FromSeconds(21));
        for (var i = 0; i < instances.Length; i++)
        {
            for (var tries = 0; tries < 100 && (await PublishedKeys(instances[i])).SequenceEqual(before[i]); tries++)
            {
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }
        }
    }

    private static string Kid(Actor actor) => new JsonWebToken(actor.Token).Kid;

    private static async Task<string[]> PublishedKeys(RunningApi api) =>
        [.. (await api.Stranger.Get("/.well-known/jwks")).Body["keys"]!.AsArray().Select(key => (string)key!["kid"]!)];

    private async Task<(Organisation Organisation, Machine Machine)> Machine(params string[] scopes)
    {
        var organisation = await api.Organisation();
        return (organisation, new Machine(api, await Create(organisation, scopes)));
    }

    private static async Task<Answer> Create(Organisation organisation, params string[] scopes) =>
        (await organisation.Owner.Post("/v1/service-accounts", new { Name = "Example", Scopes = scopes })).Expect(HttpStatusCode.Created);
}

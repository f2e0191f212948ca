using System.Globalization;
using System.Net;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Platform.Http;

/// <summary>How much one may ask. Each test starts an instance with small limits, on the shared database.</summary>
public sealed class RateLimitTests(SharedApi shared)
{
    [Fact]
    public async Task A_credential_that_asks_too_much_is_told_how_long_to_wait_and_nobody_else_is()
    {
        await using var api = await Start("Credential", 3);
        var organisation = await shared.Api.Organisation();
        var owner = new Actor(api.Client, organisation.Owner.Token);
        var coordinator = new Actor(api.Client, (await organisation.Coordinator()).Token);

        var answers = new List<Answer>();
        for (var i = 0; i < 4; i++)
        {
            answers.Add(await owner.Get("/v1/venues"));
        }

        Assert.Equal([200, 200, 200, 429], answers.Select(answer => (int)answer.Status));
        Assert.All(answers, answer => Assert.Equal("\"credential\";q=3;w=60", answer.Headers["RateLimit-Policy"]));
        Assert.Equal(["\"credential\";r=2", "\"credential\";r=1", "\"credential\";r=0"], answers.Take(3).Select(answer => answer.Headers["RateLimit"]));
        var refused = answers[3];
        var wait = int.Parse(refused.Headers["Retry-After"], CultureInfo.InvariantCulture);
        Assert.InRange(wait, 1, 20);
        Assert.Equal(("rate_limited", $"\"credential\";r=0;t={wait}"), (refused.Code, refused.Headers["RateLimit"]));
        Assert.Equal("no-store", refused.Headers["Cache-Control"]);
        (await coordinator.Get("/v1/venues")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task All_credentials_of_an_organisation_share_its_own_limit_and_another_organisation_does_not()
    {
        await using var api = await Start("Organisation", 2);
        var organisation = await shared.Api.Organisation();
        var other = await shared.Api.Organisation();
        (await new Actor(api.Client, organisation.Owner.Token).Get("/v1/venues")).Expect(HttpStatusCode.OK);
        var last = (await new Actor(api.Client, (await organisation.Coordinator()).Token).Get("/v1/venues")).Expect(HttpStatusCode.OK);

        Assert.Equal("\"organisation\";r=0", last.Headers["RateLimit"]);
        Assert.Equal("rate_limited", (await new Actor(api.Client, (await organisation.Volunteer()).Token).Get("/v1/venues")).Code);
        (await new Actor(api.Client, other.Owner.Token).Get("/v1/venues")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Whoever_guesses_at_links_is_stopped_before_they_are_looked_up()
    {
        await using var api = await Start("Address", 2, ("Refused", "0"));
        var answers = new List<Answer>();
        for (var i = 0; i < 3; i++)
        {
            answers.Add(await api.Stranger.Get($"/v1/links/{new string('A', 43)}"));
        }

        Assert.Equal([404, 404, 429], answers.Select(answer => (int)answer.Status));
    }

    [Fact]
    public async Task A_used_link_tells_no_more_of_its_limits_than_one_that_is_made_up()
    {
        await using var api = await Start("Refused", 9, ("CredentialPerMinute", "50"), ("OrganisationPerMinute", "50"));
        var organisation = await shared.Api.Organisation();
        var used = await organisation.Link(await organisation.Willing(), "declare_staff");
        (await api.Stranger.Post($"{used}/staff", new { N = 13 }, ("Idempotency-Key", "first"))).Expect(HttpStatusCode.OK);

        var answers = new List<Answer>();
        foreach (var link in new[] { used, $"/v1/links/{new string('A', 43)}" })
        {
            answers.Add(await api.Stranger.Post($"{link}/staff", new { N = 14 }, ("Idempotency-Key", "second")));
        }

        Assert.All(answers, answer => Assert.Equal("not_found", answer.Code));
        Assert.Equal(Limits(answers[1]), Limits(answers[0]));
        Assert.Equal("\"refused\";q=9;w=60", answers[0].Headers["RateLimit-Policy"]);

        static IEnumerable<string> Limits(Answer answer) =>
            answer.Headers.Where(header => header.Key.StartsWith("RateLimit", StringComparison.Ordinal)).Select(header => $"{header.Key}: {header.Value}");
    }

    [Fact]
    public async Task Whoever_guesses_at_stickers_is_stopped_sooner_than_whoever_reads_the_directory()
    {
        await using var api = await Start("Address", 4, ("Verify", "2"));
        var answers = new List<Answer>();
        for (var i = 0; i < 3; i++)
        {
            answers.Add(await api.Stranger.Get("/v1/public/verify/0000000000000"));
        }

        Assert.Equal([404, 404, 429], answers.Select(answer => (int)answer.Status));
        Assert.Equal("\"address\";q=4;w=60, \"verify\";q=2;w=60", answers[0].Headers["RateLimit-Policy"]);
        // A cache gives an answer to others: it does not say how much this one may still ask.
        Assert.DoesNotContain("RateLimit", answers[0].Headers.Keys);
        Assert.Equal(404, (int)(await api.Stranger.Get("/v1/public/programmes/no-such-programme/venues")).Status);
        Assert.Equal("rate_limited", (await api.Stranger.Get("/v1/public/programmes/no-such-programme/venues")).Code);
        (await api.Stranger.Get("/health/ready")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Behind_a_proxy_that_is_trusted_each_client_counts_for_itself_and_without_trust_nobody_claims_to_be_another()
    {
        await using (var api = await Start("Address", 1, ("TrustedProxies", "127.0.0.0/8")))
        {
            Assert.Equal([404, 429, 404, 404, 429], await Ask(api, "203.0.113.7", "203.0.113.7", "203.0.113.8", "2001:db8::1", "2001:db8::2"));
        }

        await using (var api = await Start("Address", 1))
        {
            Assert.Equal([404, 429], await Ask(api, "203.0.113.7", "203.0.113.8"));
        }

        static async Task<IEnumerable<int>> Ask(RunningApi api, params string[] clients)
        {
            var statuses = new List<int>();
            foreach (var client in clients)
            {
                statuses.Add((int)(await api.Stranger.Get("/v1/public/programmes/no-such-programme/venues", ("X-Forwarded-For", client))).Status);
            }

            return statuses;
        }
    }

    [Fact]
    public async Task Whoever_tries_tokens_is_stopped_and_whoever_has_a_good_one_at_the_same_address_is_not()
    {
        await using var api = await Start("Refused", 3);
        var organisation = await shared.Api.Organisation();
        var owner = new Actor(api.Client, organisation.Owner.Token);
        var guesser = new Actor(api.Client, organisation.Owner.Token + "x");
        for (var i = 0; i < 5; i++)
        {
            (await owner.Get("/v1/venues")).Expect(HttpStatusCode.OK);
        }

        var answers = new List<Answer> { await api.Stranger.Get("/v1/venues") };
        for (var i = 0; i < 3; i++)
        {
            answers.Add(await guesser.Get("/v1/venues"));
        }

        Assert.Equal(["token_missing", "invalid_token", "invalid_token", "rate_limited"], answers.Select(answer => answer.Code));
        Assert.All(answers, answer => Assert.Equal("\"refused\";q=3;w=60", answer.Headers["RateLimit-Policy"]));
        Assert.InRange(int.Parse(answers[3].Headers["Retry-After"], CultureInfo.InvariantCulture), 1, 20);
        Assert.DoesNotContain("WWW-Authenticate", answers[3].Headers.Keys);
        var good = (await owner.Get("/v1/venues")).Expect(HttpStatusCode.OK);
        Assert.DoesNotContain("RateLimit-Policy", good.Headers.Keys);
        Assert.Equal(404, (int)(await api.Stranger.Get("/v1/public/verify/0000000000000")).Status);
    }

    [Fact]
    public async Task Whoever_guesses_at_secrets_is_stopped_before_the_secret_is_looked_up()
    {
        await using var api = await Start("Refused", 2, ("TrustedProxies", "127.0.0.0/8"));
        var machine = await Machine();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await Ask(machine.Secret)).Status);
        }

        var answers = new[] { await Ask("wrong"), await Ask("wrong"), await Ask("wrong"), await Ask(machine.Secret) };

        Assert.Equal([401, 401, 429, 429], answers.Select(answer => (int)answer.Status));
        Assert.Equal("invalid_client", (string?)answers[0].Body["error"]);
        Assert.All(answers.Skip(2), answer => Assert.Equal("rate_limited", answer.Code));
        Assert.InRange(int.Parse(answers[3].Headers["Retry-After"], CultureInfo.InvariantCulture), 1, 30);
        // Tokens are tried from the same budget, and another address has its own.
        Assert.Equal("rate_limited", (await api.Stranger.Get("/v1/venues")).Code);
        Assert.Equal("token_missing", (await api.Stranger.Get("/v1/venues", ("X-Forwarded-For", "203.0.113.7"))).Code);

        Task<Answer> Ask(string secret) => World.Machine.Ask(api, machine.Id, secret);
    }

    [Fact]
    public async Task The_issuers_own_paths_count_as_those_of_the_public_do()
    {
        await using var api = await Start("Address", 3);
        var machine = await Machine();
        var answers = new[]
        {
            await api.Stranger.Get("/.well-known/openid-configuration"), await World.Machine.Ask(api, machine.Id, machine.Secret),
            await api.Stranger.Get("/v1/public/programmes/no-such-programme/venues"),
            await World.Machine.Ask(api, machine.Id, machine.Secret), await api.Stranger.Get("/.well-known/jwks"),
        };

        Assert.Equal([200, 200, 404, 429, 429], answers.Select(answer => (int)answer.Status));
        Assert.All(answers, answer => Assert.Equal("\"address\";q=3;w=60", answer.Headers["RateLimit-Policy"]));
        Assert.All(answers.Skip(3), answer => Assert.Equal("rate_limited", answer.Code));
        Assert.InRange(int.Parse(answers[3].Headers["Retry-After"], CultureInfo.InvariantCulture), 1, 20);
    }

    [Fact]
    public async Task Each_of_several_instances_takes_its_share()
    {
        await using var api = await Start("Address", 5, ("Instances", "3"));

        Assert.Equal("\"address\";q=2;w=60", (await api.Stranger.Get("/v1/public/programmes/no-such-programme/venues")).Headers["RateLimit-Policy"]);
    }

    [Fact]
    public async Task A_limit_of_zero_is_none()
    {
        var answer = await shared.Api.Stranger.Get("/v1/public/verify/0000000000000");

        Assert.DoesNotContain("RateLimit-Policy", answer.Headers.Keys);
    }

    private async Task<Machine> Machine() => new(shared.Api, (await (await shared.Api.Organisation()).Owner.Post(
        "/v1/service-accounts", new { Name = "ERP", Scopes = new[] { "venues:read" } })).Expect(HttpStatusCode.Created));

    private Task<RunningApi> Start(string kind, int perMinute, params (string Name, string Value)[] further) => RunningApi.Start(
        shared.Api.Database,
        [
            $"--SafeZones:RateLimits:{kind}PerMinute={perMinute}",
            .. further.Select(setting => setting.Name == "Verify"
                ? $"--SafeZones:RateLimits:VerifyPerMinute={setting.Value}"
                : $"--SafeZones:RateLimits:{setting.Name}={setting.Value}"),
        ]);
}

using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Time.Testing;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Platform.Identity;

/// <summary>People who sign in at an OpenID provider of their organisation's choice.</summary>
public sealed class SignInTests(SharedApi shared) : IAsyncLifetime
{
    private OidcProvider provider = null!;
    private RunningApi api = null!;

    public async ValueTask InitializeAsync()
    {
        provider = await OidcProvider.Start();
        api = await RunningApi.Start(shared.Api.Database, provider.Settings);
    }

    public async ValueTask DisposeAsync()
    {
        await api.DisposeAsync();
        await provider.DisposeAsync();
    }

    [Fact]
    public async Task Whoever_is_invited_by_subject_signs_in_at_their_provider_and_works()
    {
        var organisation = await api.Organisation();
        var coordinator = await Invited(organisation, "coordinator");

        var venue = (await coordinator.Post("/v1/venues", Organisation.VenueBody())).Expect(HttpStatusCode.Created);

        Assert.Equal(venue.Text, (await coordinator.Get($"/v1/venues/{venue.Id}")).Text);
        Assert.Equal("forbidden", (await coordinator.Get("/v1/members")).Code);
    }

    [Fact]
    public async Task Whoever_is_invited_by_address_is_known_by_subject_from_the_first_sign_in()
    {
        var organisation = await api.Organisation();
        var (subject, email) = ($"s-{Guid.NewGuid():N}", $"{Guid.NewGuid():N}@example.org");
        var invited = await Invite(organisation, new { provider.Issuer, Email = email.ToUpperInvariant(), Role = "trainer" });
        await provider.Register(subject, organisation.Id, email);
        var token = await provider.SignIn(subject);

        // The first requests of a front end come all at once.
        var first = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => new Actor(api.Client, token).Get("/v1/me")));

        Assert.All(first, answer => Assert.Equal(invited.Id, answer.Expect(HttpStatusCode.OK).Id));
        var member = (await organisation.Owner.Get($"/v1/members/{invited.Id}")).Body;
        Assert.Equal((subject, null, 2), ((string?)member["subject"], (string?)member["invited_email"], (int)member["version"]!));
        var trail = await api.Database.Look<string>(
            "select string_agg(action || ' by ' || actor_kind || ' ' || actor_id, ', ' order by id) from audit_entries where tenant_id = $1 and entity_id = $2 and action <> 'invite_member'",
            organisation.Id, invited.Id);
        Assert.Equal($"first_sign_in by member {invited.Id}", trail);
    }

    [Fact]
    public async Task An_invitation_is_only_for_whom_it_was_meant()
    {
        var organisation = await api.Organisation();
        var email = $"{Guid.NewGuid():N}@example.org";
        var invited = await Invite(organisation, new { provider.Issuer, Email = email, Role = "owner" });
        await Invite(organisation, new { Issuer = "https://elsewhere.example.org", Email = $"else-{email}", Role = "owner" });

        Assert.Equal("no_membership", (await SignIn(organisation.Id, email, isVerified: false)).Code);
        Assert.Equal("no_membership", (await SignIn(organisation.Id, $"x{email}")).Code);
        // Their address, verified by another provider than the one that was named.
        Assert.Equal("no_membership", (await SignIn(organisation.Id, $"else-{email}")).Code);
        Assert.Equal("no_membership", (await SignIn((await api.Organisation()).Id, email)).Code);
        await organisation.Owner.Post($"/v1/members/{invited.Id}/disablement", null, ("If-Match", invited.ETag!));
        Assert.Equal("no_membership", (await SignIn(organisation.Id, email)).Code);
    }

    [Fact]
    public async Task Whoever_was_put_out_does_not_come_back_by_an_invitation_to_their_address()
    {
        var organisation = await api.Organisation();
        var (subject, email) = ($"s-{Guid.NewGuid():N}", $"{Guid.NewGuid():N}@example.org");
        var member = await Invite(organisation, new { provider.Issuer, Subject = subject, Role = "trainer" });
        (await organisation.Owner.Post($"/v1/members/{member.Id}/disablement", null, ("If-Match", member.ETag!))).Expect(HttpStatusCode.OK);
        await Invite(organisation, new { provider.Issuer, Email = email, Role = "trainer" });
        await provider.Register(subject, organisation.Id, email);

        Assert.Equal("no_membership", (await new Actor(api.Client, await provider.SignIn(subject)).Get("/v1/me")).Code);
    }

    [Fact]
    public async Task A_good_token_lets_in_only_where_its_holder_is_a_member()
    {
        var organisation = await api.Organisation();
        var coordinator = await Invited(organisation, "coordinator");
        var elsewhere = $"s-{Guid.NewGuid():N}";
        await provider.Register(elsewhere, (await api.Organisation()).Id);
        var nowhere = $"s-{Guid.NewGuid():N}";
        await provider.Register(nowhere, organisationId: null);

        Assert.Equal(HttpStatusCode.OK, (await coordinator.Get("/v1/me")).Status);
        Assert.Equal("no_membership", (await new Actor(api.Client, await provider.SignIn(elsewhere)).Get("/v1/me")).Code);
        Assert.Equal("no_membership", (await new Actor(api.Client, await provider.SignIn(nowhere)).Get("/v1/me")).Code);
    }

    [Fact]
    public async Task A_token_with_anything_wrong_is_refused_and_the_same_token_without_it_is_not()
    {
        var organisation = await api.Organisation();
        var subject = await Subject(organisation, "trainer");
        var defects = await provider.Defects();

        Assert.True(defects.Count > 10);
        foreach (var defect in defects)
        {
            var answer = await new Actor(api.Client, await provider.Token(subject, organisation.Id, defect)).Get("/v1/me");
            Assert.Equal(
                defect == "nothing" ? "200 " : "401 invalid_token, Bearer error=\"invalid_token\"",
                defect == "nothing" ? $"{(int)answer.Status} " : $"{(int)answer.Status} {answer.Code}, {answer.Headers.GetValueOrDefault("WWW-Authenticate")}");
        }
    }

    [Fact]
    public async Task What_is_no_token_at_all_is_refused_and_never_a_fault_of_ours()
    {
        static string Part(string json) => WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(json));
        string[] tokens =
        [
            "a.b.c", "..", "x", new string('a', 20_000), "a.b.c.d.e", $"{Part("[]")}.{Part("{}")}.AA", $"{Part("{")}.{Part("{}")}.AA",
            $"{Part("""{"alg":"RS256","kid":1}""")}.{Part("""{"iss":1}""")}.AA", $"{Part("""{"alg":"RS256","kid":"a"}""")}.{Part("""{"iss":["a"]}""")}.AA",
            $"{Part("""{"alg":"RS256","kid":"a"}""")}.{Part($$"""{"iss":"{{provider.Issuer}}","exp":"x"}""")}.AA",
            $"{Part("""{"alg":"RS256","kid":"a"}""")}.{Part($$"""{"iss":"{{provider.Issuer}}","exp":1e400}""")}.AA",
            $"{Part("""{"alg":"RS256","typ":"at+jwt"}""")}.{Part($$"""{"iss":"{{provider.Issuer}}","exp":9999999999}""")}.AA",
            $"{Part("""{"alg":"dir","enc":"A256GCM","kid":"a"}""")}..AA.AA.AA",
        ];

        foreach (var token in tokens)
        {
            Assert.Equal((HttpStatusCode.Unauthorized, "invalid_token", token), await new Actor(api.Client, token).Get("/v1/me") is var answer
                ? (answer.Status, answer.Code, token)
                : default);
        }
    }

    [Fact]
    public async Task A_subject_that_no_database_could_hold_belongs_to_nobody()
    {
        var organisation = await api.Organisation();
        foreach (var subject in new[] { "a\0b", new string('a', 256), "\u0001" })
        {
            Assert.Equal("no_membership", (await new Actor(api.Client, await provider.Token(subject, organisation.Id)).Get("/v1/me")).Code);
        }

        var claims = new JsonObject { ["email"] = "a\0@example.org", ["email_verified"] = true };
        Assert.Equal("no_membership", (await new Actor(api.Client, await provider.Token("somebody", organisation.Id, claims: claims)).Get("/v1/me")).Code);
    }

    [Fact]
    public async Task A_claim_that_only_the_built_in_issuer_may_make_means_nothing_elsewhere()
    {
        var organisation = await api.Organisation();
        var account = (await organisation.Owner.Post("/v1/service-accounts", new { Name = "Example", Scopes = new[] { "venues:read" } })).Expect(HttpStatusCode.Created);
        var claims = new JsonObject { ["safezones_service_account"] = "true", ["scope"] = "venues:read" };

        var forged = await provider.Token(account.Id.ToString(), organisation.Id, claims: claims);

        Assert.Equal("no_membership", (await new Actor(api.Client, forged).Get("/v1/me")).Code);
    }

    [Fact]
    public async Task A_provider_that_is_not_in_the_settings_is_nobody()
    {
        await using var stranger = await OidcProvider.Start();
        var organisation = await api.Organisation();
        await Invite(organisation, new { stranger.Issuer, Subject = "somebody", Role = "owner" });

        Assert.Equal("invalid_token", (await new Actor(api.Client, await stranger.Token("somebody", organisation.Id)).Get("/v1/me")).Code);
    }

    [Fact]
    public async Task A_new_key_of_the_provider_is_found_at_once_and_the_withdrawn_one_is_forgotten()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var here = await RunningApi.Start(shared.Api.Database, provider.Settings, clock);
        var organisation = await here.Organisation();
        var subject = await Subject(organisation, "trainer");
        async Task<string?> Code(string token) => (await new Actor(here.Client, token).Get("/v1/me")).Code;
        var before = await provider.Token(subject, organisation.Id);
        Assert.Null(await Code(before));

        await provider.RotateKey();
        var after = await provider.Token(subject, organisation.Id);

        Assert.Null(await Code(after));
        Assert.Equal("invalid_token", await Code(before));
        await provider.RotateKey();
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("invalid_token", await Code(after));
    }

    [Fact]
    public async Task A_provider_that_does_not_answer_is_no_reason_to_throw_a_token_away()
    {
        var silent = await OidcProvider.Start();
        await using var here = await RunningApi.Start(shared.Api.Database, silent.Settings);
        var organisation = await here.Organisation();
        var token = await silent.Token("somebody", organisation.Id);
        await silent.DisposeAsync();

        var answer = await new Actor(here.Client, token).Get("/v1/me");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unavailable"), (answer.Status, answer.Code));
        Assert.Equal("10", answer.Headers["Retry-After"]);
    }

    [Fact]
    public async Task A_provider_without_typed_access_tokens_must_be_named_as_such()
    {
        await using var here = await RunningApi.Start(
            shared.Api.Database, [.. provider.Settings, "--SafeZones:Issuers:0:TokenType=JWT"]);
        var organisation = await here.Organisation();
        var untyped = await provider.Token(await Subject(organisation, "trainer"), organisation.Id, "wrong_typ");

        Assert.Equal(HttpStatusCode.OK, (await new Actor(here.Client, untyped).Get("/v1/me")).Status);
        Assert.Equal("invalid_token", (await new Actor(api.Client, untyped).Get("/v1/me")).Code);
    }

    [Fact]
    public async Task A_token_ends_when_it_says_and_clocks_may_differ_by_half_a_minute()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var here = await RunningApi.Start(shared.Api.Database, provider.Settings, clock);
        var organisation = await here.Organisation();
        var token = here.Token($"o-{Guid.NewGuid():N}", organisation.Id, TimeSpan.FromMinutes(10));
        var good = organisation.Owner;
        async Task<string?> Code() => (await new Actor(here.Client, token).Get("/v1/me")).Code;

        // Nobody's, but a good token until it ends.
        clock.Advance(TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(28));
        Assert.Equal("no_membership", await Code());
        clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal("invalid_token", await Code());
        (await good.Get("/v1/me")).Expect(HttpStatusCode.OK);
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("invalid_token", (await good.Get("/v1/me")).Code);
    }

    private async Task<Answer> SignIn(Guid organisationId, string email, bool isVerified = true)
    {
        var subject = $"s-{Guid.NewGuid():N}";
        await provider.Register(subject, organisationId, email, isVerified);
        return await new Actor(api.Client, await provider.SignIn(subject)).Get("/v1/me");
    }

    private async Task<Actor> Invited(Organisation organisation, string role)
    {
        var subject = await Subject(organisation, role);
        await provider.Register(subject, organisation.Id);
        return new Actor(api.Client, await provider.SignIn(subject));
    }

    private async Task<string> Subject(Organisation organisation, string role)
    {
        var subject = $"s-{Guid.NewGuid():N}";
        await Invite(organisation, new { provider.Issuer, Subject = subject, Role = role });
        return subject;
    }

    private static async Task<Answer> Invite(Organisation organisation, object body) =>
        (await organisation.Owner.Post("/v1/members", body)).Expect(HttpStatusCode.Created);
}

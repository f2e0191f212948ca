using System.Net;
using Microsoft.Extensions.Time.Testing;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Platform.Identity;

/// <summary>How soon somebody who may no longer come in stays outside: at once where it was written, soon elsewhere.</summary>
public sealed class MembershipTests(SharedApi shared) : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
    private RunningApi here = null!;
    private RunningApi elsewhere = null!;

    public async ValueTask InitializeAsync()
    {
        here = await RunningApi.Start(shared.Api.Database, clock: clock);
        elsewhere = await RunningApi.Start(shared.Api.Database, clock: clock);
    }

    public async ValueTask DisposeAsync()
    {
        await here.DisposeAsync();
        await elsewhere.DisposeAsync();
    }

    [Fact]
    public async Task A_demotion_acts_here_at_once_and_elsewhere_soon()
    {
        var organisation = await here.Organisation();
        var coordinator = await organisation.Coordinator();
        var id = await SeenEverywhere(coordinator);

        (await organisation.Owner.Patch($"/v1/members/{id}", new { Role = "analyst" }, "\"1\"")).Expect(HttpStatusCode.OK);

        Assert.Equal("forbidden", (await coordinator.Get("/v1/venues")).Code);
        clock.Advance(Soon);
        Assert.Equal("forbidden", (await Elsewhere(coordinator).Get("/v1/venues")).Code);
    }

    [Fact]
    public async Task A_disablement_acts_here_at_once_and_elsewhere_soon()
    {
        var organisation = await here.Organisation();
        var coordinator = await organisation.Coordinator();
        var id = await SeenEverywhere(coordinator);

        (await organisation.Owner.Post($"/v1/members/{id}/disablement", null, ("If-Match", "\"1\""))).Expect(HttpStatusCode.OK);

        Assert.Equal("no_membership", (await coordinator.Get("/v1/venues")).Code);
        clock.Advance(Soon);
        Assert.Equal("no_membership", (await Elsewhere(coordinator).Get("/v1/venues")).Code);
    }

    [Fact]
    public async Task A_revocation_acts_here_at_once_and_elsewhere_soon()
    {
        var organisation = await here.Organisation();
        var account = (await organisation.Owner.Post("/v1/service-accounts", new { Name = "Example", Scopes = new[] { "venues:read" } })).Expect(HttpStatusCode.Created);
        var machine = await new Machine(here, account).SignIn();
        await SeenEverywhere(machine);

        (await organisation.Owner.Post($"/v1/service-accounts/{account.Id}/revocation", null, ("If-Match", account.ETag!))).Expect(HttpStatusCode.OK);

        Assert.Equal("no_membership", (await machine.Get("/v1/venues")).Code);
        clock.Advance(Soon);
        Assert.Equal("no_membership", (await Elsewhere(machine).Get("/v1/venues")).Code);
    }

    [Fact]
    public async Task A_suspended_organisation_is_out_here_at_once_and_elsewhere_soon_with_its_people_and_machines()
    {
        var organisation = await here.Organisation();
        var account = (await organisation.Owner.Post("/v1/service-accounts", new { Name = "Example", Scopes = new[] { "venues:read" } })).Expect(HttpStatusCode.Created);
        var machine = new Machine(here, account);
        var token = await machine.SignIn();
        await SeenEverywhere(organisation.Owner);
        await SeenEverywhere(token);

        var path = $"/v1/admin/organisations/{organisation.Id}";
        var @operator = await here.Operator();
        var entry = (await @operator.Get(path)).Expect(HttpStatusCode.OK);
        (await @operator.Post($"{path}/suspension", null, ("If-Match", entry.ETag!), ("X-Audit-Reason", "a test"))).Expect(HttpStatusCode.OK);

        foreach (var actor in new[] { organisation.Owner, token })
        {
            Assert.Equal("no_membership", (await actor.Get("/v1/venues")).Code);
        }

        clock.Advance(Soon);
        foreach (var actor in new[] { Elsewhere(organisation.Owner), Elsewhere(token) })
        {
            Assert.Equal("no_membership", (await actor.Get("/v1/venues")).Code);
        }

        Assert.Equal((401, "invalid_client"), await machine.Refusal());
    }

    private Actor Elsewhere(Actor actor) => new(elsewhere.Client, actor.Token);

    // Both instances have them in memory now.
    private async Task<Guid> SeenEverywhere(Actor actor)
    {
        (await actor.Get("/v1/venues")).Expect(HttpStatusCode.OK);
        (await Elsewhere(actor).Get("/v1/venues")).Expect(HttpStatusCode.OK);
        return (await actor.Get("/v1/me")).Id;
    }
}

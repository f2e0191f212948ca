using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SafeZones.Api.Features.VenueContacts;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.VenueContacts;

public sealed class ContactRetentionTests : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
    private RunningApi api = null!;

    public async ValueTask InitializeAsync() => api = await RunningApi.Start(clock: clock, renewsTokens: true);

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task The_people_of_a_venue_that_has_withdrawn_are_forgotten_after_thirty_days_and_not_before()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Active();
        var coordinator = await organisation.Coordinator();
        var path = Contacts(partnership);
        var before = Assert.Single((await coordinator.Get(path)).Data);

        (await Withdraw(organisation, partnership)).Expect(HttpStatusCode.OK);

        var planned = Assert.Single((await coordinator.Get(path)).Data);
        var day = Organisation.Today.AddDays(30).ToString("yyyy-MM-dd", null);
        Assert.Equal((null, day), ((string?)before["purge_on"], (string?)planned["purge_on"]));
        Assert.Equal((long)before["version"]! + 1, (long)planned["version"]!);
        await After(29);
        Assert.Single((await coordinator.Get(path)).Data);
        await After(1);
        Assert.Empty((await coordinator.Get(path)).Data);
        Assert.Equal("not_found", (await coordinator.Get($"{path}/{before["id"]}")).Code);
        // On the record, and without a value.
        var trail = await organisation.TrailOf(before["id"]!.GetValue<Guid>());
        Assert.Contains("transcribe_withdrawal venue_contact(purge_on)", trail);
        Assert.Equal("purge_venue_contacts venue_contact(role, name, channel, locale, safe_to_text)", trail[^1]);
        var last = (await organisation.Owner.Get($"/v1/audit?entity_id={before["id"]}")).Data[0];
        Assert.Equal("system", (string?)last["actor"]!["kind"]);
        // A second pass finds nothing.
        Assert.Equal(0, await Pass());
    }

    [Fact]
    public async Task A_venue_that_begins_again_keeps_its_people()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Willing();
        var coordinator = await organisation.Coordinator();
        (await Withdraw(organisation, partnership)).Expect(HttpStatusCode.OK);
        await After(29);

        (await Begin(organisation, partnership, await organisation.Programme())).Expect(HttpStatusCode.Created);
        await After(60);

        var kept = Assert.Single((await coordinator.Get(Contacts(partnership))).Data);
        Assert.Equal((null, 3), ((string?)kept["purge_on"], (long)kept["version"]!));
        Assert.Contains("open_partnership venue_contact(purge_on)", await organisation.TrailOf(kept["id"]!.GetValue<Guid>()));
    }

    [Fact]
    public async Task While_the_venue_has_another_open_partnership_its_people_stay_and_their_time_begins_when_that_ends()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Willing();
        var coordinator = await organisation.Coordinator();
        var other = (await Begin(organisation, partnership, await AnotherProgramme(organisation))).Expect(HttpStatusCode.Created);
        (await Withdraw(organisation, partnership)).Expect(HttpStatusCode.OK);
        await After(60);
        Assert.Null(Assert.Single((await coordinator.Get(Contacts(partnership))).Data)["purge_on"]);

        // Somebody stands before a place that is gone.
        (await coordinator.Post("/v1/outreach-visits", new
        {
            Id = Guid.NewGuid(), PartnershipId = other.Id, VisitedAt = DateTimeOffset.UtcNow, Outcome = "closed_down",
        })).Expect(HttpStatusCode.Created);

        Assert.NotNull(Assert.Single((await coordinator.Get(Contacts(partnership))).Data)["purge_on"]);
        await After(29);
        Assert.Single((await coordinator.Get(Contacts(partnership))).Data);
        await After(1);
        Assert.Empty((await coordinator.Get(Contacts(partnership))).Data);
    }

    [Fact]
    public async Task Of_a_venue_that_only_closed_and_of_others_nobody_is_forgotten()
    {
        var (organisation, elsewhere) = (await api.Organisation(), await api.Organisation());
        var (withdrawn, closed, open) = (await organisation.Willing(), await organisation.Willing(), await organisation.Willing());
        var foreign = await elsewhere.Willing();
        (await Withdraw(organisation, withdrawn)).Expect(HttpStatusCode.OK);
        (await organisation.Move(closed, "closure", new { Reason = "moved" })).Expect(HttpStatusCode.OK);

        await After(60);

        var coordinator = await organisation.Coordinator();
        Assert.Empty((await coordinator.Get(Contacts(withdrawn))).Data);
        Assert.Single((await coordinator.Get(Contacts(closed))).Data);
        Assert.Single((await coordinator.Get(Contacts(open))).Data);
        Assert.Single((await (await elsewhere.Coordinator()).Get(Contacts(foreign))).Data);
    }

    [Fact]
    public async Task Of_partnerships_that_end_at_once_the_last_one_sees_that_none_is_open()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        Guid[] programmes = [await organisation.Programme(), await AnotherProgramme(organisation)];
        for (var i = 0; i < 12; i++)
        {
            var partnership = await organisation.Willing();
            var further = programmes.Single(programme => programme != partnership.Body["programme_id"]!.GetValue<Guid>());
            var other = (await Begin(organisation, partnership, further)).Expect(HttpStatusCode.Created);

            var answers = await Task.WhenAll(Withdraw(organisation, partnership), Withdraw(organisation, other));

            Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
            Assert.NotNull(Assert.Single((await coordinator.Get(Contacts(partnership))).Data)["purge_on"]);
        }
    }

    [Fact]
    public async Task Whoever_writes_to_a_contact_while_its_venue_withdraws_is_not_in_its_way()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        for (var i = 0; i < 12; i++)
        {
            var partnership = await organisation.Pledged();
            var path = Contacts(partnership);
            var contact = $"{path}/{(await coordinator.Get(path)).Data[0]["id"]}";

            var answers = await Task.WhenAll(
                coordinator.Patch(contact, new { Name = "Day shift" }, "*"), Withdraw(organisation, partnership));

            Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
            var planned = (await coordinator.Get(contact)).Body;
            Assert.Equal("Day shift", (string?)planned["name"]);
            Assert.NotNull(planned["purge_on"]);
        }
    }

    private static string Contacts(Answer partnership) => $"/v1/venues/{partnership.Body["venue_id"]}/contacts";

    private static Task<Answer> Withdraw(Organisation organisation, Answer partnership) =>
        organisation.Move(partnership, "withdrawal", new { Evidence = "folder 3" });

    private static async Task<Answer> Begin(Organisation organisation, Answer partnership, Guid programme) =>
        await (await organisation.Coordinator()).Post(
            "/v1/partnerships", new { VenueId = partnership.Body["venue_id"]!.GetValue<Guid>(), ProgrammeId = programme });

    private static async Task<Guid> AnotherProgramme(Organisation organisation) => (await organisation.Owner.Post("/v1/programmes", new
    {
        Name = new { en = "Another" }, PublicSlug = $"p-{Guid.NewGuid():N}"[..30],
    })).Expect(HttpStatusCode.Created).Id;

    private async Task After(int days)
    {
        clock.Advance(TimeSpan.FromDays(days));
        await Pass();
    }

    private async Task<int?> Pass() => await api.Services.GetRequiredService<ContactRetention>().Pass(CancellationToken.None);
}

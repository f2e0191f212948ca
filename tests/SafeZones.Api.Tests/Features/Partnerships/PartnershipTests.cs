using System.Net;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Partnerships;

public sealed class PartnershipTests(SharedApi shared)
{
    private const string Path = "/v1/partnerships";
    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task A_coordinator_opens_a_partnership_as_a_prospect_and_reads_it_back()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var venue = await organisation.Venue();
        var programme = await organisation.Programme();

        var opened = (await coordinator.Post(Path, new { VenueId = venue.Id, ProgrammeId = programme })).Expect(HttpStatusCode.Created);

        Assert.Equal("prospect", (string?)opened.Body["status"]);
        Assert.Equal(venue.Id, opened.Body["venue_id"]!.GetValue<Guid>());
        Assert.Equal($"{Path}/{opened.Id}", opened.Headers["Location"]);
        var read = (await coordinator.Get($"{Path}/{opened.Id}")).Expect(HttpStatusCode.OK);
        Assert.Equal((opened.Text, "\"1\""), (read.Text, read.ETag));
    }

    [Fact]
    public async Task A_venue_has_one_open_partnership_with_a_programme_and_may_have_others()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var venue = await organisation.Venue();
        var body = new { VenueId = venue.Id, ProgrammeId = await organisation.Programme() };
        var other = (await organisation.Owner.Post("/v1/programmes", new
        {
            Name = new { en = "Another" }, PublicSlug = $"p-{Guid.NewGuid():N}"[..30],
        })).Expect(HttpStatusCode.Created);

        var twins = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => coordinator.Post(Path, body)));

        Assert.Equal(HttpStatusCode.Created, Assert.Single(twins, twin => twin.Code is null).Status);
        Assert.All(twins.Where(twin => twin.Code is not null), twin => Assert.Equal("partnership_open", twin.Code));
        Assert.Equal(HttpStatusCode.Created, (await coordinator.Post(Path, new { VenueId = venue.Id, ProgrammeId = other.Id })).Status);
    }

    [Fact]
    public async Task What_it_would_join_must_be_there()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var (venue, deleted) = (await organisation.Venue(), await organisation.Venue("Gone"));
        (await coordinator.Delete($"/v1/venues/{deleted.Id}", deleted.ETag)).Expect(HttpStatusCode.NoContent);
        var programme = await organisation.Programme();

        foreach (var (venueId, programmeId, code, fault) in new[]
        {
            (Guid.NewGuid(), programme, "venue_missing", "/venue_id missing"),
            (deleted.Id, programme, "venue_missing", "/venue_id missing"),
            (venue.Id, Guid.NewGuid(), "programme_missing", "/programme_id missing"),
        })
        {
            var refused = await coordinator.Post(Path, new { VenueId = venueId, ProgrammeId = programmeId });
            Assert.Equal((HttpStatusCode.Conflict, code), (refused.Status, refused.Code));
            Assert.Equal([fault], refused.Faults);
        }
    }

    [Fact]
    public async Task A_venue_with_an_open_partnership_is_not_deleted_and_one_whose_partnership_is_over_is()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var partnership = await organisation.Prospect();
        var venue = $"/v1/venues/{partnership.Body["venue_id"]}";

        Assert.Equal("venue_in_use", (await coordinator.Delete(venue, "*")).Code);
        (await organisation.Move(partnership, "closure", new { Reason = "closed_down" })).Expect(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.NoContent, (await coordinator.Delete(venue, "*")).Status);
    }

    [Fact]
    public async Task A_programme_that_is_closing_takes_no_new_venues()
    {
        var organisation = await api.Organisation();
        var programme = await organisation.Programme();
        var venue = await organisation.Venue();
        (await organisation.Owner.Post($"/v1/programmes/{programme}/sunset", null, ("If-Match", "*"))).Expect(HttpStatusCode.OK);

        var refused = await (await organisation.Coordinator()).Post(Path, new { VenueId = venue.Id, ProgrammeId = programme });

        Assert.Equal("programme_closed", refused.Code);
    }

    [Fact]
    public async Task Partnerships_are_found_by_status_venue_and_programme_page_by_page()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var all = new List<Answer>();
        for (var i = 0; i < 3; i++)
        {
            all.Add(await organisation.Prospect());
        }

        var first = (await coordinator.Get($"{Path}?status=prospect,approached&limit=2&include=total")).Expect(HttpStatusCode.OK);
        var rest = await coordinator.Get($"{Path}?status=prospect,approached&limit=2&cursor={(string)first.Body["page"]!["next_cursor"]!}");

        Assert.Equal(3, (int)first.Body["page"]!["total"]!);
        Assert.Equal(all.Select(one => one.Id), Ids(first).Concat(Ids(rest)));
        Assert.Equal([all[1].Id], Ids(await coordinator.Get($"{Path}?venue_id={all[1].Body["venue_id"]}")));
        Assert.Equal(3, Ids(await coordinator.Get($"{Path}?programme_id={await organisation.Programme()}")).Count());
        Assert.Empty(Ids(await coordinator.Get($"{Path}?status=active")));
    }

    private static IEnumerable<Guid> Ids(Answer list) => list.Data.Select(item => item["id"]!.GetValue<Guid>());
}

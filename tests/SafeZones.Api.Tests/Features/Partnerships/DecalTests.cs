using System.Net;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Partnerships;

public sealed class DecalTests(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    // DOMAIN.md section 10, story 6, its first half.
    [Fact]
    public async Task A_decal_is_issued_to_an_active_venue_and_to_no_other()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Pledged();
        var decal = await organisation.Allocated(partnership);

        var refused = await organisation.MoveDecal(decal, "issue");
        Assert.Equal((HttpStatusCode.Conflict, "partnership_not_active"), (refused.Status, refused.Code));
        Assert.Equal(["/requirements/training_ratio training_ratio_unmet"], refused.Faults);

        (await organisation.Train(partnership, 8)).Expect(HttpStatusCode.Created);
        (await organisation.Move(partnership, "activation")).Expect(HttpStatusCode.OK);
        Assert.Equal("issued", (string?)(await organisation.MoveDecal(decal, "issue")).Body["state"]);
    }

    [Fact]
    public async Task A_batch_has_consecutive_serials_and_codes_that_nobody_can_guess()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var edition = (await coordinator.Post("/v1/material-editions", new { Kind = "poster", Locale = "ar", Size = "A3", Edition = 2 }))
            .Expect(HttpStatusCode.Created);

        var batches = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
            coordinator.Post("/v1/decals/batch", new { MaterialEditionId = edition.Id, Quantity = 25 })));

        var decals = batches.SelectMany(batch => batch.Expect(HttpStatusCode.OK).Data).ToList();
        Assert.Equal(Enumerable.Range(1, 100), decals.Select(decal => (int)decal["serial"]!).Order());
        Assert.Equal(100, decals.Select(decal => (string?)decal["verify_code"]).Distinct().Count());
        Assert.All(batches, batch => Assert.Equal(24, (int)batch.Data[^1]["serial"]! - (int)batch.Data[0]["serial"]!));
        Assert.Equal("edition_missing", (await coordinator.Post("/v1/decals", new { MaterialEditionId = Guid.NewGuid() })).Code);
        Assert.Equal("edition_exists", (await coordinator.Post("/v1/material-editions", new { Kind = "poster", Locale = "ar", Size = "A3", Edition = 2 })).Code);
    }

    [Theory]
    [InlineData("suspension", "suspended")]
    [InlineData("withdrawal", "withdrawn")]
    [InlineData("closure", "closed")]
    public async Task A_venue_that_is_out_is_asked_for_everything_that_is_on_show(string path, string reason)
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var partnership = await organisation.Active();
        var (shown, kept) = (await organisation.Displayed(partnership), await organisation.Allocated(partnership));
        object body = path switch
        {
            "suspension" => new { Reason = "legal" },
            "closure" => new { Reason = "moved" },
            _ => new { Evidence = "folder 3" },
        };

        (await organisation.Move(partnership, path, body)).Expect(HttpStatusCode.OK);

        Assert.Equal("recall_requested", (string?)(await coordinator.Get($"/v1/decals/{shown.Id}")).Body["state"]);
        Assert.Equal("allocated", (string?)(await coordinator.Get($"/v1/decals/{kept.Id}")).Body["state"]);
        var recall = Assert.Single((await coordinator.Get($"/v1/recalls?partnership_id={partnership.Id}")).Data);
        Assert.Equal(("open", reason), ((string?)recall["status"], (string?)recall["reason"]));
        (await organisation.MoveDecal(shown, "return")).Expect(HttpStatusCode.OK);
        Assert.Equal("resolved", (string?)(await coordinator.Get($"/v1/recalls?partnership_id={partnership.Id}")).Data[0]["status"]);
    }

    [Fact]
    public async Task What_is_still_up_when_a_venue_comes_back_may_stay()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Active();
        var decal = await organisation.Displayed(partnership);
        (await organisation.Move(partnership, "suspension", new { Reason = "legal" })).Expect(HttpStatusCode.OK);

        (await organisation.Move(partnership, "reinstatement", by: organisation.Owner)).Expect(HttpStatusCode.OK);

        Assert.Equal("displayed", (string?)(await organisation.Owner.Get($"/v1/decals/{decal.Id}")).Body["state"]);
        Assert.Empty((await organisation.Owner.Get("/v1/recalls?status=open,reminded,overdue")).Data);
    }

    [Fact]
    public async Task Two_coordinators_suspend_and_issue_at_once_and_never_is_a_live_sticker_on_a_suspended_venue()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Active();
        var rounds = int.Parse(Environment.GetEnvironmentVariable("SAFEZONES_RACE_ROUNDS") ?? "40", null);
        var issued = 0;
        for (var round = 0; round < rounds; round++)
        {
            var decal = await organisation.Allocated(partnership);
            var suspending = organisation.Move(partnership, "suspension", new { Reason = "legal" });
            var issuing = organisation.MoveDecal(decal, "issue");
            (await suspending).Expect(HttpStatusCode.OK);
            issued += (await issuing).Status == HttpStatusCode.OK ? 1 : 0;

            Assert.Empty((await organisation.Owner.Get($"/v1/decals?partnership_id={partnership.Id}&state=issued,displayed")).Data);
            (await organisation.Move(partnership, "reinstatement", by: organisation.Owner)).Expect(HttpStatusCode.OK);
            // What came back with the venue goes, so that each round begins alike.
            foreach (var live in (await organisation.Owner.Get($"/v1/decals?partnership_id={partnership.Id}&state=issued,displayed")).Data)
            {
                (await organisation.Owner.Post($"/v1/decals/{live["id"]}/return", null, ("If-Match", "*"))).Expect(HttpStatusCode.OK);
            }
        }

        TestContext.Current.SendDiagnosticMessage($"{issued} of {rounds} were issued before the suspension.");
    }

    [Fact]
    public async Task A_volunteer_sees_it_up_and_brings_it_back_and_issues_nothing()
    {
        var organisation = await api.Organisation();
        var volunteer = await organisation.Volunteer();
        var decal = await organisation.Allocated(await organisation.Active());

        Assert.Equal(HttpStatusCode.Forbidden, (await volunteer.Post($"/v1/decals/{decal.Id}/issue", null, ("If-Match", "*"))).Status);
        (await organisation.MoveDecal(decal, "issue")).Expect(HttpStatusCode.OK);
        foreach (var (path, body) in new (string, object?)[] { ("display", new { PlacedAt = "entrance" }), ("return", null) })
        {
            (await volunteer.Post($"/v1/decals/{decal.Id}/{path}", body, ("If-Match", "*"))).Expect(HttpStatusCode.OK);
        }

        Assert.Equal([" move_impossible"], (await volunteer.Post($"/v1/decals/{decal.Id}/return", null, ("If-Match", "*"))).Faults);
    }
}

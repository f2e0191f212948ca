using System.Net;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Stock;

public sealed class StockTests(SharedApi shared)
{
    private const string Path = "/v1/stock-movements";
    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task What_comes_in_and_goes_out_is_added_up_and_every_movement_says_how_many_there_were_then()
    {
        var organisation = await api.Organisation();
        var (coordinator, volunteer) = (await organisation.Coordinator(), await organisation.Volunteer());
        var (flyers, venue) = (await Edition(organisation), (await organisation.Venue()).Id);

        await Move(organisation, flyers, "receive", 100);
        await Move(organisation, flyers, "issue", 30, venue);
        await Move(organisation, flyers, "return", 5, venue);
        await Move(organisation, flyers, "adjust", -3);
        await Move(organisation, flyers, "adjust", 1);
        var last = await Move(organisation, flyers, "scrap", 2);

        var movements = (await volunteer.Get(Path)).Expect(HttpStatusCode.OK).Data;
        Assert.Equal(
            ["scrap 2 71", "adjust 1 73", "adjust -3 72", "return 5 75", "issue 30 70", "receive 100 100"],
            movements.Select(movement => $"{movement["kind"]} {movement["quantity"]} {movement["balance"]}"));
        Assert.Equal(
            ["return", "issue"], (await volunteer.Get($"{Path}?venue_id={venue}")).Data.Select(movement => (string?)movement["kind"]));
        Assert.Equal(2, (await volunteer.Get($"{Path}?kind=adjust&material_edition_id={flyers}")).Data.Count);
        var balance = Assert.Single((await volunteer.Get("/v1/stock-balances")).Data);
        Assert.Equal((flyers, "flyer", 71), (balance["material_edition_id"]!.GetValue<Guid>(), (string?)balance["kind"], (int)balance["quantity"]!));
        Assert.Equal(["record_stock_movement stock_movement(kind, quantity)"], await organisation.TrailOf(last.Id));
        Assert.Equal("forbidden", (await volunteer.Post(Path, Body(flyers, "receive", 1))).Code);
        Assert.Empty((await coordinator.Get($"{Path}?material_edition_id={Guid.NewGuid()}")).Data);
    }

    [Theory]
    [InlineData("issue", 13)]
    [InlineData("scrap", 13)]
    [InlineData("adjust", -13)]
    public async Task More_than_there_are_cannot_go_and_the_refusal_says_how_many_there_are(string kind, int quantity)
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var flyers = await Edition(organisation);
        Assert.Equal("There are only 0.", Detail(await coordinator.Post(Path, Body(flyers, kind, quantity))));
        await Move(organisation, flyers, "receive", 12);

        var refused = await coordinator.Post(Path, Body(flyers, kind, quantity));

        Assert.Equal((HttpStatusCode.Conflict, "stock_short"), (refused.Status, refused.Code));
        Assert.Equal(["/quantity more_than_stock"], refused.Faults);
        Assert.Equal("There are only 12.", Detail(refused));
        Assert.Equal(12, await Balance(organisation));

        static string? Detail(Answer answer) => (string?)answer.Body["errors"]![0]!["detail"];
    }

    [Fact]
    public async Task Thirty_who_take_one_of_ten_at_once_get_ten()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var flyers = await Edition(organisation);
        await Move(organisation, flyers, "receive", 10);

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => coordinator.Post(Path, Body(flyers, "issue", 1))));

        Assert.Equal(10, answers.Count(answer => answer.Status == HttpStatusCode.Created));
        Assert.Equal(20, answers.Count(answer => answer.Code == "stock_short"));
        Assert.Equal(
            Enumerable.Range(0, 10),
            answers.Where(answer => answer.Status == HttpStatusCode.Created).Select(answer => (int)answer.Body["balance"]!).Order());
        Assert.Equal(0, await Balance(organisation));
    }

    [Fact]
    public async Task Of_first_deliveries_at_once_none_is_lost()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var flyers = await Edition(organisation);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => coordinator.Post(Path, Body(flyers, "receive", 5))));

        Assert.All(answers, answer => Assert.True(answer.Status == HttpStatusCode.Created || answer.Code == "try_again", answer.ToString()));
        var counted = 5 * answers.Count(answer => answer.Status == HttpStatusCode.Created);
        Assert.Equal(counted, await Balance(organisation));
        Assert.InRange(counted, 5, 40);
    }

    [Fact]
    public async Task What_is_numbered_piece_by_piece_is_not_counted()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();

        foreach (var kind in new[] { "window_decal", "poster", "charter", "certificate" })
        {
            Assert.Equal("edition_serialised", (await coordinator.Post(Path, Body(await Edition(organisation, kind), "receive", 1))).Code);
        }

        foreach (var kind in new[] { "whistle", "card", "badge", "procedure_sheet" })
        {
            await Move(organisation, await Edition(organisation, kind), "receive", 1);
        }
    }

    [Fact]
    public async Task A_movement_needs_an_edition_and_a_venue_that_exist()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var flyers = await Edition(organisation);
        await Move(organisation, flyers, "receive", 5);
        var elsewhere = (await (await api.Organisation()).Venue()).Id;

        Assert.Equal("edition_missing", (await coordinator.Post(Path, Body(Guid.NewGuid(), "receive", 1))).Code);
        Assert.Equal("venue_missing", (await coordinator.Post(Path, Body(flyers, "issue", 1, Guid.NewGuid()))).Code);
        Assert.Equal("venue_missing", (await coordinator.Post(Path, Body(flyers, "issue", 1, elsewhere))).Code);
        Assert.Equal(5, await Balance(organisation));
    }

    [Theory]
    [InlineData("receive", 0, false, "/quantity contradiction")]
    [InlineData("adjust", 0, false, "/quantity contradiction")]
    [InlineData("issue", -1, false, "/quantity contradiction")]
    [InlineData("receive", 1, true, "/venue_id contradiction")]
    [InlineData("adjust", 1, true, "/venue_id contradiction")]
    [InlineData("receive", 1_000_001, false, "/quantity out_of_range")]
    public async Task A_movement_that_makes_no_sense_is_refused(string kind, int quantity, bool atVenue, string fault)
    {
        var organisation = await api.Organisation();

        Assert.Equal([fault], (await (await organisation.Coordinator()).Post(
            Path, Body(Guid.NewGuid(), kind, quantity, atVenue ? Guid.NewGuid() : null))).Expect(HttpStatusCode.BadRequest).Faults);
    }

    [Fact]
    public async Task There_is_a_most_of_everything()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var flyers = await Edition(organisation);
        await Move(organisation, flyers, "receive", 1);

        await api.Database.Look<int>("update stock_balances set quantity = 10000000 where tenant_id = $1", organisation.Id);
        Assert.Equal("limit_reached", (await coordinator.Post(Path, Body(flyers, "receive", 1))).Code);
        await api.Database.Look<int>("update stock_balances set movements = 100000 where tenant_id = $1", organisation.Id);
        Assert.Equal("limit_reached", (await coordinator.Post(Path, Body(flyers, "issue", 1))).Code);
    }

    private static async Task<Guid> Edition(Organisation organisation, string kind = "flyer") => (await (await organisation.Coordinator()).Post(
        "/v1/material-editions", new { Kind = kind, Locale = "vi", Size = "A6", Edition = 1 })).Expect(HttpStatusCode.Created).Id;

    private static async Task<Answer> Move(Organisation organisation, Guid edition, string kind, int quantity, Guid? venue = null) =>
        (await (await organisation.Coordinator()).Post(Path, Body(edition, kind, quantity, venue))).Expect(HttpStatusCode.Created);

    private static async Task<int> Balance(Organisation organisation) =>
        (int)Assert.Single((await organisation.Owner.Get("/v1/stock-balances")).Data)["quantity"]!;

    private static Dictionary<string, object> Body(Guid edition, string kind, int quantity, Guid? venue = null)
    {
        var body = new Dictionary<string, object> { ["material_edition_id"] = edition, ["kind"] = kind, ["quantity"] = quantity };
        if (venue is { } id)
        {
            body["venue_id"] = id;
        }

        return body;
    }
}

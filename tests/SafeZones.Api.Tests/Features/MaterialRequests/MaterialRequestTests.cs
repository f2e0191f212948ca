using System.Net;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.MaterialRequests;

public sealed class MaterialRequestTests(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task A_venue_asks_for_flyers_by_its_link_and_a_coordinator_sees_it_and_notes_that_they_were_brought()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Willing();

        var asked = (await Ask(organisation, partnership, ("flyer", 50), ("whistle", 5))).Expect(HttpStatusCode.Created);

        var open = Assert.Single((await (await organisation.Volunteer()).Get("/v1/material-requests?status=open")).Data);
        Assert.Equal((asked.Id, partnership.Id, "open"), ((Guid)open["id"]!, (Guid)open["partnership_id"]!, (string?)open["status"]));
        Assert.Equal(
            ["flyer 50", "whistle 5"], open["items"]!.AsArray().Select(item => $"{item!["kind"]} {item["quantity"]}"));
        var coordinator = await organisation.Coordinator();
        Assert.Equal(HttpStatusCode.PreconditionRequired, (await coordinator.Post($"/v1/material-requests/{asked.Id}/fulfilment")).Status);
        Assert.Equal(
            HttpStatusCode.PreconditionFailed,
            (await coordinator.Post($"/v1/material-requests/{asked.Id}/fulfilment", null, ("If-Match", "\"7\""))).Status);
        var fulfilled = (await coordinator.Post($"/v1/material-requests/{asked.Id}/fulfilment", null, ("If-Match", "\"1\"")))
            .Expect(HttpStatusCode.OK);
        Assert.Equal(("fulfilled", "\"2\""), ((string?)fulfilled.Body["status"], fulfilled.ETag));
        Assert.NotNull(fulfilled.Body["decided_by"]);
        Assert.Empty((await coordinator.Get("/v1/material-requests?status=open")).Data);
        Assert.Equal(2L, await api.Database.Look<long>(
            "select count(*) from audit_entries where tenant_id = $1 and entity = 'material_request'", organisation.Id));
    }

    [Fact]
    public async Task A_coordinator_says_no_with_the_class_of_the_reason_and_what_is_decided_stays_decided()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var asked = await Ask(organisation, await organisation.Willing(), ("banner", 1));
        var path = $"/v1/material-requests/{asked.Id}";

        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await (await organisation.Volunteer()).Post($"{path}/refusal", new { Reason = "out_of_stock" }, ("If-Match", "*"))).Status);
        Assert.Equal(["/reason wrong_type"], (await coordinator.Post($"{path}/refusal", new { Reason = "no" }, ("If-Match", "*"))).Faults);
        var refused = (await coordinator.Post($"{path}/refusal", new { Reason = "out_of_stock" }, ("If-Match", "*"))).Expect(HttpStatusCode.OK);

        Assert.Equal(("refused", "out_of_stock"), ((string?)refused.Body["status"], (string?)refused.Body["refusal_reason"]));
        Assert.Equal([" move_impossible"], (await coordinator.Post($"{path}/fulfilment", null, ("If-Match", "*"))).Faults);
        Assert.Equal([" move_impossible"], (await coordinator.Post($"{path}/refusal", new { Reason = "has_enough" }, ("If-Match", "*"))).Faults);
    }

    [Fact]
    public async Task A_sticker_can_be_asked_for_only_to_replace_one_and_the_link_says_how_many()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Active();

        var before = (await api.Stranger.Get(await organisation.Link(partnership, "ask_for_materials"))).Body["materials"]!.AsArray();
        var tooEarly = await Ask(organisation, partnership, ("flyer", 5), ("window_decal", 1));
        var decal = await organisation.Displayed(partnership);
        (await organisation.MoveDecal(decal, "damage")).Expect(HttpStatusCode.OK);
        var after = (await api.Stranger.Get(await organisation.Link(partnership, "ask_for_materials"))).Body["materials"]!.AsArray();
        var tooMany = await Ask(organisation, partnership, ("window_decal", 2));
        (await Ask(organisation, partnership, ("window_decal", 1))).Expect(HttpStatusCode.Created);

        Assert.Equal(("materials_not_given", "/items/1/quantity more_than_given"), (tooEarly.Code, tooEarly.Faults.Single()));
        Assert.Equal(["/items/0/quantity more_than_given"], tooMany.Faults);
        Assert.Contains("0", tooEarly.Text, StringComparison.Ordinal);
        Assert.Equal(
            ["procedure_sheet 500", "table_tent 500", "flyer 500", "card 500", "whistle 500", "badge 500", "banner 500", "warning_sign 500"],
            before.Select(one => $"{one!["kind"]} {one["quantity_max"]}"));
        Assert.Contains(after, one => $"{one!["kind"]} {one["quantity_max"]}" == "window_decal 1");
    }

    [Fact]
    public async Task Three_requests_of_a_venue_may_be_open_and_a_decided_one_makes_room()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Willing();
        var first = (await Ask(organisation, partnership, ("flyer", 1))).Expect(HttpStatusCode.Created);
        (await Ask(organisation, partnership, ("flyer", 1))).Expect(HttpStatusCode.Created);
        (await Ask(organisation, partnership, ("flyer", 1))).Expect(HttpStatusCode.Created);

        Assert.Equal("limit_reached", (await Ask(organisation, partnership, ("flyer", 1))).Code);
        (await (await organisation.Coordinator()).Post($"/v1/material-requests/{first.Id}/fulfilment", null, ("If-Match", "*")))
            .Expect(HttpStatusCode.OK);
        (await Ask(organisation, partnership, ("flyer", 1))).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_note_that_tells_who_somebody_is_and_what_no_request_can_be_are_refused()
    {
        var organisation = await api.Organisation();
        var link = $"{await organisation.Link(await organisation.Willing(), "ask_for_materials")}/material-requests";
        object[] flyers = [new { Kind = "flyer", Quantity = 5 }];

        Assert.Equal(["/note holds_phone_number"], (await api.Stranger.Post(link, new { Items = flyers, Note = "Call 0900 000 000." })).Faults);
        Assert.Contains("/note holds_email_or_handle", (await api.Stranger.Post(link, new { Items = flyers, Note = "bar@example.org" })).Faults);
        Assert.Contains("/note invalid_text", (await api.Stranger.Post(link, new { Items = flyers, Note = "Two\nlines" })).Faults);
        Assert.Equal(["/note too_long"], (await api.Stranger.Post(link, new { Items = flyers, Note = new string('a', 201) })).Faults);
        Assert.Equal(["/items too_few"], (await api.Stranger.Post(link, new { Items = Array.Empty<object>() })).Faults);
        Assert.Equal(["/items/1/kind taken"], (await api.Stranger.Post(link, new { Items = new[] { flyers[0], flyers[0] } })).Faults);
        Assert.Equal(
            ["/items/0/quantity out_of_range"],
            (await api.Stranger.Post(link, new { Items = new[] { new { Kind = "flyer", Quantity = 501 } } })).Faults);
        (await api.Stranger.Post(link, new { Items = flyers, Note = "The back door is open until noon." })).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_venue_that_has_left_asks_for_nothing()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Willing();
        var (ask, leave) = (await organisation.Link(partnership, "ask_for_materials"), await organisation.Link(partnership, "withdraw"));
        (await api.Stranger.Post($"{leave}/withdrawal")).Expect(HttpStatusCode.OK);

        Assert.Equal("partnership_over", (await api.Stranger.Post(
            $"{ask}/material-requests", new { Items = new[] { new { Kind = "flyer", Quantity = 5 } } })).Code);
    }

    [Fact]
    public async Task The_list_goes_on_where_a_page_ended_and_is_narrowed_to_a_venue()
    {
        var organisation = await api.Organisation();
        var (one, other) = (await organisation.Willing(), await organisation.Willing());
        var first = await Ask(organisation, one, ("flyer", 1));
        var second = await Ask(organisation, other, ("flyer", 2));

        var page = (await organisation.Owner.Get("/v1/material-requests?limit=1")).Expect(HttpStatusCode.OK);
        var next = await organisation.Owner.Get($"/v1/material-requests?limit=1&cursor={Uri.EscapeDataString((string)page.Body["page"]!["next_cursor"]!)}");

        Assert.Equal((second.Id, first.Id), ((Guid)page.Data.Single()["id"]!, (Guid)next.Data.Single()["id"]!));
        Assert.Equal([first.Id], (await organisation.Owner.Get($"/v1/material-requests?partnership_id={one.Id}")).Data.Select(item => (Guid)item["id"]!));
    }

    private async Task<Answer> Ask(Organisation organisation, Answer partnership, params (string Kind, int Quantity)[] items) =>
        await api.Stranger.Post(
            $"{await organisation.Link(partnership, "ask_for_materials")}/material-requests",
            new { Items = items.Select(item => new { item.Kind, item.Quantity }) });
}

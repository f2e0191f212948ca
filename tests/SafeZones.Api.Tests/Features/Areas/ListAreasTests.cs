using System.Net;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Areas;

public sealed class ListAreasTests(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task Pages_hold_each_area_once_and_no_geometry()
    {
        var organisation = await api.Organisation();
        for (var i = 0; i < 5; i++)
        {
            await organisation.Area($"Area {i}", i, 0, i + 1, 1);
        }

        var coordinator = await organisation.Coordinator();
        var names = new List<string>();
        var next = "/v1/areas?limit=2&include=total";
        while (next is not null)
        {
            var page = (await coordinator.Get(next)).Expect(HttpStatusCode.OK);
            Assert.Equal(5, (int)page.Body["page"]!["total"]!);
            Assert.All(page.Data, area => Assert.Null(area["geometry"]));
            names.AddRange(page.Data.Select(area => (string)area["name"]!["en"]!));
            next = page.Headers.GetValueOrDefault("Link")?.Split('<', '>')[1];
        }

        Assert.Equal(["Area 0", "Area 1", "Area 2", "Area 3", "Area 4"], names);
    }

    [Fact]
    public async Task A_geometry_comes_with_the_list_where_it_is_asked_for()
    {
        var organisation = await api.Organisation();
        var area = await organisation.Area("Area", 0, 0, 1, 1);
        var coordinator = await organisation.Coordinator();

        var listed = await coordinator.Get("/v1/areas?fields=name,geometry");

        Assert.Equal(area.Body["geometry"]!.ToJsonString(), listed.Data[0]["geometry"]!.ToJsonString());
        Assert.Equal(["limit out_of_range"], (await coordinator.Get("/v1/areas?fields=geometry&limit=21")).Faults);
    }

    [Fact]
    public async Task An_area_is_found_by_its_code_and_by_when_it_changed()
    {
        var organisation = await api.Organisation();
        await organisation.Area("Old", 0, 0, 1, 1, "A-1");
        var second = await organisation.Area("New", 1, 0, 2, 1, "A-2");
        var coordinator = await organisation.Coordinator();

        Assert.Equal([second.Id], Ids(await coordinator.Get("/v1/areas?admin_code=A-2")));
        Assert.Equal([second.Id], Ids(await coordinator.Get($"/v1/areas?updated_since={second.Body["updated_at"]}")));
        Assert.Empty(Ids(await coordinator.Get("/v1/areas?admin_code=A-3")));
    }

    private static IEnumerable<Guid> Ids(Answer answer) =>
        answer.Expect(HttpStatusCode.OK).Data.Select(area => area["id"]!.GetValue<Guid>());
}

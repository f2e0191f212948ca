using System.Net;
using System.Text.Json.Nodes;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Areas;

public sealed class ImportAreasTests(SharedApi shared)
{
    private const string Path = "/v1/areas/import?name_property=NAME_2&admin_code_property=code&language=vi";

    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task Districts_come_in_once_however_often_the_map_is_imported()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var venue = await organisation.Venue("Venue", 0.5, 1.5);
        var map = Collection(Feature("Ba Đình", 1, 0), Feature("Hoàn Kiếm", 2, 1));

        var first = (await Import(coordinator, map)).Expect(HttpStatusCode.OK);
        var second = (await Import(coordinator, map)).Expect(HttpStatusCode.OK);
        map["features"]![1]!["properties"]!["NAME_2"] = "Quận Hoàn Kiếm";
        var third = (await Import(coordinator, map)).Expect(HttpStatusCode.OK);

        Assert.Equal((2, 0, 0), Counts(first));
        Assert.Equal((0, 0, 2), Counts(second));
        Assert.Equal((0, 1, 1), Counts(third));
        Assert.Equal(first.Body["areas"]![1]!["id"]!.GetValue<Guid>(), third.Body["areas"]![1]!["id"]!.GetValue<Guid>());
        Assert.Equal(["Ba Đình", "Quận Hoàn Kiếm"],
            (await coordinator.Get("/v1/areas")).Data.Select(area => (string)area["name"]!["vi"]!).Order(StringComparer.Ordinal));
        Assert.Equal(first.Body["areas"]![1]!["id"]!.GetValue<Guid>(),
            (await coordinator.Get($"/v1/venues/{venue.Id}")).Body["area_id"]!.GetValue<Guid>());
    }

    [Fact]
    public async Task A_name_in_another_language_survives_an_import()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        await organisation.Area("Centre", 0, 0, 1, 1, "1");

        (await Import(coordinator, Collection(Feature("Trung tâm", 1, 0)))).Expect(HttpStatusCode.OK);

        Assert.Equal("""{"en":"Centre","vi":"Trung tâm"}""", (await coordinator.Get("/v1/areas")).Data[0]["name"]!.ToJsonString(
            new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Fact]
    public async Task One_wrong_feature_keeps_all_of_them_out_and_is_named()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var open = Feature("Open", 2, 1);
        ((JsonArray)open["geometry"]!["coordinates"]![0]!).RemoveAt(4);
        var point = Feature("Point", 3, 2);
        point["geometry"] = JsonNode.Parse("""{"type":"Point","coordinates":[0,0]}""");
        var nowhere = Feature("Nowhere", 4, 3);
        nowhere["geometry"] = null;
        var nameless = Feature("", 5, 4);
        var twin = Feature("Twin", 1, 5);
        var strange = Feature("Strange", 6, 6);
        strange["properties"]!["code"] = true;

        var refused = await Import(coordinator, Collection(Feature("Good", 1, 0), open, point, nowhere, nameless, twin, strange));

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal(
            [
                "/features/1/geometry/coordinates/0/3 ring_not_closed", "/features/2/geometry/type not_one_of",
                "/features/3/geometry required", "/features/4/properties/NAME_2 required",
                "/features/5/properties/code contradiction", "/features/6/properties/code wrong_type",
            ],
            refused.Faults);
        Assert.Empty((await coordinator.Get("/v1/areas")).Data);
    }

    [Fact]
    public async Task Another_coordinate_system_is_refused_and_members_of_other_software_are_passed_over()
    {
        var coordinator = await (await api.Organisation()).Coordinator();
        var map = Collection(Feature("Area", 1, 0));
        map["generator"] = "some software";
        map["crs"] = Crs("urn:ogc:def:crs:EPSG::3857");

        Assert.Equal(["/crs not_one_of"], (await Import(coordinator, map)).Faults);
        map["crs"] = Crs("urn:ogc:def:crs:OGC:1.3:CRS84");
        Assert.Equal((1, 0, 0), Counts(await Import(coordinator, map)));

        static JsonObject Crs(string name) => new() { ["type"] = "name", ["properties"] = new JsonObject { ["name"] = name } };
    }

    [Theory]
    [InlineData("""{"type":"FeatureCollection","features":[]}""", "/features too_few")]
    [InlineData("""{"type":"Feature","features":[{"type":"Feature"}]}""", "/type not_one_of")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Polygon"}]}""", "/features/0/type not_one_of")]
    [InlineData("""{"type":"FeatureCollection"}""", "/features required")]
    [InlineData("""{"type":"FeatureCollection","features":[7]}""", "/features/0 wrong_type")]
    public async Task What_is_no_collection_of_features_is_refused(string body, string fault)
    {
        var coordinator = await (await api.Organisation()).Coordinator();

        Assert.Equal([fault], (await Import(coordinator, body)).Faults);
    }

    [Fact]
    public async Task An_import_needs_a_key_a_known_language_and_at_most_500_features()
    {
        var coordinator = await (await api.Organisation()).Coordinator();
        var map = Collection(Feature("Area", 1, 0));
        var large = Collection([.. Enumerable.Range(0, 501).Select(i => Feature("A", i, 0))]);

        Assert.Equal(["Idempotency-Key required"], (await coordinator.Post(Path, map)).Faults);
        Assert.Equal(["language unknown_language"], (await coordinator.Post("/v1/areas/import?language=xx", map, ("Idempotency-Key", "k"))).Faults);
        Assert.Equal(["/features too_many"], (await Import(coordinator, large)).Faults);
    }

    private static Task<Answer> Import(Actor actor, object map) => actor.Send(
        HttpMethod.Post, Path, map, [("Idempotency-Key", Guid.NewGuid().ToString())], "application/geo+json");

    private static (int Created, int Updated, int Unchanged) Counts(Answer answer)
    {
        var body = answer.Expect(HttpStatusCode.OK).Body;
        return ((int)body["created"]!, (int)body["updated"]!, (int)body["unchanged"]!);
    }

    private static JsonObject Collection(params JsonObject[] features) =>
        new() { ["type"] = "FeatureCollection", ["features"] = new JsonArray(features) };

    private static JsonObject Feature(string name, int code, double west) => new()
    {
        ["type"] = "Feature",
        ["properties"] = new JsonObject { ["NAME_2"] = name, ["code"] = code, ["population"] = 7 },
        ["geometry"] = Organisation.Rectangle(west, 0, west + 1, 1),
    };
}

using System.Net;
using System.Text.Json.Nodes;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Areas;

public sealed class CreateAreaTests(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task A_coordinator_draws_an_area_and_reads_it_back()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();

        var created = await organisation.Area("Old Town", 105.84, 21.02, 105.86, 21.04, "VN-HN-01");

        Assert.Equal($"/v1/areas/{created.Id}", created.Headers["Location"]);
        Assert.Equal("[105.84,21.02,105.86,21.04]", created.Body["bbox"]!.ToJsonString());
        Assert.Equal(
            """{"type":"Polygon","coordinates":[[[105.84,21.02],[105.86,21.02],[105.86,21.04],[105.84,21.04],[105.84,21.02]]]}""",
            created.Body["geometry"]!.ToJsonString());
        Assert.Equal(created.Text, (await coordinator.Get($"/v1/areas/{created.Id}")).Text);
        Assert.Equal(HttpStatusCode.NotModified, (await coordinator.Get($"/v1/areas/{created.Id}", ("If-None-Match", created.ETag!))).Status);
    }

    [Fact]
    public async Task Rings_are_stored_as_the_standard_winds_them_and_without_altitudes()
    {
        var created = await Create("""{"type":"MultiPolygon","coordinates":[[[[0,0,7],[0,9,7],[9,9,7],[9,0,7],[0,0,7]],[[1,1],[2,1],[2,2],[1,1]]]]}""");

        Assert.Equal(
            """{"type":"MultiPolygon","coordinates":[[[[0,0],[9,0],[9,9],[0,9],[0,0]],[[1,1],[2,2],[2,1],[1,1]]]]}""",
            created.Expect(HttpStatusCode.Created).Body["geometry"]!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[9,0],[9,9],[0,9]]]}""", "/geometry/coordinates/0/3 ring_not_closed")]
    [InlineData("""{"type":"MultiPolygon","coordinates":[[[[0,0],[9,0],[9,9],[0,9]]]]}""", "/geometry/coordinates/0/0/3 ring_not_closed")]
    [InlineData("""{"type":"Polygon","coordinates":[[[170,0],[-170,0],[-170,9],[170,9],[170,0]]]}""",
        "/geometry/coordinates/0/1 edge_crosses_antimeridian", "/geometry/coordinates/0/3 edge_crosses_antimeridian")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[9,91],[9,9],[0,0]]]}""", "/geometry/coordinates/0/1 latitude_out_of_range")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[1e400,0],[9,9],[0,0]]]}""", "/geometry/coordinates/0/1 longitude_out_of_range",
        "/geometry/coordinates/0/2 edge_crosses_antimeridian")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[9,9],[9,0],[0,9],[0,0]]]}""", "/geometry/coordinates/0 ring_crosses_itself")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],["9",0],[9,9],[0,0]]]}""", "/geometry/coordinates/0/1 wrong_format")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[9],[9,9],[0,0]]]}""", "/geometry/coordinates/0/1 wrong_format")]
    [InlineData("""{"type":"Polygon","coordinates":[7]}""", "/geometry/coordinates/0 wrong_type")]
    [InlineData("""{"type":"Polygon","coordinates":[]}""", "/geometry/coordinates polygon_empty")]
    [InlineData("""{"type":"Polygon","coordinates":null}""", "/geometry/coordinates wrong_type")]
    [InlineData("""{"type":"MultiPolygon","coordinates":[]}""", "/geometry/coordinates shape_empty")]
    [InlineData("""{"type":"Point","coordinates":[1,2]}""", "/geometry/type wrong_type")]
    [InlineData("""{"type":"Polygon"}""", "/geometry/coordinates required")]
    [InlineData("""{"type":"Polygon","coordinates":[],"bbox":[]}""", "/geometry/bbox unknown_member")]
    public async Task A_geometry_that_cannot_be_is_refused_at_its_place(string geometry, params string[] faults)
    {
        var refused = await Create(geometry);

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal(faults, refused.Faults);
    }

    [Fact]
    public async Task A_code_belongs_to_one_area()
    {
        var organisation = await api.Organisation();
        await organisation.Area("North", 0, 0, 1, 1, "X-1");

        var refused = await (await organisation.Coordinator()).Post(
            "/v1/areas", Organisation.AreaBody("South", Organisation.Rectangle(0, -1, 1, 0), "X-1"));

        Assert.Equal((HttpStatusCode.Conflict, "area_code_taken"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task Venues_that_are_already_there_belong_to_the_area_and_to_the_smallest_one()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var inside = await organisation.Venue("Inside", 21.03, 105.85);
        var outside = await organisation.Venue("Outside", 21.05, 105.85);

        var town = await organisation.Area("Town", 105.84, 21.02, 105.86, 21.04);
        var country = await organisation.Area("Country", 100, 20, 110, 25);

        var moved = await coordinator.Get($"/v1/venues/{inside.Id}");
        Assert.Equal(town.Id, moved.Body["area_id"]!.GetValue<Guid>());
        Assert.Equal("\"2\"", moved.ETag);
        Assert.True(moved.Body["updated_at"]!.GetValue<DateTimeOffset>() > inside.Body["updated_at"]!.GetValue<DateTimeOffset>());
        Assert.Equal(country.Id, (await coordinator.Get($"/v1/venues/{outside.Id}")).Body["area_id"]!.GetValue<Guid>());
        Assert.Equal([inside.Id], (await coordinator.Get($"/v1/venues?area_id={town.Id}")).Data.Select(venue => venue["id"]!.GetValue<Guid>()));
        Assert.Equal(1L, await api.Database.Look<long>(
            "select count(*) from audit_entries where tenant_id = $1 and entity_id = $2 and action = 'create_area' and fields = '{area_id}'",
            organisation.Id, inside.Id));
    }

    [Fact]
    public async Task A_small_area_is_not_smeared_over_its_neighbourhood()
    {
        // A market hall of about fifty metres, in a country where PostgreSQL's own tolerance would swallow the street.
        var organisation = await api.Organisation();
        var hall = await organisation.Area("Market hall", 105.8500, 21.0300, 105.8505, 21.0305);
        var stall = await organisation.Venue("Stall", 21.03025, 105.85025);

        var across = await organisation.Venue("Across the street", 21.03025, 105.85051);

        Assert.Equal(hall.Id, stall.Body["area_id"]!.GetValue<Guid>());
        Assert.Null(across.Body["area_id"]);
    }

    [Fact]
    public async Task Venues_registered_while_an_area_is_drawn_are_not_forgotten()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();

        for (var round = 0; round < 5; round++)
        {
            var west = round * 0.01;
            var drawing = organisation.Area("Drawn", west, 0, west + 0.005, 0.005);
            var venues = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => organisation.Venue($"Venue {i}", 0.001, west + 0.001)));
            var area = await drawing;

            foreach (var venue in venues)
            {
                Assert.Equal(area.Id, (await coordinator.Get($"/v1/venues/{venue.Id}")).Body["area_id"]?.GetValue<Guid>());
            }
        }
    }

    [Fact]
    public async Task A_volunteer_reads_areas_and_draws_none()
    {
        var organisation = await api.Organisation();
        var area = await organisation.Area("Town", 0, 0, 1, 1);
        var volunteer = await organisation.Volunteer();

        Assert.Equal(HttpStatusCode.OK, (await volunteer.Get($"/v1/areas/{area.Id}")).Status);
        Assert.Equal("forbidden", (await volunteer.Post("/v1/areas", new JsonObject())).Code);
        Assert.Equal("forbidden", (await volunteer.Delete($"/v1/areas/{area.Id}", area.ETag)).Code);
    }

    [Fact]
    public async Task An_organisation_has_at_most_two_thousand_areas_however_they_come()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        await api.Database.Look<int>(
            """
            insert into areas (tenant_id, id, name, geometry, west, south, east, north, created_at, updated_at, version)
            select $1, gen_random_uuid(), '{"en":"Area"}', '{}', 0, 0, 0, 0, now(), now(), 1 from generate_series(1, 1999) returning 1
            """,
            organisation.Id);
        await organisation.Area("The last one", 0, 0, 1, 1);
        var body = Organisation.AreaBody("One too many", Organisation.Rectangle(2, 2, 3, 3));
        var map = new
        {
            type = "FeatureCollection",
            features = new[] { new { type = "Feature", properties = new { name = "One too many" }, geometry = body["geometry"] } },
        };

        var drawn = (await coordinator.Post("/v1/areas", body)).Expect(HttpStatusCode.Conflict);
        var imported = (await coordinator.Post("/v1/areas/import?name_property=name", map, ("Idempotency-Key", "once"))).Expect(HttpStatusCode.Conflict);

        Assert.Equal(("limit_reached", "At most 2000."), (drawn.Code, (string?)drawn.Body["errors"]![0]!["detail"]));
        Assert.Equal(("limit_reached", "At most 2000."), (imported.Code, (string?)imported.Body["errors"]![0]!["detail"]));
    }

    private async Task<Answer> Create(string geometry) => await (await (await api.Organisation()).Coordinator())
        .Post("/v1/areas", Organisation.AreaBody("Area", JsonNode.Parse(geometry)!.AsObject()));
}

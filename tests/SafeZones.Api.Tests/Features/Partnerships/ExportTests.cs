using System.Net;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Partnerships;

public sealed class ExportTests(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task Training_records_are_taken_along_all_or_those_of_a_venue()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var (first, second) = (await organisation.Willing(), await organisation.Willing());
        var record = (await organisation.Train(first, 3)).Expect(HttpStatusCode.Created);
        (await organisation.Train(second, 4)).Expect(HttpStatusCode.Created);

        var export = (await coordinator.Get("/v1/training-records/export")).Expect(HttpStatusCode.OK);
        var narrow = (await coordinator.Get($"/v1/training-records/export?venue_id={first.Body["venue_id"]}")).Expect(HttpStatusCode.OK);

        Assert.Equal(2 + 2, export.Text.Split("\r\n").Length);
        Assert.Equal(
            [
                "id,venue_id,training_session_id,person_ref,headcount,are_others,staff_role,completed_on,valid_until,result,recorded_by,recorded_at,confirmed_by_venue_at",
                $"{record.Id},{first.Body["venue_id"]},,,3,false,staff,{Organisation.Today:yyyy-MM-dd},,attended,{record.Body["recorded_by"]},{record.Body["recorded_at"]},",
                "",
            ],
            narrow.Text.Split("\r\n"));
        Assert.Equal($"attachment; filename=\"training-records-{Organisation.Today:yyyy-MM-dd}.csv\"", narrow.Headers["Content-Disposition"]);
        Assert.Equal(2L, await Traces(organisation, "export_training_records"));
    }

    [Fact]
    public async Task Decals_are_taken_along_in_the_order_of_their_serials()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var edition = (await coordinator.Post("/v1/material-editions", new { Kind = "window_decal", Locale = "vi", Size = "A6", Edition = 1 })).Id;
        (await coordinator.Post("/v1/decals/batch", new { MaterialEditionId = edition, Quantity = 120 })).Expect(HttpStatusCode.OK);

        var lines = (await coordinator.Get("/v1/decals/export?state=in_stock")).Expect(HttpStatusCode.OK).Text.Split("\r\n")[..^1];

        Assert.StartsWith("id,material_edition_id,serial,verify_code,state,", lines[0], StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(1, 120), lines[1..].Select(line => int.Parse(line.Split(',')[2], null)));
        Assert.Single((await coordinator.Get("/v1/decals/export?state=displayed")).Expect(HttpStatusCode.OK).Text.Split("\r\n")[..^1]);
        Assert.Equal(2L, await Traces(organisation, "export_decals"));
    }

    [Fact]
    public async Task Nobody_takes_along_more_than_they_may()
    {
        var organisation = await api.Organisation();
        foreach (var path in new[] { "/v1/venues/export", "/v1/training-records/export", "/v1/decals/export" })
        {
            Assert.Equal("forbidden", (await (await organisation.Member("analyst")).Get(path)).Code);
            Assert.Equal("forbidden", (await (await organisation.Volunteer()).Get(path)).Code);
        }

        Assert.Equal(0L, await api.Database.Look<long>(
            "select count(*) from audit_entries where tenant_id = $1 and action like 'export%'", organisation.Id));
    }

    private Task<long> Traces(Organisation organisation, string action) => api.Database.Look<long>(
        "select count(*) from audit_entries where tenant_id = $1 and action = $2", organisation.Id, action);
}

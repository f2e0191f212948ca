using System.Net;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Interventions;

public sealed class ExportInterventionsTests(SharedApi shared)
{
    private const string Why = "board meeting";
    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task Whoever_may_read_interventions_takes_them_along_without_narratives_and_leaves_a_trace()
    {
        var organisation = await api.Organisation();
        var (partnership, told) = await organisation.WithNarrative("Marker-in-the-note stayed with her.");
        (await (await organisation.Volunteer()).Tell(await organisation.Willing())).Expect(HttpStatusCode.Created);
        var coordinator = await organisation.Coordinator();

        var all = (await coordinator.Get("/v1/interventions/export", ("X-Audit-Reason", Why))).Expect(HttpStatusCode.OK);
        var one = (await coordinator.Get($"/v1/interventions/export?partnership_id={partnership.Id}", ("X-Audit-Reason", Why))).Expect(HttpStatusCode.OK);

        Assert.Equal(2 + 2, all.Text.Split("\r\n").Length);
        Assert.DoesNotContain("Marker", all.Text, StringComparison.Ordinal);
        var (head, row) = (one.Text.Split("\r\n")[0].Split(','), one.Text.Split("\r\n")[1].Split(','));
        var cells = head.Zip(row).ToDictionary(cell => cell.First, cell => cell.Second);
        Assert.Equal(
            [told.Id.ToString(), "submitted", "true", $"{Organisation.Today:yyyy-MM-dd}", "unwanted_contact_requests;threat", "1"],
            new[] { "id", "review_status", "has_narrative", "report.occurred_on", "report.incident_types", "report.people_helped" }
                .Select(name => cells[name]));
        Assert.Equal(Why, await api.Database.Look<string>(
            "select min(reason) from audit_entries where tenant_id = $1 and action = 'export_interventions'", organisation.Id));
    }

    [Fact]
    public async Task Nobody_takes_interventions_along_without_saying_why_or_without_the_right_to_read_them()
    {
        var organisation = await api.Organisation();
        Assert.Equal("invalid_header", (await (await organisation.Coordinator()).Get("/v1/interventions/export")).Code);
        foreach (var role in new[] { "analyst", "volunteer", "trainer", "auditor" })
        {
            Assert.Equal("forbidden", (await (await organisation.Member(role)).Get("/v1/interventions/export", ("X-Audit-Reason", Why))).Code);
        }
    }

    [Fact]
    public async Task An_analyst_takes_the_counts_of_a_quarter_along_with_the_small_ones_suppressed()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Willing();
        var quarter = Telling.QuarterOf(Telling.LastQuarter);
        await organisation.TellOfLastQuarter(partnership, "inside", 9);
        await organisation.TellOfLastQuarter(partnership, "entrance", 6);
        await organisation.TellOfLastQuarter(partnership, "transport", 2);

        var lines = (await Counts(organisation, quarter)).Expect(HttpStatusCode.OK).Text.Split("\r\n")[..^1];

        Assert.Equal("quarter,by,word,count,is_suppressed,suppression_k", lines[0]);
        Assert.Equal($"{quarter},,total,17,false,5", lines[1]);
        Assert.Equal(
            [
                $"{quarter},setting,inside,9,false,5", $"{quarter},setting,entrance,,true,5", $"{quarter},setting,street_nearby,0,false,5",
                $"{quarter},setting,transport,,true,5", $"{quarter},setting,online,0,false,5", $"{quarter},setting,other,0,false,5",
            ],
            lines.Where(line => line.Split(',')[1] == "setting"));
        Assert.Contains($"{quarter},action,called_taxi,17,false,5", lines);
        Assert.Equal(["quarter date_in_future"], (await Counts(organisation, Telling.QuarterOf(Organisation.Today))).Faults);
        Assert.Equal("forbidden", (await (await organisation.Volunteer()).Get(Path(await organisation.Programme(), quarter))).Code);
    }

    private static string Path(Guid programme, string quarter) =>
        $"/v1/programmes/{programme}/intervention-statistics/export?quarter={quarter}";

    private static async Task<Answer> Counts(Organisation organisation, string quarter) =>
        await (await organisation.Member("analyst")).Get(Path(await organisation.Programme(), quarter));
}

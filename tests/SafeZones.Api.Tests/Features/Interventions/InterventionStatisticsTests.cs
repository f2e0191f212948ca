using System.Net;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Interventions;

public sealed class InterventionStatisticsTests(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task An_analyst_counts_a_quarter_and_sees_no_count_that_points_at_somebody()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Willing();
        await organisation.TellOfLastQuarter(partnership, "inside", 9);
        await organisation.TellOfLastQuarter(partnership, "entrance", 6);
        await organisation.TellOfLastQuarter(partnership, "transport", 2);
        var rejected = await organisation.TellOfLastQuarter(partnership, "online", 1);
        (await (await organisation.Coordinator()).Post($"/v1/interventions/{rejected}/review", new { Verdict = "rejected" }, ("If-Match", "*")))
            .Expect(HttpStatusCode.OK);

        var counted = (await Count(organisation, "setting")).Expect(HttpStatusCode.OK).Body;

        Assert.Equal((17, 5), ((int)counted["total"]!, (int)counted["suppression_k"]!));
        Assert.Equal(
            ["inside 9", "entrance -", "street_nearby 0", "transport -", "online 0", "other 0"],
            counted["counts"]!.AsArray().Select(one => $"{one!["word"]} {one["count"]?.ToString() ?? "-"}"));
    }

    [Fact]
    public async Task Of_fewer_than_k_not_even_the_total_is_told()
    {
        var organisation = await api.Organisation();
        await organisation.TellOfLastQuarter(await organisation.Willing(), "inside", 4);

        var counted = (await Count(organisation, "action")).Expect(HttpStatusCode.OK).Body;

        Assert.Null(counted["total"]);
        Assert.All(counted["counts"]!.AsArray(), one => Assert.Null(one!["count"]));
    }

    [Fact]
    public async Task One_intervention_with_two_actions_counts_in_both_and_once_in_the_total()
    {
        var organisation = await api.Organisation();
        await organisation.TellOfLastQuarter(await organisation.Willing(), "inside", 7);

        var counted = (await Count(organisation, "action")).Body;

        Assert.Equal(7, (int)counted["total"]!);
        Assert.Equal(
            ["gave_safe_place 7", "called_taxi 7"],
            counted["counts"]!.AsArray().Where(one => one!["count"]?.GetValue<int>() > 0).Select(one => $"{one!["word"]} {one["count"]}"));
    }

    [Fact]
    public async Task A_quarter_that_is_not_over_cannot_be_watched_day_by_day()
    {
        var organisation = await api.Organisation();

        var refused = await Count(organisation, "action", Telling.QuarterOf(Organisation.Today));

        Assert.Equal(["quarter date_in_future"], refused.Expect(HttpStatusCode.BadRequest).Faults);
        Assert.Equal(["quarter wrong_format"], (await Count(organisation, "action", "2026-11")).Faults);
        Assert.Equal(["by not_one_of"], (await Count(organisation, "name")).Faults);
    }

    private static async Task<Answer> Count(Organisation organisation, string by, string? quarter = null) =>
        await (await organisation.Member("analyst")).Get(
            $"/v1/programmes/{await organisation.Programme()}/intervention-statistics"
            + $"?quarter={quarter ?? Telling.QuarterOf(Telling.LastQuarter)}&by={by}");
}

using System.Net;
using System.Text.Json.Nodes;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Partnerships;

public sealed class ChangeStaffTests(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task An_owner_tells_by_link_that_trained_people_have_left_and_learns_the_lapse_date()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Active(new { TrainingThreshold = 0.75, GraceDays = 14 });
        var link = await organisation.Link(partnership, "change_staff");

        var shown = (await api.Stranger.Get(link)).Expect(HttpStatusCode.OK).Body;
        var standing = (await api.Stranger.Post($"{link}/staff-changes", new { Arrived = -6, StaffRole = "staff" })).Expect(HttpStatusCode.OK).Body;

        Assert.Equal(("change_staff", 12), ((string?)shown["purpose"], (int)shown["staff"]!["n"]!));
        Assert.Equal((false, 0.6667m), ((bool)Ratio(standing)["met"]!, (decimal)Ratio(standing)["actual"]!));
        Assert.Equal($"{Organisation.Today.AddDays(14):yyyy-MM-dd}", (string?)standing["requirements"]!["lapse_forecast_on"]);
        Assert.NotNull(standing["requirements"]!["next_sessions"]);
        Assert.Equal("not_found", (await api.Stranger.Post($"{link}/staff-changes", new { Arrived = 1, StaffRole = "staff" })).Code);
    }

    [Fact]
    public async Task New_hires_have_the_programmes_days_before_they_must_be_trained_and_the_answer_says_until_when()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Active(new { TrainingThreshold = 0.75, GraceDays = 14, NewHireDays = 30 });
        var link = await organisation.Link(partnership, "change_staff");

        var standing = (await api.Stranger.Post($"{link}/staff-changes", new { Arrived = 4, StaffRole = "staff" })).Expect(HttpStatusCode.OK).Body;

        Assert.True((bool)Ratio(standing)["met"]!);
        var breaksOn = DateOnly.Parse((string)Ratio(standing)["breaks_on"]!, null);
        Assert.InRange(breaksOn, Organisation.Today.AddDays(30), Organisation.Today.AddDays(31));
        Assert.Equal($"{breaksOn.AddDays(14):yyyy-MM-dd}", (string?)standing["requirements"]!["lapse_forecast_on"]);
        Assert.Equal(
            $"{Organisation.Today:yyyy-MM-dd} 4 staff",
            await api.Database.Look<string>(
                "select concat_ws(' ', changed_on, arrived, staff_role) from staff_changes where tenant_id = $1", organisation.Id));
    }

    [Fact]
    public async Task Nobody_came_and_too_many_came_are_refused_and_leave_the_link_as_it_was()
    {
        var organisation = await api.Organisation();
        var link = await organisation.Link(await organisation.Willing(), "change_staff");

        Assert.Equal(["/arrived contradiction"], (await api.Stranger.Post($"{link}/staff-changes", new { Arrived = 0, StaffRole = "staff" })).Faults);
        Assert.Equal(["/arrived out_of_range"], (await api.Stranger.Post($"{link}/staff-changes", new { Arrived = 101, StaffRole = "staff" })).Faults);
        Assert.Equal(
            ["/staff_role wrong_type"], (await api.Stranger.Post($"{link}/staff-changes", new { Arrived = 1, StaffRole = "cook" })).Faults);
        (await api.Stranger.Post($"{link}/staff-changes", new { Arrived = 1, StaffRole = "security" })).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_link_for_the_number_of_staff_does_not_tell_of_leavers_nor_the_other_way_round()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Willing();
        var (count, change) = (await organisation.Link(partnership, "declare_staff"), await organisation.Link(partnership, "change_staff"));

        Assert.Equal("not_found", (await api.Stranger.Post($"{count}/staff-changes", new { Arrived = 1, StaffRole = "staff" })).Code);
        Assert.Equal("not_found", (await api.Stranger.Post($"{change}/staff", new { N = 9 })).Code);
    }

    private static JsonNode Ratio(JsonNode standing) =>
        standing["requirements"]!["requirements"]!.AsArray().Single(one => (string?)one!["name"] == "training_ratio")!;
}

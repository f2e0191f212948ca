using System.Net;
using System.Text.Json.Nodes;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Trainings;

public sealed class TrainingRecordTests(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    // DOMAIN.md section 10, story 5.
    [Fact]
    public async Task A_trainer_marks_nine_present_without_names_and_the_venue_of_twelve_is_ready_to_activate()
    {
        var organisation = await api.Organisation();
        var (coordinator, trainer) = (await organisation.Coordinator(), await organisation.Member("trainer"));
        var partnership = await organisation.Pledged(new { TrainingThreshold = 0.7 });
        Assert.Equal("requirements_unmet", (await organisation.Move(partnership, "activation")).Code);

        var session = await organisation.HeldSession(body =>
        {
            body["venue_id"] = partnership.Body["venue_id"]!.GetValue<Guid>();
            body["format"] = "in_venue";
        });
        (await organisation.Attend(session, partnership, 9)).Expect(HttpStatusCode.OK);

        var now = (await trainer.Get($"/v1/partnerships/{partnership.Id}/requirements")).Expect(HttpStatusCode.OK).Body;
        Assert.Equal((9, 12, 0.75), ((int)now["trained"]!["count"]!, (int)now["trained"]!["staff"]!, (double)now["trained"]!["ratio"]!));
        Assert.True((bool)now["is_ready"]!);
        var calendar = (await trainer.Get($"/v1/training-sessions/{session.Id}/calendar")).Expect(HttpStatusCode.OK);
        Assert.Contains($"UID:{session.Id}", calendar.Text, StringComparison.Ordinal);
        Assert.Equal("active", (string?)(await organisation.Move(partnership, "activation", by: coordinator)).Expect(HttpStatusCode.OK).Body["status"]);
    }

    // DOMAIN.md section 10, story 7.
    [Fact]
    public async Task Fifteen_instead_of_twelve_start_the_grace_and_the_answer_names_the_day_of_the_lapse_and_the_next_sessions()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var partnership = await organisation.Active(new { TrainingThreshold = 0.7, GraceDays = 14 });
        var venue = $"/v1/venues/{partnership.Body["venue_id"]}";
        var fourth = await organisation.Session(TimeSpan.FromDays(9));
        var third = await organisation.Session(TimeSpan.FromDays(7));
        var first = await organisation.Session(TimeSpan.FromDays(1));
        var second = await organisation.Session(TimeSpan.FromDays(2), ForVenue(partnership));
        await organisation.Session(-TimeSpan.FromDays(1));
        await organisation.Session(TimeSpan.FromDays(3), ForVenue(await organisation.Prospect()));
        await organisation.MoveSession(await organisation.Session(TimeSpan.FromDays(4)), "cancellation");

        (await coordinator.Patch(venue, new
        {
            StaffCount = new { N = 15, Managers = 2, AsOf = Day(0), DeclaredBy = "venue" },
        }, (await coordinator.Get(venue)).ETag)).Expect(HttpStatusCode.OK);

        var now = (await coordinator.Get($"/v1/partnerships/{partnership.Id}/requirements")).Body;
        var ratio = now["requirements"]!.AsArray().Single(one => (string?)one!["name"] == "training_ratio")!;
        Assert.Equal((0.6667, Day(0)), ((double)ratio["actual"]!, (string?)ratio["broken_since"]));
        Assert.Equal(Day(14), (string?)now["lapse_forecast_on"]);
        Assert.Equal([first.Id, second.Id, third.Id], now["next_sessions"]!.AsArray().Select(one => one!["id"]!.GetValue<Guid>()));
        Assert.DoesNotContain(fourth.Id.ToString(), now.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_who_left_counts_no_more_and_somebody_new_may_be_untrained_for_a_while()
    {
        var organisation = await api.Organisation();
        var (coordinator, trainer) = (await organisation.Coordinator(), await organisation.Member("trainer"));
        var partnership = await organisation.Pledged(new { NewHireDays = 30 });
        var venue = partnership.Body["venue_id"]!.GetValue<Guid>();
        foreach (var label in new[] { "S-01", "S-02", "S-02" })
        {
            (await trainer.Post("/v1/training-records", Record(venue, label))).Expect(HttpStatusCode.Created);
        }

        Assert.Equal((2, 12), await Trained(coordinator, partnership));
        (await coordinator.Post($"/v1/venues/{venue}/staff-changes", new
        {
            ChangedOn = Day(0), Arrived = -1, StaffRole = "staff", PersonRef = "S-01",
        })).Expect(HttpStatusCode.Created);
        Assert.Equal((1, 11), await Trained(coordinator, partnership));
        (await coordinator.Post($"/v1/venues/{venue}/staff-changes", new { ChangedOn = Day(0), Arrived = 3, StaffRole = "staff" }))
            .Expect(HttpStatusCode.Created);
        var requirements = (await coordinator.Get($"/v1/partnerships/{partnership.Id}/requirements")).Body;
        Assert.Equal(0.0909, (double)requirements["trained"]!["ratio"]!);
    }

    [Theory]
    [InlineData("Maria", "/person_ref name_instead_of_label")]
    [InlineData("S04", "/person_ref name_instead_of_label")]
    [InlineData(null, "/headcount contradiction")]
    public async Task A_person_is_a_label_and_never_a_name(string? label, string fault)
    {
        var organisation = await api.Organisation();
        var body = Record((await organisation.Venue()).Id, label);

        var refused = await (await organisation.Member("trainer")).Post("/v1/training-records", body);

        Assert.Equal([fault], refused.Faults);
        Assert.DoesNotContain("Maria", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_trained_tomorrow_before_the_venue_joined_or_beyond_the_number_of_staff()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Pledged();

        Assert.Equal(["/completed_on date_in_future"], (await organisation.Train(partnership, 1, on: Organisation.Today.AddDays(1))).Faults);
        Assert.Equal(["/completed_on before_it_joined"], (await organisation.Train(partnership, 1, on: Organisation.Today.AddDays(-1))).Faults);
        Assert.Equal(["/headcount more_than_staff"], (await organisation.Train(partnership, 11)).Faults);
        Assert.Equal(["/headcount more_than_staff"], (await organisation.Train(partnership, 3, "manager")).Faults);
        Assert.Empty((await (await organisation.Coordinator()).Get("/v1/training-records")).Data);
    }

    private static Action<JsonObject> ForVenue(Answer partnership) => body => body["venue_id"] = partnership.Body["venue_id"]!.GetValue<Guid>();

    private static JsonObject Record(Guid venue, string? label) => new()
    {
        ["venue_id"] = venue, ["person_ref"] = label, ["staff_role"] = "staff", ["completed_on"] = Day(0), ["result"] = "passed",
    };

    private static async Task<(int, int)> Trained(Actor actor, Answer partnership)
    {
        var trained = (await actor.Get($"/v1/partnerships/{partnership.Id}/requirements")).Body["trained"]!;
        return ((int)trained["count"]!, (int)trained["staff"]!);
    }

    private static string Day(int later) => Organisation.Today.AddDays(later).ToString("yyyy-MM-dd", null);
}

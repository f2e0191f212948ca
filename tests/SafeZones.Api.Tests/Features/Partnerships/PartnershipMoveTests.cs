using System.Net;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Partnerships;

public sealed class PartnershipMoveTests(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task An_activation_that_comes_too_early_names_each_requirement_that_is_not_met_and_what_to_do()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Pledged(new { ManagersThreshold = 1.0, VettingRequired = true });

        var refused = await organisation.Move(partnership, "activation");

        Assert.Equal((HttpStatusCode.Conflict, "requirements_unmet"), (refused.Status, refused.Code));
        Assert.Equal(
            [
                "/requirements/training_ratio training_ratio_unmet", "/requirements/managers_ratio managers_ratio_unmet",
                "/requirements/vetting vetting_unmet",
            ],
            refused.Faults);
        Assert.Equal(
            "The trained share of staff is 0 and must be 0.5: train more of them, or declare the number of staff.",
            (string?)refused.Body["errors"]![0]!["detail"]);
        Assert.Equal("pledged", await Status(organisation, partnership));
    }

    [Fact]
    public async Task Once_everything_is_met_a_coordinator_makes_it_a_safe_zone()
    {
        var organisation = await api.Organisation();

        var active = await organisation.Active(new { ManagersThreshold = 1.0 });

        Assert.Equal("active", (string?)active.Body["status"]);
        Assert.Equal("move_refused", (await organisation.Move(active, "activation")).Code);
    }

    [Fact]
    public async Task Where_two_people_are_asked_for_the_second_is_somebody_else()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Pledged(new { TwoPersonActivation = true });
        (await organisation.Train(partnership, 8)).Expect(HttpStatusCode.Created);

        var asked = (await organisation.Move(partnership, "activation")).Expect(HttpStatusCode.OK);

        Assert.Equal("pledged", (string?)asked.Body["status"]);
        Assert.NotNull(asked.Body["activation_asked_by"]);
        Assert.Equal([" second_person_needed"], (await organisation.Move(partnership, "activation")).Faults);
        var approved = (await organisation.Move(partnership, "activation", by: organisation.Owner)).Expect(HttpStatusCode.OK);
        Assert.Equal("active", (string?)approved.Body["status"]);
        Assert.Null(approved.Body["activation_asked_by"]);
    }

    [Fact]
    public async Task Whoever_suspends_does_not_review()
    {
        var organisation = await api.Organisation();
        var safeguarding = await organisation.Member("safeguarding");
        var partnership = await organisation.Active();

        var suspended = (await organisation.Move(partnership, "suspension", new { Reason = "refused_help" }, safeguarding))
            .Expect(HttpStatusCode.OK);

        Assert.Equal(("suspended", "refused_help"), ((string?)suspended.Body["status"], (string?)suspended.Body["reason"]));
        Assert.Equal([" reviewer_suspended_it"], (await organisation.Move(partnership, "reinstatement", by: safeguarding)).Faults);
        var reinstated = (await organisation.Move(partnership, "reinstatement")).Expect(HttpStatusCode.OK);
        Assert.Equal(("active", null), ((string?)reinstated.Body["status"], (string?)reinstated.Body["reason"]));
    }

    [Fact]
    public async Task A_review_finds_out_that_training_has_been_lost_meanwhile()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Active();
        (await organisation.Move(partnership, "suspension", new { Reason = "legal" })).Expect(HttpStatusCode.OK);
        var venue = $"/v1/venues/{partnership.Body["venue_id"]}";
        (await organisation.Owner.Patch(venue, new
        {
            StaffCount = new { N = 30, Managers = 2, AsOf = Organisation.Today.ToString("yyyy-MM-dd", null), DeclaredBy = "venue" },
        }, (await organisation.Owner.Get(venue)).ETag)).Expect(HttpStatusCode.OK);

        Assert.Equal("requirements_unmet", (await organisation.Move(partnership, "reinstatement", by: organisation.Owner)).Code);
    }

    [Fact]
    public async Task Only_an_owner_removes_and_only_what_is_suspended_and_that_is_the_end()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Active();
        var body = new { Evidence = "case 2026-17", BarredUntil = "2027-11-24" };
        Assert.Equal([" move_impossible"], (await organisation.Move(partnership, "removal", body, organisation.Owner)).Faults);
        (await organisation.Move(partnership, "suspension", new { Reason = "staff_misconduct" })).Expect(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Forbidden, (await organisation.Move(partnership, "removal", body)).Status);

        var removed = (await organisation.Move(partnership, "removal", body, organisation.Owner)).Expect(HttpStatusCode.OK);

        Assert.Equal(("removed", "2027-11-24"), ((string?)removed.Body["status"], (string?)removed.Body["barred_until"]));
        var again = await (await organisation.Coordinator()).Post("/v1/partnerships", new
        {
            VenueId = partnership.Body["venue_id"]!.GetValue<Guid>(), ProgrammeId = partnership.Body["programme_id"]!.GetValue<Guid>(),
        });
        Assert.Equal(("venue_barred", "/venue_id barred_until"), (again.Code, again.Faults.Single()));
        foreach (var path in new[] { "activation", "reinstatement", "resumption" })
        {
            Assert.Equal([" move_impossible"], (await organisation.Move(partnership, path)).Faults);
        }
    }

    [Fact]
    public async Task A_pause_ends_within_six_months_and_resuming_checks_again()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Active();
        foreach (var day in new[] { Organisation.Today, Organisation.Today.AddMonths(6).AddDays(1) })
        {
            Assert.Equal([" pause_too_long"], (await organisation.Move(partnership, "pause", Until(day))).Faults);
        }

        var paused = (await organisation.Move(partnership, "pause", Until(Organisation.Today.AddDays(3)))).Expect(HttpStatusCode.OK);

        Assert.Equal("paused", (string?)paused.Body["status"]);
        var resumed = (await organisation.Move(partnership, "resumption")).Expect(HttpStatusCode.OK);
        Assert.Equal(("active", null), ((string?)resumed.Body["status"], (string?)resumed.Body["paused_until"]));

        static object Until(DateOnly day) => new { PausedUntil = day.ToString("yyyy-MM-dd", null) };
    }

    [Theory]
    [InlineData("withdrawal", "withdrawn", "venue")]
    [InlineData("closure", "closed", "volunteer")]
    public async Task Whatever_is_over_stays_over_and_the_venue_may_begin_again(string path, string status, string actor)
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Active();
        object body = path == "closure" ? new { Reason = "ownership_changed" } : new { Evidence = "folder 3, sheet 13" };
        var by = path == "closure" ? await organisation.Volunteer() : null;

        var over = (await organisation.Move(partnership, path, body, by)).Expect(HttpStatusCode.OK);

        Assert.Equal(status, (string?)over.Body["status"]);
        Assert.Equal(actor, (string?)(await organisation.Owner.Get($"/v1/partnerships/{partnership.Id}/moves")).Data[^1]["actor"]);
        Assert.Equal("move_refused", (await organisation.Move(partnership, path, body)).Code);
        var again = await (await organisation.Coordinator()).Post("/v1/partnerships", new
        {
            VenueId = partnership.Body["venue_id"]!.GetValue<Guid>(), ProgrammeId = partnership.Body["programme_id"]!.GetValue<Guid>(),
        });
        Assert.Equal("prospect", (string?)again.Expect(HttpStatusCode.Created).Body["status"]);
    }

    [Fact]
    public async Task Of_ten_moves_at_once_on_one_version_one_is_made()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Active();
        var coordinator = await organisation.Coordinator();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => coordinator.Post(
            $"/v1/partnerships/{partnership.Id}/suspension", new { Reason = "legal" }, ("If-Match", partnership.ETag!))));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.OK), answer => Assert.Equal("precondition_failed", answer.Code));
    }

    [Fact]
    public async Task A_failed_check_is_a_requirement_that_is_not_met_until_one_passes()
    {
        var organisation = await api.Organisation();
        var volunteer = await organisation.Volunteer();
        var partnership = await organisation.Active();
        (await CheckIn(false)).Expect(HttpStatusCode.Created);
        Assert.Equal(["check_current"], await PledgeTests.Unmet(volunteer, partnership));
        Assert.Equal("passed", (string?)(await CheckIn(true)).Expect(HttpStatusCode.Created).Body["result"]);
        Assert.Empty(await PledgeTests.Unmet(volunteer, partnership));
        Assert.Equal(2, (await volunteer.Get($"/v1/check-ins?partnership_id={partnership.Id}")).Data.Count);

        Task<Answer> CheckIn(bool isKnown) => volunteer.Post("/v1/check-ins", new
        {
            PartnershipId = partnership.Id, Kind = "mystery", CheckedOn = Organisation.Today.ToString("yyyy-MM-dd", null),
            CodewordRecognised = isKnown,
        });
    }

    private static async Task<string?> Status(Organisation organisation, Answer partnership) =>
        (string?)(await (await organisation.Coordinator()).Get($"/v1/partnerships/{partnership.Id}")).Body["status"];
}

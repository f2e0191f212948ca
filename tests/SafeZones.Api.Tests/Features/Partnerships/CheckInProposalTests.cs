using System.Net;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Partnerships;

public sealed class CheckInProposalTests(SharedApi shared)
{
    private const string Open = "/v1/check-ins?proposal_status=open";
    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task A_failed_mystery_visit_proposes_a_suspension_that_a_coordinator_finds_and_changes_nothing_by_itself()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var partnership = await organisation.Active();

        var checkIn = await Mystery(organisation, partnership);

        Assert.Equal(("suspension", "open"), ((string?)checkIn.Body["proposes"], (string?)checkIn.Body["proposal_status"]));
        Assert.Equal("active", await Status(organisation, partnership));
        Assert.Equal([checkIn.Text], (await coordinator.Get(Open)).Data.Select(one => one.ToJsonString()));
        Assert.Equal(1, await Proposed(organisation));
        Assert.Equal(0, (int)(await coordinator.Get($"/v1/dashboard?programme_id={Guid.NewGuid()}")).Body["suspensions_proposed"]!);
    }

    [Theory]
    [InlineData("mystery", true)]
    [InlineData("visit", false)]
    [InlineData("call", false)]
    public async Task No_other_check_in_proposes_anything(string kind, bool codeword)
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Active();

        var checkIn = await Log(organisation, partnership, kind, codeword);

        Assert.Null(checkIn.Body["proposes"]);
        Assert.Null(checkIn.Body["proposal_status"]);
        Assert.Equal(0, await Proposed(organisation));
    }

    [Fact]
    public async Task A_venue_that_cannot_be_suspended_is_not_proposed_for_it()
    {
        var organisation = await api.Organisation();
        var suspended = await organisation.Active();
        (await organisation.Move(suspended, "suspension", new { Reason = "legal" })).Expect(HttpStatusCode.OK);

        Assert.Null((await Mystery(organisation, await organisation.Prospect())).Body["proposes"]);
        Assert.Null((await Mystery(organisation, suspended)).Body["proposes"]);
    }

    [Fact]
    public async Task Whoever_suspends_the_venue_settles_what_was_proposed()
    {
        var organisation = await api.Organisation();
        var safeguarding = await organisation.Member("safeguarding");
        var partnership = await organisation.Active();
        var (first, second) = (await Mystery(organisation, partnership), await Mystery(organisation, partnership));

        (await organisation.Move(partnership, "suspension", new { Reason = "failed_mystery_visit" }, safeguarding)).Expect(HttpStatusCode.OK);

        var settled = (await safeguarding.Get("/v1/check-ins?proposal_status=settled,dismissed")).Data;
        Assert.Equal(new[] { first.Id, second.Id }.Order(), settled.Select(one => one["id"]!.GetValue<Guid>()).Order());
        Assert.Equal(0, await Proposed(organisation));
        Assert.Equal("proposal_not_open", (await Dismiss(safeguarding, first)).Code);
        // Back after a check that was passed and a review, nothing is proposed again.
        await Log(organisation, partnership, "visit", codeword: true);
        (await organisation.Move(partnership, "reinstatement")).Expect(HttpStatusCode.OK);
        Assert.Equal(0, await Proposed(organisation));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_venue_that_is_over_leaves_nothing_to_decide(bool isSeenByAVolunteer)
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Active();
        await Mystery(organisation, partnership);

        if (isSeenByAVolunteer)
        {
            (await (await organisation.Volunteer()).Post("/v1/outreach-visits", new
            {
                Id = Guid.NewGuid(), PartnershipId = partnership.Id, VisitedAt = DateTimeOffset.UtcNow, Outcome = "closed_down",
            })).Expect(HttpStatusCode.Created);
        }
        else
        {
            (await organisation.Move(partnership, "withdrawal", new { Evidence = "folder 3" })).Expect(HttpStatusCode.OK);
        }

        Assert.Empty((await organisation.Owner.Get(Open)).Data);
    }

    [Fact]
    public async Task A_person_dismisses_it_with_a_reason_once_and_leaves_a_trace()
    {
        var organisation = await api.Organisation();
        var (volunteer, safeguarding) = (await organisation.Volunteer(), await organisation.Member("safeguarding"));
        var partnership = await organisation.Active();
        var checkIn = await Mystery(organisation, partnership);

        Assert.Equal("forbidden", (await Dismiss(volunteer, checkIn)).Code);
        Assert.Equal(["/reason wrong_type"], (await safeguarding.Post($"/v1/check-ins/{checkIn.Id}/dismissal", new { Reason = "whim" })).Faults);
        var dismissed = (await Dismiss(safeguarding, checkIn)).Expect(HttpStatusCode.OK);

        Assert.Equal(
            ("dismissed", "explained", "failed"),
            ((string?)dismissed.Body["proposal_status"], (string?)dismissed.Body["dismissal_reason"], (string?)dismissed.Body["result"]));
        Assert.Equal("active", await Status(organisation, partnership));
        Assert.Equal(0, await Proposed(organisation));
        Assert.Equal("proposal_not_open", (await Dismiss(safeguarding, checkIn)).Code);
        Assert.Equal(
            ["log_check_in check_in(kind, checked_on, result)", "dismiss_proposal check_in(proposal_status, dismissal_reason)"],
            await organisation.TrailOf(checkIn.Id));
        Assert.Equal("not_found", (await safeguarding.Post($"/v1/check-ins/{Guid.NewGuid()}/dismissal", new { Reason = "mistaken" })).Code);
        // A later suspension does not undo what somebody decided.
        (await organisation.Move(partnership, "suspension", new { Reason = "legal" })).Expect(HttpStatusCode.OK);
        Assert.Equal("dismissed", (string?)Assert.Single((await safeguarding.Get("/v1/check-ins")).Data)["proposal_status"]);
    }

    [Fact]
    public async Task A_suspension_and_a_dismissal_at_once_leave_one_decision()
    {
        var organisation = await api.Organisation();
        for (var round = 0; round < 10; round++)
        {
            var partnership = await organisation.Active();
            var checkIn = await Mystery(organisation, partnership);

            var dismissing = Dismiss(organisation.Owner, checkIn);
            (await organisation.Move(partnership, "suspension", new { Reason = "failed_mystery_visit" })).Expect(HttpStatusCode.OK);

            var status = (string?)(await organisation.Owner.Get($"/v1/check-ins?partnership_id={partnership.Id}")).Data[0]["proposal_status"];
            Assert.Equal((await dismissing).Status == HttpStatusCode.OK ? "dismissed" : "settled", status);
        }
    }

    [Fact]
    public async Task What_everybody_reads_does_not_tell_of_a_mystery_visit()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Active();
        var decal = await organisation.Displayed(partnership);
        var slug = (string?)(await organisation.Owner.Get("/v1/programmes?limit=1")).Data[0]["public_slug"];
        var paths = new[] { $"/v1/public/verify/{decal.Body["verify_code"]}", $"/v1/public/programmes/{slug}/venues" };
        var before = await Task.WhenAll(paths.Select(path => api.Stranger.Get(path)));

        await Mystery(organisation, partnership);

        var after = await Task.WhenAll(paths.Select(path => api.Stranger.Get(path)));
        Assert.All(before, answer => answer.Expect(HttpStatusCode.OK));
        Assert.Equal(before.Select(answer => answer.Text), after.Select(answer => answer.Text));
    }

    private static Task<Answer> Dismiss(Actor actor, Answer checkIn) =>
        actor.Post($"/v1/check-ins/{checkIn.Id}/dismissal", new { Reason = "explained" });

    private static Task<Answer> Mystery(Organisation organisation, Answer partnership) =>
        Log(organisation, partnership, "mystery", codeword: false);

    private static async Task<Answer> Log(Organisation organisation, Answer partnership, string kind, bool codeword) =>
        (await (await organisation.Volunteer()).Post("/v1/check-ins", new
        {
            PartnershipId = partnership.Id,
            Kind = kind,
            CheckedOn = Organisation.Today.ToString("yyyy-MM-dd", null),
            CodewordRecognised = codeword,
        })).Expect(HttpStatusCode.Created);

    private static async Task<string?> Status(Organisation organisation, Answer partnership) =>
        (string?)(await organisation.Owner.Get($"/v1/partnerships/{partnership.Id}")).Body["status"];

    private static async Task<int> Proposed(Organisation organisation) =>
        (int)(await organisation.Owner.Get("/v1/dashboard")).Body["suspensions_proposed"]!;
}
